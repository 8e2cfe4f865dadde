import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct FavouritesTests {
    private static func instrument(_ market: String, _ pair: String) throws -> Instrument {
        Instrument(market: try Market(market), pair: try Pair(pair))
    }

    @Test(arguments: UInt64(1)...40)
    func `what is written down comes back`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var favourites = Favourites()
        let names = ["btcusd", "eth/usd", "a b", "#1inch", "é", "x]", "[y"]
        for _ in 0..<30 {
            let market = ["kraken", "okx", "a:b:c", "binance us"].randomElement(using: &random)
            let pair = names.randomElement(using: &random)
            let instrument = try Self.instrument(market ?? "", pair ?? "")
            guard Favourites.canKeep(instrument) else { continue }
            if Bool.random(using: &random) {
                favourites.toggle(instrument)
            } else {
                let group = ["majors", "my list", "é"].randomElement(using: &random)
                favourites.toggle(instrument, in: group ?? "")
            }
        }
        let back = Favourites.read(favourites.text)
        #expect(back == Favourites.Reading(favourites: favourites))
    }

    @Test func `names that a line cannot hold are not kept`() throws {
        for (market, pair) in [("a\u{2003}b", "c"), ("a\u{3000}b", "c")] {
            #expect(!Favourites.canKeep(try Self.instrument(market, pair)))
        }
        for name in ["", "  ", "a]b", "a\nb", String(repeating: "x", count: 25)] {
            #expect(Favourites.groupName(name) == nil)
        }
        #expect(Favourites.groupName("  my list ") == "my list")
    }

    @Test func `nothing that a terminal would obey comes out of a file`() {
        let reading = Favourites.read("kraken:\u{1B}]52;c;x\u{07}\nbad\u{1B}[2J\n")
        #expect(reading.favourites.isEmpty && reading.faults.map(\.line) == [1, 2])
        for fault in reading.faults {
            #expect(fault.text.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        }
    }

    @Test func `a pair is read as people write it, and a name that looks like one is kept exact`()
        throws
    {
        let reading = Favourites.read(
            "BINANCE:BTC/USDT\nokx:BTC_USDT\ncoinbase:BTC-USD\nkraken:x-perpetual-futures\n")
        #expect(
            reading.favourites.starred.map { "\($0)" }
                == [
                    "binance:btcusdt", "okx:btcusdt", "coinbase:btcusd",
                    "kraken:x-perpetual-futures",
                ])
        var favourites = Favourites()
        let odd = try Self.instrument("uniswap-v2", "wethyf-dai")
        #expect(Favourites.canKeep(odd))
        favourites.toggle(odd)
        #expect(favourites.text == "market:uniswap-v2:wethyf-dai\n")
        #expect(Favourites.read(favourites.text).favourites == favourites)
    }

    @Test func `a list of TradingView is read: commas, groups, no contracts`() throws {
        let reading = Favourites.read(
            """
            \u{FEFF}BINANCE:BTCUSDT,###MAJORS,KRAKEN:ETHUSD, COINBASE:SOL/USD
            BINANCE:BTCUSDT.P,###STABLE,,KRAKEN:USDTUSD, # and more, later
            """)
        let favourites = reading.favourites
        #expect(favourites.starred == [try Self.instrument("binance", "btcusdt")])
        #expect(favourites.groups.map(\.name) == ["MAJORS", "STABLE"])
        #expect(
            favourites.groups.map { $0.pairs.map { "\($0)" } } == [
                ["kraken:ethusd", "coinbase:solusd"], ["kraken:usdtusd"],
            ])
        #expect(reading.faults == [.init(line: 2, text: "BINANCE:BTCUSDT.P")])
    }

    @Test(arguments: [
        ("kraken:pepeusdt # hi, there", "kraken:pepeusdt"), ("#kraken:a, kraken:b", nil),
        ("kraken:a#b", "kraken:a#b"), ("  # x", nil), ("", nil), (",,", nil),
        ("gemini:btcusd ; trailing", "gemini:btcusd"), ("; x", nil), ("kraken:a;b", "kraken:a;b"),
    ])
    func `what stands behind a number sign or a semicolon says nothing`(
        _ line: String, _ pair: String?
    ) throws {
        let reading = Favourites.read(line)
        #expect(reading.favourites.starred.map { "\($0)" } == (pair.map { [$0] } ?? []))
        #expect(reading.faults.isEmpty)
    }

    @Test(arguments: ["a,b", "a #b", "btc-usd", "x/y", "###a"])
    func `a name that looks like something else is kept to the letter`(_ name: String) throws {
        var favourites = Favourites()
        let odd = try Self.instrument("uniswap-v2", name)
        #expect(Favourites.canKeep(odd))
        favourites.toggle(odd)
        favourites.toggle(odd, in: "g")
        #expect(favourites.text.hasPrefix("market:") || name == "###a")
        #expect(Favourites.read(favourites.text) == Favourites.Reading(favourites: favourites))
    }

    @Test func `other names of markets are read as those that they stand for`() throws {
        var favourites = Favourites()
        favourites.toggle(try Self.instrument("huobi", "btcusd"))
        favourites.toggle(try Self.instrument("okx", "btcusd"), in: "g")
        let named = favourites.naming { $0.name == "huobi" ? try? Market("htx") : nil }
        #expect(named.text == "htx:btcusd\n[g]\nokx:btcusd\n")
    }

    @Test func `comments, keys of the feed and faults are told apart`() throws {
        let text = """
            # mine
            kraken:btcusd

            market:okx:ethusdt
            nonsense
            [majors]
            kraken:btcusd
            kraken:btcusd
            []
            """
        let reading = Favourites.read(text)
        let favourites = reading.favourites
        #expect(
            favourites.starred
                == [try Self.instrument("kraken", "btcusd"), try Self.instrument("okx", "ethusdt")])
        #expect(favourites.groups.map(\.name) == ["majors"])
        #expect(favourites.groups[0].pairs.count == 1)
        #expect(
            reading.faults == [
                .init(line: 5, text: "nonsense"), .init(line: 9, text: "[]", pairs: 0),
            ])
    }

    @Test(arguments: [
        "[gr\u{1B}[31moup]", "[\(String(repeating: "n", count: 500))]", "###", "[]", "[a]b]",
        "###\(String(repeating: "n", count: 25))", "[open",
    ])
    func `below a group without a name nothing is kept, and how much is said`(
        heading: String
    ) throws {
        let text = "kraken:a\n\(heading)\nkraken:b\nkraken:c\n[next]\nkraken:d\n"
        let reading = Favourites.read(text)
        #expect(reading.favourites.text == "kraken:a\n[next]\nkraken:d\n")
        #expect(reading.faults.map(\.line) == [2] && reading.faults.map(\.pairs) == [2])
        #expect(
            reading.faults[0].words.hasPrefix("not a name of a group, left out with its 2 pairs: "))
    }

    @Test(arguments: ["a,b", "a # b", "a ; b", "x,###y", "; z", "#"])
    func `a group of whatever name comes back`(name: String) throws {
        var favourites = Favourites()
        favourites.toggle(try Self.instrument("kraken", "btcusd"), in: name)
        #expect(Favourites.groupName(name) == name)
        #expect(Favourites.read(favourites.text).favourites == favourites)
    }

    @Test func `a list without an end is read up to a bound, and that is said`() {
        let lines = (1...12).map { "kraken:p\($0), kraken:q\n" }.joined()
        let reading = Favourites.read(lines, upTo: 9)
        #expect(reading.favourites.count == 6)
        #expect(reading.end == 5)
        #expect(Favourites.read(lines, upTo: 24).end == nil)
        #expect(Favourites.read(lines).favourites.count == 13)
    }

    @Test func `no more are taken than there is room for`() throws {
        var favourites = Favourites()
        for number in 0..<Favourites.most + 5 {
            favourites.toggle(try Self.instrument("m", "p\(number)"))
        }
        #expect(favourites.count == Favourites.most && favourites.isFull)
        var state = try SampleState.state()
        _ = state.update(on: .recall(.favourites(favourites)))
        #expect(!state.press(.character("f")).contains(.keep(.favourites(favourites))))
        #expect(state.favourites == favourites)
        #expect(state.notice?.contains("At most 2,000") == true)
    }

    @Test func `a star without room is not said to be there, also for a pair of a group`() throws {
        var state = try SampleState.state()
        let chosen = try #require(state.chosenInstrument)
        var favourites = Favourites()
        favourites.toggle(chosen, in: "majors")
        for number in 0..<Favourites.most {
            favourites.toggle(try Self.instrument("m", "p\(number)"))
        }
        _ = state.update(on: .recall(.favourites(favourites)))
        #expect(favourites.isFull && state.chosenInstrument == chosen)
        #expect(!state.press(.character("f")).contains(.keep(.favourites(favourites))))
        #expect(state.favourites == favourites)
        #expect(state.notice?.contains("At most 2,000") == true)
    }

    @Test(arguments: [Key.character("f"), .character(" ")])
    func `a star makes a list at the top, across markets, and is kept`(key: Key) throws {
        var state = try SampleState.state()
        let first = try #require(state.chosenInstrument)
        let kept = state.press(key)
        #expect(kept.contains(.keep(.favourites(state.favourites))))
        state.press(.character("1"), .end, .enter)
        let second = try #require(state.chosenInstrument)
        #expect(second.market != first.market)
        state.press(key)
        #expect(state.listings.first == .starred)
        state.press(.character("1"), .home, .enter)
        #expect(state.chosenListing == .starred)
        #expect(Set(state.pairList) == [first, second])
        let rows = Screen().draw(state, symbols: .unicode).rows.joined()
        #expect(
            rows.contains("Favourites") && rows.contains("\(second.pair.name.uppercased()) okx"))
        // Without its star it leaves the list, and the other one is chosen.
        state.press(key)
        #expect(state.pairList.count == 1 && state.chosenInstrument == state.pairList[0])
        state.press(key)
        #expect(state.favourites.isEmpty && state.chosenListing?.market != nil)
    }

    @Test func `a group is made, joined and left by its name`() throws {
        var state = try SampleState.state()
        func group(_ name: String) {
            state.press(.character("a"))
            state.type(name)
            state.press(.enter)
        }
        group("majors")
        state.press(.down)
        group("majors")
        #expect(state.listings.first == .group("majors"))
        #expect(state.favourites.pairs(of: .group("majors"))?.count == 2)
        group("majors")
        #expect(state.favourites.pairs(of: .group("majors"))?.count == 1)
        group("a]b")
        #expect(state.notice?.contains("no brackets") == true)
        state.press(.character("a"), .up)
        #expect((state.overlay as? GroupView)?.prompt.text == "majors")
        state.press(.enter, .up)
        #expect(state.favourites.pairs(of: .group("majors"))?.count == 2)
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50)])
    func `a favourite without a price stays in the list, and says so`(
        width: Int, height: Int
    ) throws {
        var favourites = Favourites()
        let gone = try Self.instrument("kraken", "gone")
        favourites.toggle(gone)
        favourites.toggle(try Self.instrument("kraken", "btcusd"))
        var state = try SampleState.state(width, height)
        _ = state.update(on: .recall(.favourites(favourites)))
        state.press(.character("1"), .home, .enter)
        #expect(state.pairList.contains(gone))
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "favourites-\(width)x\(height)")
        state.press(.end)
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "favourites-gone-\(width)x\(height)")
    }

    @Test func `the list that was shown is shown again`() throws {
        var state = try SampleState.state()
        state.press(.down, .character("f"), .character("1"), .home)
        let memory = ScreenMemory(text: ScreenMemory(of: state).text)
        var other = try SampleState.state()
        _ = other.update(on: .recall(.favourites(state.favourites)))
        _ = other.update(on: .goBack(memory))
        #expect(other.chosenListing == .starred)
        #expect(other.chosenInstrument == state.chosenInstrument)
    }
}
