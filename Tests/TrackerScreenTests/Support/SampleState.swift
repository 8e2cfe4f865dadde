import TrackerEngine

@testable import TrackerScreen

/// States of the screen made of a small day of our own.
enum SampleState {
    /// 2021-08-28T12:00Z.
    static let now = Minute(index: 27_169_200)

    /// Deterministic prices: each pair swings more than the one before it.
    static func series(_ number: Int, minutes: ClosedRange<Int> = 0...1439) -> Series {
        let amounts = (0..<1440).map { minute -> Double in
            guard minutes.contains(minute) else { return .nan }
            let swing = Double((minute * (number + 3)) % 97 - 48) * Double(number + 1)
            return Double(
                ((100_000 + Double(number) * 7777 + swing + Double(minute)) / 10).rounded(.down))
                / 10
        }
        return Series(start: now.advanced(by: -1439), amounts: amounts)
    }

    static let names = [
        "aaveusd", "adausd", "btcusd", "dogeusd", "ethbtc", "ethusd", "ltcusd", "solusd", "xrpusd",
    ]

    static func day(markets: [String] = ["binance", "kraken", "okx"]) throws -> RollingDay {
        var entries: [(Instrument, Series)] = []
        for (offset, name) in markets.enumerated() {
            for (number, pair) in names.enumerated() where (number + offset) % 4 != 3 {
                let instrument = Instrument(market: try Market.stored(name), pair: try Pair(pair))
                entries.append((instrument, series(number + offset)))
            }
        }
        var day = RollingDay()
        day.fill(entries.map(\.0), through: now) { store in
            for (position, entry) in entries.enumerated() { store(position, entry.1) }
        }
        return day
    }

    /// Made once: tests that look at many screens share it.
    private static let shared = Result { try day() }

    static func source() -> SourceHealth {
        var source = SourceHealth(name: "cryptowatch", address: "feed.test")
        source.lastSuccess = now.start + .seconds(1)
        source.nextPoll = now.next.start
        source.quotes = 21
        return source
    }

    static func snapshot(
        _ day: RollingDay? = nil, source: SourceHealth = source(),
        store: StoreHealth = .writing(place: "day.sqlite", through: now), isSimulated: Bool = false
    ) throws -> Snapshot {
        Snapshot(
            window: DayWindow(
                try day ?? shared.get(), through: now, kind: isSimulated ? .simulated : .real),
            sources: [source], store: store)
    }

    /// The pairs by name, whatever a first start shows.
    static func state(
        _ width: Int = 120, _ height: Int = 40, snapshot: Snapshot? = nil,
        terminal: TerminalReport = TerminalReport()
    ) throws -> State {
        var state = try onKraken(width, height, snapshot: snapshot, terminal: terminal)
        state.setSort(.byName)
        return state
    }

    /// The screen as it is when kraken is remembered, and nothing else.
    static func onKraken(
        _ width: Int = 120, _ height: Int = 40, snapshot: Snapshot? = nil,
        terminal: TerminalReport = TerminalReport()
    ) throws -> State {
        var state = try firstStart(width, height, snapshot: snapshot, terminal: terminal)
        state.preferred = [.market(.kraken)]
        state.refresh()
        return state
    }

    /// The screen as it is when nothing is remembered.
    static func firstStart(
        _ width: Int = 120, _ height: Int = 40, snapshot: Snapshot? = nil,
        terminal: TerminalReport = TerminalReport()
    ) throws -> State {
        State(
            snapshot: try snapshot ?? self.snapshot(), size: Size(width: width, height: height),
            localTime: .utc, port: nil, terminal: terminal, catalogue: .standard)
    }
}

extension State {
    /// Presses keys one after the other.
    @discardableResult
    mutating func press(_ keys: Key...) -> [Command] {
        keys.flatMap { update(on: .key($0)) }
    }

    mutating func type(_ text: String) {
        for character in text { _ = update(on: .key(.character(character))) }
    }
}

extension SampleState {
    /// The prices of a pair in the newest window.
    static func snapshotSeries(_ instrument: Instrument, in snapshot: Snapshot) -> [Double] {
        snapshot.window.series(of: instrument)?.amounts ?? []
    }
}

extension RollingDay {
    /// Says how many bytes of the name of each pair are its base.
    mutating func describe(_ instruments: [Instrument], _ baseLength: (Pair) -> UInt8) {
        var stored = StoredDay()
        for market in Set(instruments.map(\.market)) {
            let tickers = instruments.filter { $0.market == market }
                .map { Ticker($0.pair, baseLength: baseLength($0.pair)) }
            stored.tickers.append(
                MarketTickers(market: market, minute: SampleState.now, tickers: tickers))
        }
        restore(stored)
    }
}
