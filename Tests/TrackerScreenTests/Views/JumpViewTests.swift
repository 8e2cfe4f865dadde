import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct FuzzyMatchTests {
    private static func score(_ text: String, _ name: String) -> Int? {
        FuzzyMatch(text).score(Array(name.utf8))
    }

    @Test(arguments: [
        ("btcusd", "btcusd kraken", "btcusdt kraken"), ("btc", "btcusd kraken", "wbtcusd kraken"),
        ("btc", "wbtcusd kraken", "bitcusd kraken"), ("usd", "solusd okx", "solusdt okx"),
        ("bus", "busdusd x", "btcusd x"),
    ])
    func `the better fit scores higher`(text: String, better: String, worse: String) throws {
        let one = try #require(Self.score(text, better))
        let other = try #require(Self.score(text, worse))
        #expect(one > other)
    }

    @Test(arguments: [("btcx", "btcusd kraken"), ("dk", "btcusd kraken"), ("zz", ""), ("a b", "a")])
    func `what is not in it in order, within a part, is no match`(text: String, name: String) {
        #expect(Self.score(text, name) == nil)
    }

    @Test(arguments: ["btc/usd", "BTC-USD", "btc_usd"])
    func `a pair is found as people write it`(text: String) {
        #expect(Self.score(text, "btcusd kraken") == Self.score("btcusd", "btcusd kraken"))
        #expect(Self.score(text, "ethusd kraken") == nil)
        // As it is written where the name has it so.
        let name = Array("x \(text.lowercased())".utf8)
        #expect(FuzzyMatch(text).score(name) == 100)
    }

    @Test(arguments: UInt64(1)...40)
    func `every subsequence of a part is found`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let part = (0..<12).map { _ in UInt8.random(in: 97...102, using: &random) }
        let taken = part.filter { _ in Bool.random(using: &random) }
        let text = String(decoding: taken, as: UTF8.self)
        #expect(FuzzyMatch(text).score([120, 32] + part) != nil)
    }
}

struct JumpViewTests {
    @Test func `a few letters lead to any pair of any market`() throws {
        var state = try SampleState.state()
        state.press(.control("p"))
        state.type("okx sol")
        let jump = try #require(state.overlay as? JumpView)
        #expect(jump.found.first.map { "\($0)" } == "okx:solusd")
        state.press(.enter)
        #expect(state.chosenInstrument.map { "\($0)" } == "okx:solusd")
        #expect(state.overlay == nil)
    }

    @Test func `of equal ones those of the market that is shown come first`() throws {
        var state = try SampleState.state()
        state.press(.control("p"))
        state.type("ethusd")
        let jump = try #require(state.overlay as? JumpView)
        #expect(jump.found.first?.market == .kraken && jump.count > 1)
        state.press(.down, .enter)
        #expect(state.chosenInstrument == jump.found[1])
    }

    /// Pairs of two markets whose source tells what they are made of.
    private static func listed() throws -> State {
        let names = [("ADA", "BTC"), ("BTC", "EUR"), ("BTC", "USD"), ("BTCST", "USD")]
        var day = RollingDay()
        for market in ["kraken", "okx"] {
            for (base, quote) in names {
                let name = (base + quote).lowercased()
                let instrument = Instrument(market: try Market(market), pair: try Pair(name))
                day.merge(SampleState.series(1), of: instrument)
                let quote = Quote(
                    instrument, try Price(1000), baseLength: UInt8(base.utf8.count))
                day.ingest(Batch(minute: SampleState.now, quotes: [quote]))
            }
        }
        let sources = ["kraken", "okx"].map(SampleSources.fine)
        var state = try SampleState.state(snapshot: try SampleSources.snapshot(sources, day))
        state.setSort(PairSort(column: .name, isAscending: true))
        return state
    }

    @Test func `the current market comes first, and whole bases before what begins so`() throws {
        var state = try Self.listed()
        state.press(.control("p"))
        state.type("btc")
        let found = try #require(state.overlay as? JumpView).found.map { "\($0)" }
        #expect(
            found.prefix(6) == [
                "kraken:btceur", "kraken:btcusd", "okx:btceur", "okx:btcusd", "kraken:btcstusd",
                "okx:btcstusd",
            ])
        #expect(found.count == 8)
    }

    @Test func `escape leaves all as it was, and nothing found goes nowhere`() throws {
        var state = try SampleState.state()
        let before = Screen().draw(state, symbols: .unicode)
        state.press(.control("p"))
        state.type("btc")
        state.press(.escape)
        #expect(Screen().draw(state, symbols: .unicode) == before)
        state.press(.control("p"))
        state.type("qqqq")
        state.press(.down, .enter)
        #expect(Screen().draw(state, symbols: .unicode) == before)
    }

    @Test func `a filter that hides the pair goes`() throws {
        var state = try SampleState.state()
        state.press(.character("/"))
        state.type("btc")
        state.press(.enter, .control("p"))
        state.type("kraken sol")
        state.press(.enter)
        #expect(state.pairFilter.isEmpty && state.chosenPair?.name == "solusd")
    }

    @Test(arguments: [(80, 24), (120, 40), (40, 10), (12, 4)])
    func `it looks as it was agreed`(width: Int, height: Int) throws {
        var state = try SampleState.state(width, height)
        state.press(.control("p"))
        state.type("et")
        state.press(.down)
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "jump-\(width)x\(height)")
    }
}
