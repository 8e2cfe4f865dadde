import TrackerEngine

// The view of the sources: why is there nothing?
extension State {
    /// Chosen is what is asked about: the source of the market where that one fails, else the
    /// first that does.
    mutating func openHealth() {
        let sources = snapshot.sources
        let own = chosenMarket.flatMap { snapshot.servers[$0] } ?? 0
        let failing = sources.indices.filter { sources[$0].failure != nil }
        let worst = failing.first { sources[$0].failure?.isBarred == false } ?? failing.first
        let chosen = failing.contains(own) ? own : worst ?? own
        overlay = .health(HealthCursor(source: min(max(0, chosen), max(0, sources.count - 1))))
    }

    mutating func pressInHealth(_ key: Key, _ cursor: HealthCursor) -> [Command] {
        switch key {
        case .escape, .enter, .character("e"), .character("q"):
            overlay = .none
            return []
        default: break
        }
        let page = max(1, health(cursor).requestRows.height - 1)
        switch keys.action(for: key, in: .pairs) {
        case .up?: chooseSource(cursor.source - 1)
        case .down?: chooseSource(cursor.source + 1)
        case .top?: chooseSource(0)
        case .bottom?: chooseSource(snapshot.sources.count - 1)
        case .pageUp?: scrollRequests(cursor, by: -page)
        case .pageDown?: scrollRequests(cursor, by: page)
        case .halfUp?: scrollRequests(cursor, by: -max(1, page / 2))
        case .halfDown?: scrollRequests(cursor, by: max(1, page / 2))
        case .poll?: return [.pollNow]
        case .redraw?: return [.redraw]
        case .suspend?: return [.suspend]
        default: break
        }
        return []
    }

    /// A click on a source chooses it; one elsewhere closes the view, as with the other ones.
    mutating func clickInHealth(_ button: Key.Mouse, at point: Point, _ cursor: HealthCursor) {
        switch button {
        case .wheelUp: chooseSource(cursor.source - 1)
        case .wheelDown: chooseSource(cursor.source + 1)
        case .press:
            let layout = health(cursor)
            let rows = layout.sources
            let place = Point(point.x - self.layout.body.x, point.y - self.layout.body.y)
            let first = layout.firstSource(cursor.source, of: snapshot.sources.count)
            let source = first + place.y - rows.y
            guard rows.contains(place), source < snapshot.sources.count else {
                overlay = .none
                return
            }
            chooseSource(source)
        }
    }

    private func health(_ cursor: HealthCursor) -> HealthLayout {
        HealthLayout(self, cursor, in: layout.body.size)
    }

    private mutating func chooseSource(_ wish: Int) {
        overlay = .health(
            HealthCursor(source: min(max(0, wish), max(0, snapshot.sources.count - 1))))
    }

    private mutating func scrollRequests(_ cursor: HealthCursor, by rows: Int) {
        guard snapshot.sources.indices.contains(cursor.source) else { return }
        let count = snapshot.sources[cursor.source].requests.count
        var moved = cursor
        moved.top = health(cursor).clamped(cursor.top + rows, of: count)
        overlay = .health(moved)
    }
}
