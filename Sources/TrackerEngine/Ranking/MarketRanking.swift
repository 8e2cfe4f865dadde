/// The places of a market's pairs by one figure, such as variance or volatility.
public struct MarketRanking: Sendable, Hashable {
    /// The pairs that have the figure, highest first; equal figures are ordered by name, bytewise.
    public let order: [Pair]
    private let places: [Pair: Int]

    /// Orders pairs by a figure.
    ///
    /// - Parameter figures: each pair once; `nil` where the pair has no figure and is not ranked.
    public init(_ figures: some Sequence<(pair: Pair, figure: Double?)>) {
        let ranked = figures.compactMap { pair, figure in figure.map { (pair: pair, figure: $0) } }
        order = ranked.sorted { left, right in
            left.figure == right.figure ? left.pair < right.pair : left.figure > right.figure
        }.map(\.pair)
        places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0 + 1) })
    }

    /// How many pairs are ranked.
    public var count: Int { order.count }

    /// The place of a pair: 1 for the highest figure; `nil` for a pair without one.
    public func place(of pair: Pair) -> Int? { places[pair] }

    /// The pair's place as a share of all ranked pairs, in thousandths.
    ///
    /// In [0, 1]: `rint(place / count * 1000) / 1000`, halves to even, as NumPy's `round(…, 3)`:
    /// place 1 of 80 gives 0.012. The highest of n has 1/n, the lowest 1.
    /// - Returns: `nil` for a pair that is not ranked.
    public func rank(of pair: Pair) -> Double? {
        places[pair].map { place in
            (Double(place) / Double(count) * 1000).rounded(.toNearestOrEven) / 1000
        }
    }
}
