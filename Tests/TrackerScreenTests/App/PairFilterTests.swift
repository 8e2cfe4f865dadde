import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct PairFilterTests {
    static let understood: [(String, PairCondition)] = [
        ("chg>3", .compare(.change, .above, 3)),
        ("CHANGE<=-2.5%", .compare(.change, .atMost, -2.5)),
        ("rank<0.1", .compare(.rank, .below, 0.1)), ("last<1", .compare(.last, .below, 1)),
        ("price>=20k", .compare(.last, .atLeast, 20_000)),
        ("vol>5", .compare(.volatility, .above, 5)),
        ("volatility=1.5m", .compare(.volatility, .equal, 1_500_000)),
        ("turnover>1m", .compare(.turnover, .above, 1e6)),
        ("turn>=2.5k", .compare(.turnover, .atLeast, 2500)),
        ("turnover<3g", .compare(.turnover, .below, 3e9)),
        ("turnover<0.5B", .compare(.turnover, .below, 5e8)),
        ("quote:USDT", .quote("usdt")), ("stale:no", .stale(false)), ("stale:yes", .stale(true)),
    ]

    @Test(arguments: understood.indices)
    func `a condition is read, in any case and among words`(index: Int) {
        let (text, condition) = Self.understood[index]
        for filter in [PairFilter(text), PairFilter("eth \(text)  btc")] {
            #expect(filter.conditions == [condition])
            #expect(filter.fault == nil)
        }
        #expect(PairFilter("eth \(text) btc").words == NameFilter(text: "eth btc"))
    }

    @Test(arguments: [
        ("chg>", "needs a number"), ("chg>x", "x is not a number"),
        ("chg>nan", "nan is not a number"),
        ("rnk<1", "Unknown word rnk. Did you mean rank?"),
        ("vlo>5", "Did you mean vol?"), ("trunover>1m", "Did you mean turnover?"),
        ("prize>5", "Did you mean price?"), ("lst=1", "Did you mean last?"),
        (
            "spread>1",
            "Unknown word spread. Known: last, chg, turnover, rank, volatility, quote:, stale:"
        ),
        ("é<", "Unknown word é. Known: last,"), ("stale:maybe", "yes or no"),
        ("quote:", "needs a currency"),
        ("last:1", "compared with"), ("last<1e999", "is not a number"),
    ])
    func `what cannot be understood is told, and the rest applies`(text: String, reason: String) {
        let filter = PairFilter("eth \(text) chg>1")
        #expect(filter.fault?.contains(reason) == true)
        #expect(filter.conditions == [.compare(.change, .above, 1)])
        #expect(filter.words == NameFilter(text: "eth"))
    }

    @Test(arguments: ["market:kraken", "a:b", "btc-usd", "<3", "1>2", ":"])
    func `names may hold signs`(text: String) {
        let filter = PairFilter(text)
        #expect(filter.conditions.isEmpty)
        #expect(filter.fault == nil)
        #expect(filter.words == NameFilter(text: text))
    }

    @Test(arguments: UInt64(1)...40)
    func `nothing that is typed breaks it`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let parts = [
            "chg", "rank", "quote", "stale", ":", "<", ">", "=", " ", "1", "-", ".", "%", "k", "é",
            "no",
        ]
        let text = (0..<12).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
        let filter = PairFilter(text)
        #expect(filter.conditions.count <= 12)
        #expect(filter.text == text)
    }

    @Test(arguments: [
        "chg>1", "chg<1", "rank<=0.5", "last>1500", "volatility>2", "eth", "eth chg>1 last>1",
        "stale:yes", "stale:no", "quote:usd", "turnover>1m",
    ])
    func `the list is what holds, and the view what does not too`(text: String) throws {
        var state = try SampleState.state()
        let all = Set(state.pairList)
        state.press(.character("/"))
        state.type(text)
        var figures = FigureLookup(state.snapshot, in: state.window)
        let filter = PairFilter(text)
        for instrument in all {
            let name = instrument.pair.name
            let isFound =
                filter.holds(for: instrument, &figures)
                && (filter.words.isEmpty || name.contains("eth"))
            #expect(state.pairList.contains(instrument) == isFound)
        }
        state.press(.escape)
        #expect(Set(state.pairList) == all)
    }

    @Test func `a fault stands beside the line while one types`() throws {
        var state = try SampleState.state()
        state.press(.character("/"))
        state.type("chg>")
        let last = Screen().draw(state, symbols: .unicode).rows.last
        #expect(last?.contains("chg> needs a number.") == true)
        state.type("1")
        #expect(Screen().draw(state, symbols: .unicode).rows.last?.contains("needs") == false)
    }

    @Test(arguments: [
        ("quote:usd", "Their sources do not report quote currencies."),
        ("turnover>1m", "Their turnover is not known."),
    ])
    func `what nobody tells of the pairs is said, while one types and after`(
        text: String, reason: String
    ) throws {
        var state = try SampleState.state()
        state.press(.character("/"))
        state.type(text)
        #expect(Screen().draw(state, symbols: .unicode).rows.last?.contains(reason) == true)
        state.press(.enter)
        #expect(Screen().draw(state, symbols: .unicode).rows.contains { $0.contains(reason) })
        // Where it is known, nothing is found all the same.
        let known = try SampleState.state(snapshot: try TurnoverScreenTests.snapshot())
        state = known
        state.press(.character("/"))
        state.type(text == "quote:usd" ? "quote:xyz" : "turnover>9g")
        #expect(state.pairList.isEmpty && state.filterFault == nil)
        state.press(.enter)
        #expect(
            Screen().draw(state, symbols: .unicode).rows.contains {
                $0.contains("No pair matches /\(state.pairFilter.text)")
            })
    }

    @Test func `a pair is stale after five minutes without a price`() throws {
        var day = RollingDay()
        for (name, last) in [("a", 1439), ("b", 1435), ("c", 1434), ("d", 1000)] {
            let instrument = Instrument(market: .kraken, pair: try Pair(name))
            day.merge(SampleState.series(1, minutes: 900...last), of: instrument)
        }
        var state = try SampleState.state(snapshot: try SampleState.snapshot(day))
        for (text, names) in [("stale:yes", ["c", "d"]), ("stale:no", ["a", "b"])] {
            state.press(.character("/"), .control("u"))
            state.type(text)
            state.press(.enter)
            #expect(state.pairList.map(\.pair.name) == names)
        }
    }
}
