/// The rank by variance of each pair of a market, hour by hour.
///
/// At each hour the rank is the one that the window of that minute has: of the prices that are held
/// up to then.
public struct RankHistory: Sendable {
    public let market: Market
    /// The newest minute.
    public let last: Minute
    /// By pair, oldest first: the place as a share of all ranked pairs; `nil` before its second price.
    private let shares: [Pair: [Float?]]

    /// The number of ranks of a pair.
    public static let hours = 24

    /// Cost: about 12 µs a pair.
    public init(of market: Market, in window: DayWindow) {
        self.market = market
        last = window.last
        let pairs = window.board(of: market).pairs
        let variances = pairs.map { pair -> [Double?] in
            let series = window.series(of: Instrument(market: market, pair: pair))
            return series.map { Self.variances($0.amounts) }
                ?? Array(repeating: nil, count: Self.hours)
        }
        var shares = [[Float?]](
            repeating: Array(repeating: nil, count: Self.hours), count: pairs.count)
        for hour in 0..<Self.hours {
            let ranked = pairs.indices.filter { variances[$0][hour] != nil }.sorted { left, right in
                let (one, other) = (variances[left][hour] ?? 0, variances[right][hour] ?? 0)
                return one == other ? left < right : one > other
            }
            for (place, pair) in ranked.enumerated() {
                shares[pair][hour] = Float(place + 1) / Float(ranked.count)
            }
        }
        self.shares = Dictionary(uniqueKeysWithValues: zip(pairs, shares))
    }

    /// A pair's ranks, oldest first, an hour apart, the last at `last`; empty for an unknown pair.
    public subscript(pair: Pair) -> [Float?] { shares[pair] ?? [] }

    /// The variance of everything up to the end of each hour.
    ///
    /// Hour by hour, merged as in Chan, Golub and LeVeque (1983).
    private static func variances(_ amounts: [Double]) -> [Double?] {
        var (count, mean, squares) = (0.0, 0.0, 0.0)
        let length = amounts.count / hours
        return (0..<hours).map { hour in
            let part = amounts[hour * length..<(hour + 1) * length]
            var (held, sum) = (0.0, 0.0)
            for amount in part where !amount.isNaN {
                held += 1
                sum += amount
            }
            if held > 0 {
                let own = sum / held
                var spread = 0.0
                for amount in part where !amount.isNaN { spread += (amount - own) * (amount - own) }
                let apart = own - mean
                squares += spread + apart * apart * count * held / (count + held)
                mean += apart * held / (count + held)
                count += held
            }
            return count > 1 ? squares / (count - 1) : nil
        }
    }
}
