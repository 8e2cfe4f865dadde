import Foundation
import Testing
import TrackerEngine

@testable import TrackerScreen

/// What the screen says about several sources, and about what is fetched of the past.
struct SourcesScreenTests {
    static func state(
        _ width: Int, _ height: Int, _ sources: [SourceHealth], day: RollingDay? = nil,
        backfill: BackfillProgress = BackfillProgress(), loading: LoadingProgress? = nil
    ) throws -> State {
        try SampleState.state(
            width, height,
            snapshot: try SampleSources.snapshot(sources, day, backfill: backfill, loading: loading)
        )
    }

    private static func row(_ y: Int, _ state: State) -> String {
        Screen().draw(state, symbols: .unicode).rows[y]
            .trimmingSuffix(while: { $0 == " " }).description
    }

    static func top(_ state: State) -> String { row(0, state) }

    /// What stands at the right of the bottom line, behind three blanks.
    static func facts(_ state: State) -> String {
        let line = row(state.size.height - 1, state)
        return line.components(separatedBy: "   ").dropFirst().last.map {
            String($0.trimmingPrefix(while: { $0 == " " }))
        } ?? ""
    }

    // MARK: - No prices yet

    static func unreachable(_ count: Int) -> [SourceHealth] {
        SampleSources.names.prefix(count).map { SampleSources.failing($0, ": name not found") }
    }

    static func various(_ count: Int) -> [SourceHealth] {
        let reasons = [
            ": name not found", ": connection refused", ": timed out while connecting",
            ": its certificate is not valid", " answered 503: the engine is being upgraded",
        ]
        return SampleSources.names.prefix(count).enumerated().map { number, name in
            number % 6 == 5
                ? SampleSources.barred(name)
                : SampleSources.failing(name, reasons[number % 6 % reasons.count])
        }
    }

