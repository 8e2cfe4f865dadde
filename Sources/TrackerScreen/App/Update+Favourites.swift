import TrackerEngine

extension State {
    /// A star for the chosen pair, or none any more.
    mutating func star() -> [Command] {
        guard let instrument = pairInFocus() else { return [] }
        return toggleStar(instrument)
    }

    /// The chosen pair, unless the list of markets has the focus: then it says what is missing.
    mutating func pairInFocus() -> Instrument? {
        guard focus != .markets else {
            let key = keys.sign(.pane(.pairs)).map { "; \($0) goes to the pairs" } ?? ""
            notice = "Choose a pair first\(key)."
            return nil
        }
        return focus == .movers ? chosenMover : chosenInstrument
    }

    mutating func toggleStar(_ instrument: Instrument) -> [Command] {
        guard canKeep(instrument) else { return [] }
        guard let isStarred = favourites.toggle(instrument) else { return noRoom() }
        let name = "\(instrument.market.name) \(snapshot.title(of: instrument))"
        notice = isStarred ? "\(name) has a star." : "\(name) has no star now."
        refreshKeepingRow()
        return [.keep(.favourites(favourites))]
    }

    private mutating func noRoom() -> [Command] {
        notice = "At most \(Numbers.count(Favourites.most)) favourites can be kept."
        return []
    }

    /// Says why not.
    private mutating func canKeep(_ instrument: Instrument) -> Bool {
        guard Favourites.canKeep(instrument) else {
            notice = "This name cannot be written to a file."
            return false
        }
        return true
    }

    /// Refreshes; if the pair has left the list that is shown, the one after it is chosen.
    private mutating func refreshKeepingRow() {
        let row = pairSelection.row
        let before = chosenInstrument
        refresh()
        if chosenInstrument != before {
            pairSelection.move(to: row, in: pairList)
            scroll()
        }
    }

    /// Puts the chosen pair into a group, or takes it out; says why not.
    mutating func toggleGroup(_ text: String) -> [Command] {
        guard let instrument = chosenInstrument, canKeep(instrument) else { return [] }
        guard let name = Favourites.groupName(text) else {
            notice =
                "The name of a group has 1 to \(Favourites.longestName) characters and no brackets."
            return []
        }
        guard let isIn = favourites.toggle(instrument, in: name) else { return noRoom() }
        let title = snapshot.title(of: instrument)
        notice = isIn ? "\(title) is in \(name)." : "\(title) is no longer in \(name)."
        refreshKeepingRow()
        return [.keep(.favourites(favourites))]
    }
}
