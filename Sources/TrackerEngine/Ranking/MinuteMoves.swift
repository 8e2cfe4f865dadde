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

    /// The moves between prices, one a minute, oldest first; what is not finite is a hole.
    public init(_ amounts: some Sequence<Double>) {
        var before = Double.nan
        all = amounts.map { amount in
            defer { before = amount > 0 && amount.isFinite ? amount : .nan }
            return amount > 0 && amount.isFinite ? amount / before - 1 : .nan
        }
        let sizes = all.map(\.magnitude)
        median = Quantiles(sizes).median
        usual = Quantiles(sizes.lazy.filter { $0 > 0 }).median
    }

    /// The median size of the moves in each column of a chart; NaN for a column without a move.
    ///
    /// The minute at `offset` of n minutes is in column `offset * columns / n`.
    /// - Returns: `columns` elements, oldest first.
    public func medians(of columns: Int) -> [Double] { medians(of: columns, in: all.indices) }

    /// The same for some of the minutes, which fill the columns.
    public func medians(of columns: Int, in minutes: Range<Int>) -> [Double] {
        guard columns > 0 else { return [] }
        let shown = minutes.clamped(to: all.indices)
        /// The offset that a column begins at.
        func start(_ column: Int) -> Int {
            shown.lowerBound + (column * shown.count + columns - 1) / columns
        }
        return (0..<columns).map { column in
            let part = all[start(column)..<start(column + 1)]
            return Quantiles(part.lazy.map(\.magnitude)).median ?? .nan
        }
    }

    /// A price further than this many usual moves from both neighbours is a bad tick.
    private static let bad = 8.0

    /// The offsets of single prices that jump away from both their neighbours and back.
    ///
    /// Such a price is more than 8 usual moves from the minute before and the minute after, on the
    /// same side of both, and these two are no further than that from each other: a step to another
    /// level is none.
    public var badTicks: [Int] {
        guard let usual, all.count > 2 else { return [] }
        let limit = Self.bad * usual
        return (1..<all.count - 1).filter { offset in
            let (away, next) = (all[offset], all[offset + 1])
            let back = 1 / (1 + next) - 1
            return away.magnitude > limit && back.magnitude > limit && (away > 0) == (back > 0)
                && ((1 + away) * (1 + next) - 1).magnitude <= limit
        }
    }
}

extension Series {
    /// The moves from each minute to the next.
    public var moves: MinuteMoves { MinuteMoves(amounts) }
}
