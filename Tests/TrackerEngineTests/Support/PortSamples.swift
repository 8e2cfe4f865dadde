@testable import TrackerEngine

/// Days for the port to answer from.
enum PortSamples {
    /// 20.25 s into a minute.
    static let now = Timestamp(milliseconds: 1_630_168_020_000 + 20_250)
    static let minute = Minute(unixSeconds: 1_630_168_020)

    /// `prices`: by pair, one a minute, the last one that of `minute`; NaN for a hole.
    static func window(
        _ prices: [String: [Double]], market: String = "kraken", last: Minute = minute,
        kind: StoreKind = .real
    ) throws -> DayWindow {
        var day = RollingDay()
        for (name, amounts) in prices {
            let instrument = Instrument(market: try Market(market), pair: try Pair(name))
            let start = last.advanced(by: 1 - amounts.count)
            day.merge(Series(start: start, amounts: amounts), of: instrument)
        }
        return DayWindow(day, through: last, kind: kind)
    }

    static func snapshot(
        _ window: DayWindow, loading: LoadingProgress? = nil
    ) -> Snapshot {
        var good = SourceHealth(name: "cryptowatch", address: "api.cryptowat.ch")
        good.lastSuccess = minute.start
        good.quotes = 12
        good.failure = .init(reason: "timed \"out\"\u{1B}[2J", at: now, times: 3)
        return Snapshot(
            window: window, sources: [good], store: .writing(place: "/srv/me/day", through: minute),
            loading: loading)
    }
}
