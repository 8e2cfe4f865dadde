/// A pair on a market, which has one price at a time: `kraken:btcusd`.
///
/// ```swift
/// let instrument = Instrument(market: try Market("kraken"), pair: try Pair("btcusd"))
/// "\(instrument)"  // kraken:btcusd
/// ```
public struct Instrument: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let market: Market
    public let pair: Pair

    public init(market: Market, pair: Pair) {
        self.market = market
        self.pair = pair
    }

    /// Reads a key of Cryptowatch's `/markets/prices`: `market:kraken:btcusd`, `index:…:…`.
    ///
    /// The type ends at the first colon and the pair begins after the last one. The market is
    /// between them and may have colons. Both types name the same instrument.
    /// - Throws: `DomainError.notAKey`
    public init(key: some StringProtocol) throws(DomainError) {
        // A colon with a combining mark after it is another `Character`, but still a colon.
        let scalars = key.unicodeScalars
        guard let first = scalars.firstIndex(of: ":"), let last = scalars.lastIndex(of: ":"),
            first < last, key[..<first] == "market" || key[..<first] == "index",
            let market = try? Market(key[scalars.index(after: first)..<last]),
            let pair = try? Pair(key[scalars.index(after: last)...])
        else { throw .notAKey(String(key.prefix(256))) }
        self.init(market: market, pair: pair)
    }

    /// Whether both names hold only characters that names may have; a name that was stored by an
    /// older version may hold others.
    var isProper: Bool { Name.isProper(market.name) && Name.isProper(pair.name) }

    /// Orders by market, then by pair, bytewise.
    public static func < (left: Instrument, right: Instrument) -> Bool {
        left.market == right.market ? left.pair < right.pair : left.market < right.market
    }

    public var description: String { "\(market):\(pair)" }
}
