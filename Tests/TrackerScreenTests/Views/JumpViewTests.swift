import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct FuzzyMatchTests {
    private static func distance(
        _ text: String, _ base: String, _ quote: String, _ market: String
    ) -> Int? {
        FuzzyMatch(text).distance(
            FuzzyMatch.Candidate(
                names: [Array((base + quote).utf8)], base: Array(base.utf8),
                market: Array(market.utf8)))
    }

    /// A base, a quote, a market.
    private typealias Name = (String, String, String)

    @Test(arguments: [
        ("btc", ["btc usd okx", "btcst usd okx", "wbtc usd okx", "bitci usd okx"]),
        ("okxeth", ["eth usd okx", "ethw usd okx", "steth usd okx"]),
        ("ethokx", ["eth usd okx", "oeth kx okx"]), ("kraken sol", ["sol usd kraken"]),
        ("kreth", ["eth usd kraken"]), ("bus", ["bus usd okx", "busd usd okx", "bitu usd okx"]),
    ])
    func `the base comes before what begins so, and letters in order come last`(
        text: String, names: [String]
    ) throws {
        let distances = try names.map { name in
            let parts = name.split(separator: " ").map(String.init)
            return try #require(Self.distance(text, parts[0], parts[1], parts[2]), "\(name)")
        }
        #expect(distances == distances.sorted())
    }

    @Test(arguments: [
        ("btcx", "btc usd kraken"), ("zz", "btc usd kraken"), ("a b", "a x y"),
        ("@ok btc", "btc usd kraken"),
    ])
    func `what is not in it in order is no match`(text: String, name: String) {
        let parts = name.split(separator: " ").map(String.init)
        #expect(Self.distance(text, parts[0], parts[1], parts[2]) == nil)
    }

    @Test(arguments: ["btc/usd", "BTC-USD", "btc_usd"])
    func `a pair is found as people write it`(text: String) {
        #expect(Self.distance(text, "btc", "usd", "kraken") == 0)
        #expect(Self.distance(text, "eth", "usd", "kraken") == nil)
    }

    @Test(arguments: UInt64(1)...60)
    func `every subsequence is found, and set off as what was typed`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func letters(_ count: Int) -> String {
            String((0..<count).map { _ in "abcdef".randomElement(using: &random) ?? "a" })
        }
        let (base, quote, market) = (letters(4), letters(3), letters(5))
        let name = seed.isMultiple(of: 2) ? market + base + quote : base + quote + market
        let typed = String(name.filter { _ in Bool.random(using: &random) })
        guard !typed.isEmpty else { return }
        #expect(Self.distance(typed, base, quote, market) != nil, "\(typed) in \(name)")
        let title = Array("\(base)/\(quote)")
        let found = FuzzyMatch(typed).letters(title: String(title), market: market)
        let shown =
            found.title.sorted().map { String(title[$0]) }
            + found.market.sorted().map { String(Array(market)[$0]) }
        #expect(shown.joined().sorted() == typed.sorted(), "\(typed) in \(name)")
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
                "kraken:btcusd", "kraken:btceur", "okx:btcusd", "okx:btceur", "kraken:btcstusd",
                "okx:btcstusd",
            ])
        #expect(found.count == 8)
    }

    @Test(arguments: [("okxeth", "okx"), ("@okx eth", "okx"), ("eth @krak", "kraken")])
    func `a market before the pair, or behind a sign, narrows to it`(
        text: String, market: String
    ) throws {
        var state = try SampleState.state()
        state.press(.control("p"))
        state.type(text)
        let found = try #require(state.overlay as? JumpView).found
        #expect(found.first.map { $0.market.name } == market)
        #expect(found.first?.pair.name.hasPrefix("eth") == true)
        if text.contains("@") { #expect(found.allSatisfy { $0.market.name == market }) }
    }

    @Test func `behind the sign for it an action is found by its name, and done`() throws {
        var state = try SampleState.state()
        state.press(.control("p"))
        state.type(">settings")
        let jump = try #require(state.overlay as? JumpView)
        #expect(jump.found.isEmpty && jump.actions.first?.names == ",")
        state.press(.enter)
        #expect(state.overlay is SettingsView)
        state.press(.escape, .control("p"))
        state.type(">xyzzy")
        state.press(.down, .enter)
        #expect(state.overlay is JumpView)
    }

    @Test func `the letters that were typed are set off, and no others`() throws {
        var state = try SampleState.state()
        state.press(.control("p"))
        state.type("okxet")
        let canvas = Screen().draw(state, symbols: .unicode)
        func marked(_ row: Int) -> [Int] {
            (0..<canvas.width).filter { canvas[$0, row].style.attributes.contains(.underline) }
        }
        let row = try #require((0..<canvas.height).first { !marked($0).isEmpty })
        let letters = marked(row).map { canvas[$0, row].scalar }
        #expect(String(String.UnicodeScalarView(letters)) == "ETokx")
    }

    @Test func `a star is given without leaving`() throws {
        var state = try SampleState.state()
        state.press(.control("p"))
        state.type("sol")
        state.press(.control("f"))
        let first = try #require((state.overlay as? JumpView)?.found.first)
        #expect(state.favourites.isStarred(first))
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

    @Test(arguments: [(80, 24), (120, 40), (60, 20), (40, 10), (12, 4)])
    func `it looks as it was agreed`(width: Int, height: Int) throws {
        var state = try SampleState.state(width, height)
        state.press(.control("p"))
        state.type("et")
        state.press(.down)
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "jump-\(width)x\(height)")
    }

    @Test func `lines behind the sign for an action name the view or the pane they act in`() throws
    {
        var state = try SampleState.state(120, 40)
        state.press(.control("p"))
        state.type(">cursor left")
        func lines() -> [String] { Screen().draw(state, symbols: .unicode).rows }
        #expect(lines().contains { $0.contains("move the cursor left") && $0.contains(" Chart ") })
        state.press(.control("u"))
        state.type(">coin once")
        for title in ["Restless pairs", "Charts side by side"] {
            #expect(lines().contains { $0.contains("coin once") && $0.contains(title) }, "\(title)")
        }
        // With less room a view is named as the configuration names it.
        state.press(.control("u"))
        _ = state.update(on: .resized(Size(width: 80, height: 24)))
        state.type(">per-cent scale")
        #expect(lines().contains { $0.contains("or one each") && $0.contains(" grid ") })
        state.press(.control("u"))
        state.type(">quit from")
        let own = try #require(lines().first { $0.contains("quit from the lists") })
        #expect(!own.contains("Program"))
    }

    @Test(arguments: [120, 80, 40])
    func `a home without room goes before the words are cut`(width: Int) throws {
        var state = try SampleState.state(width, 24)
        state.press(.control("p"))
        state.type(">cursor to the first")
        let rows = Screen().draw(state, symbols: .unicode).rows
        let line = try #require(rows.first { $0.contains("in the chart: ") })
        #expect(line.contains("…") == !line.contains("first minute"))
        #expect(line.contains(" Chart ") == (width >= 120))
    }

    @Test(arguments: [Pane.pairs, .markets, .chart])
    func `what is done there is what the help does`(pane: Pane) throws {
        var start = try SampleState.state(120, 40)
        start.focus(pane)
        for name in ["star", "group", "reverse", "chart-mark", "restless-coin", "sort-name"] {
            var (jump, help) = (start, start)
            jump.press(.control("p"))
            jump.type(">" + name)
            jump.press(.enter)
            help.press(.character("?"))
            help.type(name)
            help.press(.enter)
            #expect(
                Screen().draw(jump, symbols: .unicode) == Screen().draw(help, symbols: .unicode),
                "\(name)")
            #expect(jump.favourites == help.favourites && jump.notice == help.notice)
        }
    }
}
