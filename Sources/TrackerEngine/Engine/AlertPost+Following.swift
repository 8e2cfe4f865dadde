extension AlertPost {
    /// Shows what the program that writes the store has stored, each minute; sends nothing.
    public func follow(for engine: Engine) async {
        setup = admitted(setup, for: engine)
        // The other program tells what fires.
        (journal, claim) = (nil, nil)
        alarm = nil
        ledger.trouble = nil
        await engine.changeAlerts(rules: setup.rules, lists: setup.lists)
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let next = Minute(containing: clock.now).next.start
                for item in inbox.removeAll() { await handleFollowing(item, for: engine) }
                inbox.noteKept()
                await showFollowed(engine)
                setAlarm(next, &group)
                await inbox.wait()
            }
        }
    }

    private func handleFollowing(_ item: AlertInbox.Item, for engine: Engine) async {
        switch item {
        case .setup(let new): await adopt(new, for: engine)
        case .order(let order): await noteElsewhere(order)
        // What was seen here before another program took over is that one's to tell.
        case .batch, .answered, .tested, .beat: break
        case .alarm(let time):
            rang(time)
            // It was shown for a minute.
            if let told, time - told >= .seconds(60) { tell(nil) }
        }
    }

    private func noteElsewhere(_ order: AlertOrder) async {
        guard let note = AlertNote(order) else {
            if case .test = order { tell("no test: another tracker-tui sends") }
            return
        }
        do throws(StoreError) {
            try await store.note(note)
            tell(nil)
        } catch {
            tell("not noted: \(error)")
        }
    }

    /// Tells a person what became of an order, for a minute or two.
    private func tell(_ words: String?) {
        ledger.trouble = words
        told = words.map { _ in clock.now }
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
        if setup.heartbeat == nil { board.heartbeat = nil }
        let remarks = [trouble ?? ledger.trouble, board.notice].compactMap(\.self)
        board.notice = remarks.isEmpty ? nil : remarks.joined(separator: "; ")
        await engine.show(board)
    }
}
