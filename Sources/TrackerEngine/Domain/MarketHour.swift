/// An hour of a market, the unit that a journal packs.
struct MarketHour: Hashable, Sendable, Comparable {
    /// Hours since 1970-01-01T00:00Z.
    let hour: Int
    let market: Market

    /// Orders by hour, then by market, bytewise.
    static func < (left: MarketHour, right: MarketHour) -> Bool {
        left.hour == right.hour ? left.market < right.market : left.hour < right.hour
    }
}
