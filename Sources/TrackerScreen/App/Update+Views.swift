import TrackerEngine

extension State {
    /// What was kept before.
    package mutating func recall(_ kept: SavedViews) { views = kept }

    mutating func pressInViews(_ key: Key, _ cursor: ViewsCursor) -> [Command] {
        if let prompt = cursor.naming { return pressInNaming(key, prompt, cursor) }
        var next = cursor
        switch key {
        case .escape, .character("q"), .character("V"):
            overlay = .none
            return []
        case .enter:
            if views.all.indices.contains(cursor.row) { apply(views.all[cursor.row]) }
            return []
        case .character("n"): next.naming = Prompt(history: views.all.map(\.name))
        case .character("x"), .delete:
            guard views.all.indices.contains(cursor.row) else { return [] }
            notice = "\(views.all[cursor.row].name) is forgotten."
            views.remove(at: cursor.row)
            next.row = max(0, min(cursor.row, views.all.count - 1))
            overlay = .views(next)
            return [.keep(.views(views))]
        default:
            switch keys.action(for: key, in: .pairs) {
            case .up?: next.row = max(0, cursor.row - 1)
            case .down?: next.row = min(max(0, views.all.count - 1), cursor.row + 1)
            case .suspend?: return [.suspend]
            default: break
            }
        }
        overlay = .views(next)
        return []
    }

    private mutating func pressInNaming(
        _ key: Key, _ old: Prompt, _ cursor: ViewsCursor
    ) -> [Command] {
        var prompt = old
        switch prompt.press(key) {
        case .editing: overlay = .views(ViewsCursor(row: cursor.row, naming: prompt))
        case .left: overlay = .views(ViewsCursor(row: cursor.row))
        case .suspended: return [.suspend]
        case .entered: return saveView(prompt.text)
        }
        return []
    }

    private mutating func saveView(_ text: String) -> [Command] {
        overlay = .none
        guard let name = Favourites.groupName(text) else {
            notice = "A view's name has 1 to \(Favourites.longestName) characters, no brackets."
            return []
        }
        guard views.save(SavedView(name: name, filter: pairFilter.text, sort: sort)) else {
            notice = "There is room for \(SavedViews.most) views, no more."
            return []
        }
        notice = "Kept as \(name): V shows it again."
        return [.keep(.views(views))]
    }

    private mutating func apply(_ view: SavedView) {
        overlay = .none
        sort = view.sort
        pairFilter = PairFilter(view.filter)
        refreshPairs()
        scroll()
    }
}