    @Test(arguments: [(80, 24), (40, 10), (120, 40)])
    func `without a network it says so once`(width: Int, height: Int) throws {
        let state = try Self.state(width, height, Self.unreachable(24), day: RollingDay())
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "wait-unreachable-\(width)x\(height)")
    }

    @Test(arguments: [(80, 24, 24), (80, 24, 8), (40, 10, 24), (120, 40, 24)])
    func `what each host fails with has a line`(width: Int, height: Int, count: Int) throws {
        let state = try Self.state(width, height, Self.various(count), day: RollingDay())
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode),
            named: "wait-various-\(count)-\(width)x\(height)")
    }

    @Test func `at first it says who is asked`() throws {
        var sources = SampleSources.names.map { SampleSources.waiting($0) }
        var state = try Self.state(80, 24, sources, day: RollingDay())
        try expectSnapshot(Screen().draw(state, symbols: .unicode), named: "wait-asking-80x24")
        sources[3] = Self.various(4)[3]
        sources[5] = SampleSources.fine("bybit")
        state = try Self.state(80, 24, sources, day: RollingDay())
        try expectSnapshot(Screen().draw(state, symbols: .unicode), named: "wait-some-80x24")
    }

    // MARK: - The lines at the top and at the bottom

    @Test func `sources that are well are not spoken of`() throws {
        let well = SampleSources.names.prefix(10).map { SampleSources.fine($0) }
        for (width, facts) in [
            (80, ""), (120, "next 12:01"), (160, "next 12:01 · stored to 12:00"),
        ] {
            let state = try Self.state(width, 24, well)
            #expect(Self.facts(state) == facts)
            #expect(Self.top(state).hasSuffix(" as of 12:00"))
            #expect(!Self.top(state).contains("binance"))
        }
    }

    @Test func `what fails is said at the top, in as many words as there is room for`() throws {
        var sources = SampleSources.names.prefix(10).map { SampleSources.fine($0) }
        sources[4] = SampleSources.failing(
            "bitstamp", " answered 503: the engine is being upgraded for the rest of the day")
        let reason = "answered 503: the engine is being upgraded for the rest of the day"
        for (width, words) in [
            (210, " bitstamp: \(reason), next try 12:00:20 "), (120, " bitstamp: \(reason) "),
            (80, " bitstamp fails "), (50, " bitstamp fails "),
        ] {
            let state = try Self.state(width, 24, sources)
            #expect(Self.top(state).contains("  \(words) "), "\(width)")
            let styles = (0..<width).map { Screen().draw(state, symbols: .unicode)[$0, 0].style }
            #expect(styles.contains { $0.ground == .chipError })
        }
        sources[2] = SampleSources.failing("bitget", ": name not found")
        #expect(
            Self.top(try Self.state(120, 24, sources)).contains(
                " 2 of 10 fail: bitget, bitstamp, next try 12:00:20 "))
        #expect(
            Self.top(try Self.state(120, 24, Self.unreachable(24)))
                .contains(" 24 of 24 fail: binance, bitfinex and 22 more, next try 12:00:20 "))
    }

    @Test func `barred ones are no alarm`() throws {
        var sources = SampleSources.names.prefix(10).map { SampleSources.fine($0) }
        sources[0] = SampleSources.barred("binance")
        sources[5] = SampleSources.barred("bybit")
        let state = try Self.state(120, 24, sources)
        #expect(Self.facts(state) == "binance, bybit barred here · next 12:01")
        let canvas = Screen().draw(state, symbols: .unicode)
        let styles = (0..<120).map { canvas[$0, 23].style }
        #expect(styles.contains(.warning))
        #expect(!(0..<120).contains { canvas[$0, 0].style.ground == .chipError })
    }

    @Test func `it says how far the history is`() throws {
        let well = [SampleSources.fine("kraken"), SampleSources.fine("okx")]
        var backfill = BackfillProgress()
        func history() throws -> String {
            Self.facts(try Self.state(120, 24, well, backfill: backfill))
        }
        backfill.pair = Instrument(market: try Market("okx"), pair: try Pair("btcusd"))
        backfill.requests = BackfillProgress.Count(done: 2, all: 5)
        #expect(try history() == "history of BTC/USD 2 of 5 · next 12:01")
        backfill.market = .kraken
        backfill.pairs = BackfillProgress.Count(done: 41, all: 270)
        #expect(try history() == "history of kraken 41 of 270 · next 12:01")
        backfill.pausedUntil = SampleState.now.start + .seconds(7500)
        backfill.failure = "api.kraken.test answered 503"
        #expect(try history() == "history: answered 503 · history paused until 14:05")
    }

    @Test(arguments: [
        (0, 0, "reading the day"), (3000, 25_000, "reading the day: 3,000 of 25,000 pairs"),
    ])
    func `it says how far the stored day is read`(_ read: Int, _ all: Int, _ words: String) throws {
        let state = try Self.state(
            120, 24, [SampleSources.fine("kraken")], loading: LoadingProgress(read: read, all: all))
        #expect(Self.facts(state).hasPrefix(words))
    }

    @Test(arguments: [(80, 24), (20, 5)])
    func `before the first price of the stored day it says what it waits for`(
        width: Int, height: Int
    ) throws {
        let state = try Self.state(
            width, height, SampleSources.names.map { SampleSources.waiting($0) },
            day: RollingDay(), loading: LoadingProgress(read: 0, all: 0))
        let rows = Screen().draw(state, symbols: .unicode).rows
        #expect(rows.contains { $0.contains("Reading the stored") })
        #expect(!rows.contains { $0.contains("No prices yet") })
    }

    // MARK: - Panes

    @Test(arguments: [(80, 24), (120, 40), (40, 10)])
    func `pairs have a slash, a history its progress, markets the state of their source`(
        width: Int, height: Int
    ) throws {
        var sources = SampleSources.mixed(20)
        sources[14] = SampleSources.fine("kraken")
        let kraken = try SampleState.names.map { Instrument(market: .kraken, pair: try Pair($0)) }
        var backfill = BackfillProgress()
        backfill.mode = .market
        backfill.pair = kraken[0]
        backfill.requests = BackfillProgress.Count(done: 2, all: 5)
        let markets = ["binance", "bybit", "coinbase", "cryptocom", "kraken", "old"]
        var day = try SampleState.day(markets: markets)
        day.describe(kraken) { UInt8($0.name.utf8.count - 3) }
        var state = try Self.state(width, height, sources, day: day, backfill: backfill)
        if width == 40 { state.press(.enter) }
        #expect(state.chosenInstrument == kraken[0])
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "screen-exchanges-\(width)x\(height)")
    }

    @Test(arguments: [
        (60, "1,440 of 1,440: 12 polled, 1,284 fetched, 144 coarse"),
        (80, "1,440 of 1,440: 12 polled, 1,284 fetched, 144 from longer candles  last 12:00"),
        (37, "12 polled, 1,284 fetched, 144 coarse"), (26, "12 polled, 1,428 fetched"),
        (20, "1,440 of 1,440"), (0, "1,440 of 1,440"),
    ])
    func `where the minutes come from is said in what room there is`(room: Int, text: String) {
        let coverage = Coverage(polled: 12, backfilled: 1284, coarse: 144)
        #expect(CoverageText(coverage: coverage, last: "12:00").text(room: room) == text)
    }

    @Test func `minutes that were all polled say nothing more`() {
        let coverage = Coverage(polled: 1351)
        #expect(
            CoverageText(coverage: coverage, last: "12:00").text(room: 99)
                == "1,351 of 1,440  last 12:00")
        let holes = Coverage(polled: 1000, backfilled: 200)
        #expect(
            CoverageText(coverage: holes, last: nil).text(room: 99)
                == "1,200 of 1,440: 1,000 polled, 200 fetched, 240 missing")
    }

    @Test func `every size from nothing on can be drawn, whatever the sources do`() throws {
        for sources in [[], SampleSources.mixed(), Self.unreachable(24), Self.various(9)] {
            for day in [RollingDay(), try SampleState.day()] {
                let snapshot = try SampleSources.snapshot(sources, day)
                for width in [0, 1, 3, 20, 39, 80, 150] {
                    for height in [0, 1, 3, 5, 8, 10, 24] {
                        var state = try SampleState.state(width, height, snapshot: snapshot)
                        #expect(Screen().draw(state, symbols: .ascii).size == state.size)
                        state.press(.character("e"), .down, .pageDown)
                        #expect(Screen().draw(state, symbols: .unicode).size == state.size)
                    }
                }
            }
        }
    }

    @Test func `no name of a source reaches the screen raw or breaks a column`() throws {
        for name in ScreenTests.names {
            let sources = [
                SampleSources.failing(name, ": \(name) \(name)"), SampleSources.fine(name),
            ]
            for day in [RollingDay(), try SampleState.day(markets: [name])] {
                for (width, height) in [(80, 24), (160, 40), (33, 9)] {
                    let snapshot = try SampleSources.snapshot(sources, day)
                    var state = try SampleState.state(width, height, snapshot: snapshot)
                    for _ in 0..<2 {
                        for row in Screen().draw(state, symbols: .unicode).rows {
                            #expect(row.cellWidth == width)
                            #expect(row.unicodeScalars.allSatisfy { GlyphWidth($0) != .dropped })
                        }
                        state.press(.character("e"))
                    }
                }
            }
        }
    }
}

extension StringProtocol {
    fileprivate func trimmingSuffix(while isLeft: (Character) -> Bool) -> SubSequence {
        var rest = self[...]
        while let last = rest.last, isLeft(last) { rest = rest.dropLast() }
        return rest
    }
}
