extension AlertPost {
    /// Opens the store and reads it; if that cannot be done, alerts are in memory for now.
    ///
    /// Who has no rules, and never had any, needs none.
    func openJournal(for engine: Engine) async {
        guard !setup.rules.isEmpty || store.exists else {
            // Rules that are gone had trouble with a store.
            ledger.trouble = nil
            return
        }
        guard await hasClaim() else { return }
        guard await mayWrite(for: engine) else {
            ledger.trouble = "alerts are kept in memory only until the store can be written"
            return
        }
        do throws(StoreError) {
            let journal = try await store.journal()
            let stored = try await journal.load(records: AlertBoard.mostRecords)
            self.journal = journal
            ledger.restore(stored, at: clock.now)
            ledger.trouble = nil
        } catch {
            ledger.trouble = Self.words(error)
        }
    }

    /// Whether this program tells what fires; takes the right to, if nobody has it.
    private func hasClaim() async -> Bool {
        if claim != nil { return true }
        do throws(StoreError) {
            claim = try await store.claim()
            if claim == nil { ledger.trouble = "alerts wait: another tracker-tui sends them" }
        } catch {
            // It may be that another one tells it: a second mail would be one too many.
            ledger.trouble = "alerts wait, and are not sent: \(error)"
        }
        return claim != nil
    }

    /// Whether no other program can write the store of alerts: this one has the right to write the
    /// day, or there is no file.
    func mayWrite(for engine: Engine) async -> Bool {
        guard store.isShared else { return true }
        return await engine.isWriting
    }

    static func words(_ error: StoreError) -> String {
        "alerts are kept in memory only: \(error)"
    }

    /// Takes what the engine has seen, but what was stored before a kill.
    func add(_ batch: AlertBatch) async {
        var known: Set<AlertEvent.Key> = []
        let events = ledger.unknown(among: batch.events)
        if let journal, !events.isEmpty {
            do throws(StoreError) {
                known = try await journal.known(among: events)
            } catch {
                ledger.trouble = Self.words(error)
            }
        }
        ledger.add(batch, known: known, at: clock.now)
    }

    /// Writes what has changed; what cannot be written is tried again at the next turn.
    func commit() async {
        let change = ledger.change()
        guard !change.isEmpty else { return }
        guard let journal else { return ledger.notStored() }
        do throws(StoreError) {
            try await journal.commit(change)
            ledger.stored(change)
        } catch .damaged {
            await recover(journal)
        } catch {
            ledger.notStored(Self.words(error))
        }
    }

    private func recover(_ journal: any AlertJournal) async {
        do throws(StoreError) {
            let stored = try await journal.load(records: 0)
            ledger.storeBeganAnew(stored.recovery)
            let change = ledger.change()
            try await journal.commit(change)
            ledger.stored(change)
        } catch {
            ledger.notStored(Self.words(error))
        }
    }

    /// Keeps what a person wants.
    func note(_ order: AlertOrder) async {
        guard let note = AlertNote(order) else { return }
        do throws(StoreError) {
            // At once, and by itself: other programs do it so.
            try await store.note(note)
            ledger.add(note, isStored: true)
        } catch {
            ledger.add(note, isStored: false)
        }
    }
}

extension AlertNote {
    /// `nil` for an order that is no note.
    init?(_ order: AlertOrder) {
        switch order {
        case .silence(let silence): self = .silence(silence)
        case .unsilence(let rule, let subject): self = .unsilence(rule: rule, subject: subject)
        case .see(let sequence): self = .see(through: sequence)
        case .keep, .delete, .test: return nil
        }
    }
}
