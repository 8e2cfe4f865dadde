/// The rows that are seen of a list.
enum SeenRows {
    /// The first row to show of a list of so many rows, so that the chosen one is in the middle where
    /// it can be.
    static func top(of row: Int, height: Int, count: Int) -> Int {
        max(0, min(row - height / 2, count - height))
    }

    /// `1–16 of 191`: the rows that are seen; `nil` for an empty list.
    static func counted(from top: Int, height: Int, of count: Int) -> String? {
        guard count > 0 else { return nil }
        let last = min(count, top + height)
        return "\(Numbers.count(top + 1))–\(Numbers.count(last)) of \(Numbers.count(count))"
    }
}
