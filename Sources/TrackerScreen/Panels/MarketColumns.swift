/// The columns of the list of markets in a pane of some width: what is worth least goes first.
struct MarketColumns: Hashable, Sendable {
    let name: Range<Int>
    let pairs: Range<Int>?
    /// How many pairs are up, and how many down.
    let trend: Range<Int>?
    let median: Range<Int>?
    let mover: Range<Int>?
    let share: Range<Int>?
    let answer: Range<Int>?

    /// All with the blank before them.
    private static let widths = [6, 9, 8, 14, 6, 8]
    private static let leastName = 10

    init(width: Int) {
        var (shown, all) = (Self.widths[...], 0)
        for (number, columns) in Self.widths.enumerated() {
            guard 2 + Self.leastName + all + columns <= width else {
                shown = shown.prefix(number)
                break
            }
            all += columns
        }
        let left = min(2, max(0, width))
        var place = left + max(0, width - 2 - all)
        name = left..<place
        func column() -> Range<Int>? {
            guard let columns = shown.popFirst() else { return nil }
            defer { place += columns }
            return place..<place + columns
        }
        pairs = column()
        trend = column()
        median = column()
        mover = column()
        share = column()
        answer = column()
    }

    /// Heads with their places, from the left.
    var heads: [(title: String, place: Range<Int>)] {
        let all = [
            ("pairs", pairs), ("up│down", trend), ("median", median), ("top mover", mover),
            ("share", share), ("answer", answer),
        ]
        return all.compactMap { title, place in place.map { (title, $0) } }
    }

    /// The place for the state of a market that fails: from the median on, or the last that there
    /// is.
    var state: Range<Int>? {
        guard let start = median ?? trend ?? pairs, let end = heads.last?.place.upperBound else {
            return nil
        }
        return start.lowerBound + 1..<end
    }
}
