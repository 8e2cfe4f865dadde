import TrackerEngine

/// A full day of made-up prices, and what comes after it.
///
/// 700 of the instruments, spread over all, are on a market of their own: as many as a large
/// exchange has.
struct FilledDay: Sendable {
    static let rankedPairs = 700
    /// In the middle of an hour: 35 minutes of it are rows, the hours before it are packed.
    static let now = Minute(index: 466_666 * 60 + 34)
    /// What is left of its hour.
    static let rest = 1..<26
    /// The minutes after it that prices are made up for.
    static let ahead = 1..<201

    let instruments: [Instrument]
    /// 1,440 minutes, the last of them `now`.
    let day: RollingDay
    let ranked: Market
    private let amounts: [[Double]]

    init(pairs: Int) throws {
        (instruments, day) = try Self.day(pairs)
        ranked = try Market("ranked")
        amounts = SimulatedSource(seed: 1, pairs: pairs)
            .day(through: Self.now.advanced(by: Self.ahead.count), minutes: Self.ahead.count + 1)
            .map(\.series.amounts)
    }

    /// Cost: about a second for 25,000 pairs.
    static func day(_ pairs: Int, through now: Minute = now) throws -> ([Instrument], RollingDay) {
        let source = SimulatedSource(seed: 1, pairs: pairs)
        let ranked = try Market("ranked")
        var instruments = source.instruments
        for number in 0..<rankedPairs {
            instruments[number * pairs / rankedPairs] = Instrument(
                market: ranked, pair: try Pair("p\(number)usd"))
        }
        var day = RollingDay()
        day.fill(instruments, through: now) { store in
            source.fill(through: now) { store($0, $1) }
        }
        return (instruments, day)
    }

    var window: DayWindow { DayWindow(day, through: Self.now) }

    /// The window of a minute of which nothing is worked out yet; of names, what was known before.
    func window(after before: DayWindow) -> DayWindow {
        before.advanced(to: Self.now.advanced(by: -1)).advanced(to: Self.now)
    }

    /// The quotes of `now` or one of the minutes after it.
    func batch(_ offset: Int) -> Batch {
        let quotes = zip(instruments, amounts).compactMap { instrument, amounts in
            (try? Price(amounts[offset])).map { Quote(instrument, $0) }
        }
        return Batch(minute: Self.now.advanced(by: offset), quotes: quotes)
    }

    /// The source that polls Cryptowatch's server.
    static func source(_ client: HTTPClient) throws -> any QuoteSource {
        try QuoteSources.sources(
            named: ["cryptowatch"], settings: QuoteSources.Settings(), client: client,
            clock: SystemClock())[0]
    }

    /// The same as an answer of Cryptowatch's server.
    func body(_ offset: Int) -> [UInt8] {
        let entries = batch(offset).quotes.map { quote in
            "\"market:\(quote.instrument.market):\(quote.instrument.pair)\":\(quote.price.amount)"
        }
        return Array(("{\"result\":{" + entries.joined(separator: ",") + "}}").utf8)
    }
}
