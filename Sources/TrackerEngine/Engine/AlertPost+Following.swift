extension AlertPost {
    /// Shows what the program that writes the store has stored, each minute; sends nothing.
    public func follow(for engine: Engine) async {
        setup = admitted(setup, for: engine)
        await engine.changeAlerts(rules: setup.rules, lists: setup.lists)
        await withTaskGroup { group in
            while !Task.isCancelled {
                let next = Minute(containing: clock.now).next.start
                for item in inbox.removeAll() { await handleFollowing(item, for: engine) }
                inbox.noteKept()
                await showFollowed(engine)
                group.addTask { [clock, inbox] in
                    try? await clock.sleep(until: next)
                    inbox.put(.alarm)
                }
                await inbox.wait()
            }
        }
    }

    private func handleFollowing(_ item: AlertInbox.Item, for engine: Engine) async {
        switch item {
        case .setup(let new): await adopt(new, for: engine)
        case .order(let order): await noteElsewhere(order)
        // What was seen here before another program took over is that one's to tell.
        case .batch, .answered, .tested, .alarm: break
        }
    }

    private func noteElsewhere(_ order: AlertOrder) async {
        guard let note = AlertNote(order) else {
            if case .test = order { ledger.trouble = "no test: another tracker-tui sends" }
            return
        }
        do throws(StoreError) {
            try await store.note(note)
            ledger.trouble = nil
        } catch {
            ledger.trouble = "not noted: \(error)"
        }
    }

    private func showFollowed(_ engine: Engine) async {
        var stored = StoredAlerts()
        var trouble: String?
        do throws(StoreError) {
            stored = try await store.read(records: AlertBoard.mostRecords)
        } catch .cannotOpen(_, StoreError.noneYet) {
            // The other program has no alerts.
        } catch {
            trouble = "\(error)"
        }
        let start = followedFrom ?? stored.counters.nextSequence - 1
        followedFrom = start
        var board = AlertBoard(following: stored, setup, since: start)
        let remarks = [trouble ?? ledger.trouble, board.notice].compactMap(\.self)
        board.notice = remarks.isEmpty ? nil : remarks.joined(separator: "; ")
        await engine.show(board)
    }
}
