/// The hours whose single minutes are still in a store, and whose they are.
///
/// The minutes of all markets lie on the same pages, which would be written anew for each market:
/// they go when the last market has packed its hour.
struct OpenHours: Sendable, Hashable {
    private var markets: [Hour: Set<Market>] = [:]

    /// A market has a single minute in an hour that is not packed.
    mutating func open(_ hour: Hour, _ market: Market) { markets[hour, default: []].insert(market) }

    /// A market has packed an hour.
    ///
    /// - Returns: whether all have, so that the minutes of the hour may go.
    mutating func close(_ hour: Hour, _ market: Market) -> Bool {
        markets[hour]?.remove(market)
        guard markets[hour]?.isEmpty ?? true else { return false }
        markets[hour] = nil
        return true
    }

    mutating func drop(before hour: Hour) {
        for old in markets.keys where old < hour { markets[old] = nil }
    }
}
