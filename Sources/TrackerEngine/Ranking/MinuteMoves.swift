/// The moves of a price from each minute to the next.
///
/// Moves are fractions of the price before: -0.02 stands for -2 %. Only minutes that follow one
/// another make a move; a price of 0 is none.
public struct MinuteMoves: Sendable {
    /// The move into each minute, with its sign; NaN for the first minute and beside holes.
    public let all: [Double]
    /// The median size of the moves, still minutes among them; `nil` without a move.
    public let median: Double?
    /// The median size of the moves that are not 0; `nil` if the price never moved.
    ///
    /// The price of a quiet pair stays where it is in most minutes, so that its median is 0.
    public let usual: Double?
    /// The number of moves that are not 0.
    private let moved: Int

    /// The moves between prices, one a minute, oldest first; what is not finite is a hole.
    public init(_ amounts: some Sequence<Double>) {
        var before = Double.nan
        all = amounts.map { amount in
            defer { before = amount > 0 && amount.isFinite ? amount : .nan }
            return amount > 0 && amount.isFinite ? amount / before - 1 : .nan
        }
        let sizes = all.map(\.magnitude)
        median = Quantiles(sizes).median
        let moves = Quantiles(sizes.lazy.filter { $0 > 0 })
        (usual, moved) = (moves.median, moves.count)
    }

    /// The moves in a column of a chart.
    public struct Column: Hashable, Sendable {
        /// The median size, still minutes among them.
        public let median: Double
        /// The sum of the moves, with its sign.
        public let sum: Double
    }

    /// The moves in each column of a chart of some minutes; `nil` for a column without a move.
    ///
    /// The minute at `offset` of n minutes is in column `offset * count / n`; where there are more
    /// columns than minutes, a minute has all columns up to that of the next one.
    /// - Returns: `count` elements, oldest first.
    public func columns(_ count: Int, of minutes: Range<Int>) -> [Column?] {
        let shown = minutes.clamped(to: all.indices)
        guard count > 0, !shown.isEmpty else { return Array(repeating: nil, count: max(0, count)) }
        /// The offset that a column begins at.
        func start(_ column: Int) -> Int {
            shown.lowerBound + (column * shown.count + count - 1) / count
        }
        return (0..<count).map { column in
            let (first, end) = (start(column), start(column + 1))
            let part = first < end ? all[first..<end] : all[end - 1..<end]
            guard let median = Quantiles(part.lazy.map(\.magnitude)).median else { return nil }
            return Column(median: median, sum: part.reduce(0) { $1.isNaN ? $0 : $0 + $1 })
        }
    }

    /// A price further than this many usual moves from both neighbours is a bad tick.
    private static let bad = 8.0
    /// With fewer moves nobody knows what is usual.
    private static let fewest = 8

    /// Whether a single price jumps away from both its neighbours and back.
    ///
    /// It is more than 8 usual moves from the minute before and the minute after, on the same side
    /// of both, and these two are no further than that from each other: a step to another level is
    /// none. In a day of fewer than 8 moves none is.
    public func isBadTick(at offset: Int) -> Bool {
        guard let usual, offset > 0, offset + 1 < all.count, moved >= Self.fewest else {
            return false
        }
        let limit = Self.bad * usual
        let (away, next) = (all[offset], all[offset + 1])
        let back = 1 / (1 + next) - 1
        return away.magnitude > limit && back.magnitude > limit && (away > 0) == (back > 0)
            && ((1 + away) * (1 + next) - 1).magnitude <= limit
    }
}

extension Series {
    /// The moves from each minute to the next.
    public var moves: MinuteMoves { MinuteMoves(amounts) }
}
