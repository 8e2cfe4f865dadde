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
                if button == .press, let note = view.key(at: point, self) {
                    view.press(note, &self)
                } else {
                    view.click(button, at: point, &self)
                }
            } else {
                view.press(key, &self)
            }
        return follow(outcome, of: view)
    }

    private mutating func follow<View: Overlay>(_ outcome: ViewOutcome, of view: View) -> [Command]
    {
        switch outcome {
        case .stay(let commands):
            overlay = view
            return commands
        case .close(let commands):
            overlay = covered
            covered = nil
            // What it showed may be old by now.
            return commands + follow()
        case .open(let name):
            overlay = nil
            let commands = open(name)
            covered = overlay == nil ? nil : view
            return commands
        case .perform(let action, let place):
            overlay = nil
            covered = nil
            return perform(action, in: place)
        }
    }

    /// Does what a key of the table means in its place: in a pane, or in a view, which is opened.
    mutating func perform(_ action: Action, in place: KeyTable.Place) -> [Command] {
        switch place {
        case .everywhere: return perform(action)
        case .pane(let pane):
            focus(pane)
            return perform(action)
        case .view(let name):
            let commands = open(name)
            guard let view = overlay else { return commands }
            let more = press(action, in: view)
            return commands + more
        case .views: return []
        }
    }

    private mutating func press<View: Overlay>(_ action: Action, in view: View) -> [Command] {
        var view = view
        guard let deed = View.keys.first(where: { $0.action == action })?.deed else { return [] }
        return follow(view.press(deed, &self), of: view)
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
