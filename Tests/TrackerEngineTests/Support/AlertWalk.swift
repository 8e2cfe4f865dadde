import TestSupport

@testable import TrackerEngine

/// Prices of some pairs on two markets that walk by chance, with holes, and rules about them.
struct AlertWalk {
    static let start = Minute(unixSeconds: 1_630_000_020)
    static let pairs = 3

    let minutes: Int
    /// By market, then pair, then minute; NaN for a hole.
    var amounts: [Market: [[Double]]]

    init(seed: UInt64, minutes: Int = 110, holes: Double = 0.08) throws {
        var random = SeededGenerator(seed: seed &* 77)
        self.minutes = minutes
        amounts = [:]
        for name in ["kraken", "okx"] {
            // Now and then a market is away for some minutes.
            let away = (0..<2).map { _ in Int.random(in: 0..<minutes, using: &random) }
            amounts[try Market(name)] = (0..<Self.pairs).map { _ in
                let step = Double.random(in: 0.0005...0.008, using: &random)
                var price = Double(Int.random(in: 9000...11_000, using: &random)) / 100
                return (0..<minutes).map { minute in
                    price *= 1 + Double.random(in: -step...step, using: &random)
                    price = (price * 100).rounded() / 100
                    let isAway = away.contains { ($0..<$0 + 8).contains(minute) }
                    return isAway || Double.random(in: 0..<1, using: &random) < holes
                        ? .nan : price
                }
            }
        }
    }

    var markets: [Market] { amounts.keys.sorted() }

    func instrument(_ market: Market, _ pair: Int) throws -> Instrument {
        Instrument(market: market, pair: try Pair("pair\(pair)"))
    }

    func batch(_ market: Market, _ minute: Int) throws -> Batch {
        let quotes = try (amounts[market] ?? []).indices.compactMap { pair -> Quote? in
            guard let amount = amounts[market]?[pair][minute], !amount.isNaN else { return nil }
            return Quote(try instrument(market, pair), try Price(amount))
        }
        return Batch(minute: Self.start.advanced(by: minute), quotes: quotes)
    }

    /// The same with every price times a number.
    func times(_ factor: Double) -> AlertWalk {
        var walk = self
        walk.amounts = amounts.mapValues { $0.map { $0.map { $0 * factor } } }
        return walk
    }

    /// Looks at every minute in turn; `visit` is called after each market's look.
    @discardableResult
    func run(
        _ watch: inout AlertWatch, order: [Market]? = nil,
        _ visit: (_ minute: Int, Market, DayWindow, inout AlertWatch, [AlertEvent]) throws -> Void =
            {
                _, _, _, _, _ in
            }
    ) throws -> [AlertEvent] {
        var day = RollingDay()
        var events: [AlertEvent] = []
        for minute in 0..<minutes {
            let now = Self.start.advanced(by: minute)
            for market in order ?? markets {
                day.ingest(try batch(market, minute))
                let window = DayWindow(day, through: now)
                let new = watch.look(at: market, in: window)
                events += new
                try visit(minute, market, window, &watch, new)
            }
            // As an engine packs what is past.
            _ = day.sealNext(before: now.advanced(by: -3))
        }
        return events.sorted(by: AlertEvent.precedes)
    }

    /// The day after the last minute.
    func window() throws -> DayWindow {
        var day = RollingDay()
        for minute in 0..<minutes {
            for market in markets { day.ingest(try batch(market, minute)) }
        }
        return DayWindow(day, through: Self.start.advanced(by: minutes - 1))
    }
}

extension AlertWalk {
    /// Conditions that a back-test knows to the bit.
    static let exact = [
        "last>101", "last<99", "last>=100", "last=100", "up:5m>=1", "down:15m>=1.5", "move:15m>=1",
        "move:1h>=2", "up:2h>=2", "unusual:15m>=2", "high:1h", "low:15m", "high:2h", "each:1",
        "each:0.5 quote:usd", "chg>1", "last>100 move:15m>=1", "spread:okx>30",
        "spread:okx:pair1>=100", "stale>3", "stale:no last<100", "delisted", "listed",
    ]
    static let others = ["rank<0.5", "volatility>3", "rank<0.6 up:30m>1"]
    static let places = ["kraken:pair0", "kraken", "*", "*:pair*", "*:*1", "okx:pair2"]

    /// A rule by chance.
    static func rule(
        _ name: String, _ random: inout SeededGenerator, among texts: [String] = exact + others
    ) throws -> AlertRule {
        let text = texts.randomElement(using: &random) ?? ""
        let place = places.randomElement(using: &random) ?? ""
        var rule = AlertRule(
            name, on: AlertScope([try AlertReader.part(place)]),
            when: try AlertReader.conditions(text))
        rule.sensitivity.hold = [0, 0, 2, 5].randomElement(using: &random) ?? 0
        rule.sensitivity.coolDown = [nil, 0, 3, 10].randomElement(using: &random) ?? nil
        rule.sensitivity.includesThin = Bool.random(using: &random)
        rule.sensitivity.firesAtStart = Int.random(in: 0..<4, using: &random) == 0
        rule.sensitivity.isOnce = Int.random(in: 0..<6, using: &random) == 0
        rule.sensitivity.tellsEnd = Bool.random(using: &random)
        return rule
    }

    static func rules(_ count: Int, seed: UInt64) throws -> [AlertRule] {
        var random = SeededGenerator(seed: seed)
        return try (0..<count).map { try rule("rule\($0)", &random) }
    }
}
