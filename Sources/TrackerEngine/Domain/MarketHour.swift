/// An hour of a market, the unit that a journal packs.
struct MarketHour: Hashable, Sendable, Comparable {
    let hour: Hour
    let market: Market

    /// Orders by hour, then by market, bytewise.
    static func < (left: MarketHour, right: MarketHour) -> Bool {
        left.hour == right.hour ? left.market < right.market : left.hour < right.hour
    }
}
