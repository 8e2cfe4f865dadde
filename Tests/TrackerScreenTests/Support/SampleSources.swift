import TrackerEngine

@testable import TrackerScreen

/// Several sources in every state that they can be in.
enum SampleSources {
    static let names = [
        "binance", "bitfinex", "bitget", "bitmart", "bitstamp", "bybit", "coinbase", "cryptocom",
        "deribit", "exmo", "gate", "gemini", "hitbtc", "htx", "kraken", "kucoin", "lbank", "luno",
        "mexc", "okx", "poloniex", "upbit", "whitebit", "xt",
    ]

    static func fine(_ name: String) -> SourceHealth {
        var source = SourceHealth(name: name, address: "api.\(name).test")
        source.lastSuccess = SampleState.now.start + .seconds(1)
        source.nextPoll = SampleState.now.next.start
        source.quotes = 712
        source.took = .milliseconds(341)
        source.bytes = 48_213
        source.requests = requests(of: name)
        return source
    }

    static func failing(_ name: String, _ reason: String, times: Int = 3) -> SourceHealth {
        var source = waiting(name)
        source.requests = requests(of: name)
        if times > 9 {
            source = fine(name)
            source.lastSuccess = SampleState.now.start + .seconds(-599)
        }
        source.failure = SourceHealth.Failure(
            reason: "api.\(name).test\(reason)", at: SampleState.now.start, times: times)
        source.nextPoll = SampleState.now.start + .seconds(20)
        return source
    }

    static func barred(_ name: String) -> SourceHealth {
        var source = failing(name, "")
        source.failure = SourceHealth.Failure(
            reason: "api.\(name).test does not serve this country or network (451)",
            at: SampleState.now.start, times: 1, isBarred: true)
        source.nextPoll = SampleState.now.start + .seconds(3600)
        return source
    }

    static func waiting(_ name: String) -> SourceHealth {
        SourceHealth(name: name, address: "api.\(name).test")
    }

    /// Twenty, each third of them failed.
    static func requests(of name: String) -> [RequestRecord] {
        (0..<RequestRecord.kept).map { number in
            let at = SampleState.now.start + .seconds(60 * (number - 19))
            let purposes: [RequestRecord.Purpose] = [.prices, .prices, .candles, .listing]
            guard number % 3 == 1 else {
                return RequestRecord(
                    purposes[number % 4], at: at, took: .milliseconds(300 + number * 7),
                    status: 200, bytes: 48_000 + number, entries: 700 + number)
            }
            return RequestRecord(
                .prices, at: at, took: .milliseconds(10_000), status: number % 2 == 0 ? 503 : nil,
                failure: "api.\(name).test: timed out before the answer was complete")
        }
    }

    /// A few of each, `kraken` failing.
    static func mixed(_ count: Int = 24) -> [SourceHealth] {
        names.prefix(count).enumerated().map { number, name in
            switch number % 8 {
            case 0 where number > 0: failing(name, ": name not found")
            case 5: barred(name)
            case 6: failing(name, " answered 503: the matching engine is being upgraded", times: 12)
            case 7: waiting(name)
            default: fine(name)
            }
        }
    }

    /// A day as it is, each market of it with the source of its name.
    static func snapshot(of day: RollingDay, from sources: [SourceHealth]) throws -> Snapshot {
        var providers: [Market: Int] = [:]
        for (number, source) in sources.enumerated() {
            providers[try Market.stored(source.name)] = number
        }
        return Snapshot(
            window: DayWindow(day, through: SampleState.now), sources: sources,
            store: .writing(place: "day.sqlite", through: SampleState.now), providers: providers)
    }

    static func snapshot(
        _ sources: [SourceHealth], _ day: RollingDay? = nil,
        backfill: BackfillProgress = BackfillProgress(), loading: LoadingProgress? = nil,
        store: StoreHealth = .writing(place: "day.sqlite", through: SampleState.now)
    ) throws -> Snapshot {
        var providers: [Market: Int] = [:]
        for (number, source) in sources.enumerated() {
            providers[try Market.stored(source.name)] = number
        }
        var day = try day ?? SampleState.day()
        let answered = sources.filter { $0.lastSuccess != nil }
        day.describe(
            try answered.map {
                Instrument(market: try Market.stored($0.name), pair: try Pair("btcusd"))
            }
        ) { _ in 3 }
        return Snapshot(
            window: DayWindow(day, through: SampleState.now), sources: sources,
            store: store,
            providers: providers, backfill: backfill, loading: loading)
    }
}
