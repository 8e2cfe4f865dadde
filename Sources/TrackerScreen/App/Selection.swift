/// A chosen element of a list that may change under it: it follows the element, not the row.
struct Selection<Element: Hashable & Sendable>: Hashable, Sendable {
    /// The chosen element, also while it is not in the list.
    private(set) var element: Element?
    /// Its row; where it left the list, the row that it had.
    private(set) var row = 0

    init(_ element: Element? = nil) { self.element = element }

    /// Finds the element in a list that has changed; the nearest row where it has gone, or the
    /// first one.
    mutating func follow(in list: [Element], startingOver: Bool = false) {
        if let element, let row = list.firstIndex(of: element) {
            self.row = row
        } else {
            row = startingOver ? 0 : min(row, max(0, list.count - 1))
        }
    }

    /// Moves by rows, not beyond either end.
    mutating func move(by rows: Int, in list: [Element]) {
        move(to: row + rows, in: list)
    }

    mutating func move(to row: Int, in list: [Element]) {
        guard !list.isEmpty else { return }
        self.row = min(max(0, row), list.count - 1)
        element = list[self.row]
    }

    /// The first row to show, so that the chosen one is seen with some rows around it.
    ///
    /// `top` is the first row that was shown before: the list moves no more than it must.
    func scrolled(from top: Int, height: Int, count: Int) -> Int {
        guard height > 0 else { return 0 }
        let margin = min(2, (height - 1) / 2)
        let highest = max(0, count - height)
        let least = row - height + 1 + margin
        return min(max(min(max(top, least), row - margin), 0), highest)
    }
}
