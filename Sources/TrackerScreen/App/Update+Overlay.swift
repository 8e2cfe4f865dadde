// What becomes of the view that lies over the panes.
extension State {
    /// Opens the view of a name, where there is something to show.
    mutating func open(_ name: String) -> [Command] {
        guard let view = catalogue[name], !(view.opener.needsPrices && pairCounts.isEmpty) else {
            return []
        }
        return open(view)
    }

    private mutating func open<View: Overlay>(_ type: View.Type) -> [Command] {
        guard var view = View(&self) else { return [] }
        let commands = view.follow(&self, isNew: false)
        overlay = view
        return commands
    }

    mutating func press<View: Overlay>(_ key: Key, in view: View) -> [Command] {
        var view = view
        let outcome =
            if case .mouse(let button, let point) = key {
                view.click(button, at: point, &self)
            } else {
                view.press(key, &self)
            }
        switch outcome {
        case .stay(let commands):
            overlay = view
            return commands
        case .close(let commands):
            overlay = nil
            return commands
        case .open(let name):
            overlay = nil
            return open(name)
        }
    }

    /// Lets the view ask for what new prices have made old.
    mutating func follow() -> [Command] {
        guard var view = overlay else { return [] }
        let commands = view.follow(&self, isNew: true)
        overlay = view
        return commands
    }

    mutating func receive(_ answer: any Sendable) -> [Command] {
        guard var view = overlay else { return [] }
        let commands = view.receive(answer, &self)
        overlay = view
        return commands
    }
}
