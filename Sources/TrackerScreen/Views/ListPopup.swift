/// A view in a box with a list, whose rows can be clicked.
protocol ListPopup: Popup {
    /// The deed of a click on the row that is chosen.
    static var opening: Deed { get }

    /// The rows that are seen, in a part of the screen that is the inside of the box.
    func rows(_ state: State, in inside: Rect) -> PopupRows
    /// Chooses a row that the list has.
    mutating func choose(row: Int)
}

/// The rows of a list that are seen in a box.
struct PopupRows: Hashable {
    let place: Rect
    /// The first row that is seen.
    let first: Int
    let count: Int
    let chosen: Int
}

extension ListPopup {
    /// A click chooses a row, and once more does what it stands for; one outside closes the box.
    mutating func click(_ button: Key.Mouse, at point: Point, _ state: inout State) -> Outcome {
        let body = state.layout.body
        let content = box(state, in: body.size).content
        let places = PopupBox.places(for: content, in: Rect(body.size))
        let rows = rows(state, in: places.inside)
        let inside = Point(point.x - body.x, point.y - body.y)
        let wish: Int
        switch button {
        case .wheelUp: wish = max(0, rows.chosen - 1)
        case .wheelDown: wish = min(rows.count - 1, rows.chosen + 1)
        case .press:
            guard places.frame.contains(inside) else { return .close() }
            guard rows.place.contains(inside) else { return .stay() }
            wish = rows.first + inside.y - rows.place.y
            if wish == rows.chosen, wish < rows.count { return press(Self.opening, &state) }
        }
        if (0..<rows.count).contains(wish) { choose(row: wish) }
        return .stay()
    }
}
