import Testing
import TrackerEngine

@testable import TrackerScreen

/// The elements of an XML text, in their order; throws where it is not well-formed.
///
/// As strict as the standard, for what we write: quoted attributes, five entities, no comments.
private struct Outline {
    private(set) var elements: [(name: String, attributes: [String: String])] = []
    private(set) var texts: [String] = []

    enum Fault: Error {
        case tag(String)
        case text(String)
        case nesting
    }

    init(_ xml: String) throws {
        var open: [String] = []
        var rest = xml[...]
        while let start = rest.firstIndex(of: "<") {
            try take(text: String(rest[..<start]), of: open.last)
            guard let end = rest[start...].firstIndex(of: ">") else { throw Fault.nesting }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                guard open.popLast() == String(tag.dropFirst()) else { throw Fault.nesting }
                continue
            }
            guard let match = tag.wholeMatch(of: /([a-z]+)((?: [a-zA-Z-]+="[^"<&]*")*)(\/?)/) else {
                throw Fault.tag(String(tag))
            }
            var attributes: [String: String] = [:]
            for attribute in match.2.matches(of: /([a-zA-Z-]+)="([^"]*)"/) {
                guard
                    attributes.updateValue(String(attribute.2), forKey: String(attribute.1)) == nil
                else { throw Fault.tag(String(tag)) }
            }
            elements.append((String(match.1), attributes))
            if match.3.isEmpty { open.append(String(match.1)) }
        }
        guard open.isEmpty, rest.allSatisfy(\.isWhitespace) else { throw Fault.nesting }
    }

    private mutating func take(text: String, of element: String?) throws {
        let isPlain = text.replacing(/&(amp|lt|gt|quot|apos);/, with: "").unicodeScalars.allSatisfy
        {
            $0 != "&" && $0 != ">" && ($0.value >= 0x20 || $0 == "\n")
                && ![0xFFFE, 0xFFFF].contains($0.value)
        }
        guard isPlain else { throw Fault.text(text) }
        if element == "text" { texts.append(text) }
    }
}

struct ChartSVGTests {
    private static func outline(_ state: State) throws -> Outline {
        let saved = try #require(state.chosenInstrument.flatMap { SavedChart($0, state) })
        return try Outline(saved.svg)
    }

    private static func points(_ path: String) -> [(x: Int, y: Int)] {
        path.split { "ML".contains($0) }.compactMap { part in
            let numbers = part.split(separator: " ").compactMap { Int($0) }
            return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
        }
    }

    @Test func `every minute with a price is a point of the picture, inside of it`() throws {
        let state = try SampleState.state()
        let outline = try Self.outline(state)
        let svg = try #require(outline.elements.first)
        #expect(svg.name == "svg" && svg.attributes["viewBox"] == "0 0 1010 500")
        let line = try #require(outline.elements.last { $0.name == "path" }?.attributes["d"])
        let points = Self.points(line)
        #expect(points.count == 1440)
        #expect(points.allSatisfy { (20...920).contains($0.x) && (60..<460).contains($0.y) })
        #expect(points.map(\.x) == points.map(\.x).sorted())
        #expect(line.filter { $0 == "M" }.count == 1)
        #expect(outline.texts[0] == "kraken AAVEUSD")
    }

    @Test func `missing minutes break the line`() throws {
        var day = RollingDay()
        let instrument = Instrument(market: .kraken, pair: try Pair("x"))
        day.merge(SampleState.series(1, minutes: 0...500), of: instrument)
        day.merge(SampleState.series(1, minutes: 600...1439), of: instrument)
        let state = try SampleState.state(snapshot: try SampleState.snapshot(day))
        let line = try #require(
            try Self.outline(state).elements.last { $0.name == "path" }?.attributes["d"])
        #expect(line.filter { $0 == "M" }.count == 2)
        #expect(Self.points(line).count == 1341)
    }

    @Test func `no name breaks the picture, or leads out of the folder`() throws {
        for name in ScreenTests.names + [
            "</svg><script>", "&lt;\"'", "../../etc", "a/b", "\u{FFFE}",
        ] {
            var day = RollingDay()
            let instrument = Instrument(
                market: try Market.stored(name), pair: try Pair.stored(name))
            day.merge(SampleState.series(1), of: instrument)
            let state = try SampleState.state(snapshot: try SampleState.snapshot(day))
            let outline = try Self.outline(state)
            #expect(!outline.elements.contains { $0.name == "script" })
            let saved = try #require(state.chosenInstrument.flatMap { SavedChart($0, state) })
            #expect(!saved.name.hasPrefix(".") && !saved.name.hasPrefix("-"))
            #expect(
                saved.name.unicodeScalars.allSatisfy {
                    $0 != "/" && $0 != " " && $0.properties.generalCategory != .control
                        && $0.properties.generalCategory != .format
                })
            // With a number and an ending still a name that file systems take.
            #expect(saved.name.utf8.count <= 240)
        }
    }

    struct Named: Sendable, CustomTestStringConvertible {
        let market: String
        let pair: String
        let file: String
        var testDescription: String { file }
    }

    @Test(arguments: [
        Named(market: "binance", pair: "币安人生usdt", file: "binance-币安人生usdt"),
        Named(market: "binance", pair: "哈基米人usdt", file: "binance-哈基米人usdt"),
        Named(market: "kraken", pair: "çéå/ß٣", file: "kraken-çéå_ß٣"),
        Named(market: "../..", pair: "a/b", file: "_._..-a_b"),
        Named(market: "-rf", pair: ".x", file: "_rf-_x"),
        Named(market: "a\u{202E}b\u{200B}", pair: "c d\u{0}\n", file: "a_b_-c_d__"),
        Named(
            market: String(repeating: "é", count: 64), pair: String(repeating: "p", count: 128),
            file: String(repeating: "é", count: 48) + "-" + String(repeating: "p", count: 96)),
    ])
    func `a file has the letters of its market and its pair, of every script`(
        _ named: Named
    ) throws {
        var day = RollingDay()
        let instrument = Instrument(
            market: try Market.stored(named.market), pair: try Pair.stored(named.pair))
        day.merge(SampleState.series(1), of: instrument)
        let state = try SampleState.state(snapshot: try SampleState.snapshot(day))
        let saved = try #require(state.chosenInstrument.flatMap { SavedChart($0, state) })
        #expect(saved.name == named.file + "-2021-08-28-1200")
    }

    @Test func `candles, axis, company, marks and cursor of the screen are in the picture`() throws
    {
        var state = try SampleState.state(200, 50)
        state.press(.character("3"), .character("+"), .character("+"))
        let plain = try Self.outline(state)
        state.press(.character("O"), .down)
        let compared = try Self.outline(state)
        state.press(.character("c"), .left, .character("x"))
        state.press(.left, .left, .character("x"), .left)
        let outline = try Self.outline(state)
        func paths(_ outline: Outline, _ name: String, _ value: String) -> [String] {
            outline.elements.filter { $0.name == "path" && $0.attributes[name] == value }
                .compactMap { $0.attributes["d"] }
        }
        let bodies = paths(outline, "fill", "#00875f") + paths(outline, "fill", "#d75f5f")
        // Six hours of 5 minutes; the first and the last candle are cut.
        #expect(bodies.joined().filter { $0 == "Z" }.count == 73)
        #expect(paths(plain, "fill", "#00875f").isEmpty)
        // Two lines beside each other, and none through candles.
        #expect(paths(compared, "stroke", "#5f87af").count == 1)
        #expect(paths(outline, "stroke", "#5f87af").isEmpty)
        #expect(paths(outline, "stroke-dasharray", "4 3").count == 3)
        #expect(
            outline.texts.contains {
                $0.hasPrefix("6 h, 5 min candles, with kraken AAVEUSD: ")
            })
        #expect(outline.texts.contains { $0.contains(" to 12:00  ") && $0.contains(" bp") })
        for element in outline.elements where element.name == "path" {
            let points = Self.points(element.attributes["d"] ?? "")
            #expect(points.allSatisfy { (20...920).contains($0.x) && (78..<479).contains($0.y) })
        }
    }

    @Test func `the picture names the pair once, and the zone of its time`() throws {
        let outline = try Self.outline(try SampleState.state())
        #expect(outline.texts.filter { $0.contains("AAVEUSD") }.count == 1)
        #expect(outline.texts.contains { $0.hasSuffix("as of 2021-08-28 12:00 UTC") })
    }

    @Test func `what is zoomed is what is drawn, and the day is written whole`() throws {
        var state = try SampleState.state()
        for _ in 0..<4 { state.press(.character("+")) }
        let line = try #require(
            try Self.outline(state).elements.last { $0.name == "path" }?.attributes["d"])
        #expect(Self.points(line).count == 60)
        let saved = try #require(state.chosenInstrument.flatMap { SavedChart($0, state) })
        #expect(saved.name == "kraken-aaveusd-2021-08-28-1200")
        let rows = String(decoding: saved.csv, as: UTF8.self).split(separator: "\n")
        #expect(rows[0] == "unix_minute,market,pair,price" && rows.count == 1441)
        #expect(
            state.press(.character("w")).contains { $0 == state.chosenInstrument.map(Command.save) }
        )
    }
}

struct SimulatedExportTests {
    @Test func `simulated prices that are saved or copied say so in every part`() throws {
        var state = try SampleState.state(snapshot: try SampleState.snapshot(isSimulated: true))
        let saved = try #require(state.chosenInstrument.flatMap { SavedChart($0, state) })
        #expect(saved.name.hasPrefix("simulated-kraken-aaveusd-"))
        #expect(saved.svg.contains(">kraken AAVEUSD (simulated)<"))
        let csv = String(decoding: saved.csv, as: UTF8.self)
        #expect(csv.hasPrefix("unix_minute,market,pair,simulated_price\n"))
        let copied = state.press(.character("y")).compactMap { command -> String? in
            if case .copy(let line) = command { line } else { nil }
        }
        #expect(copied.count == 1 && copied[0].hasPrefix("kraken AAVEUSD (simulated), "))
    }

    @Test func `a sentence about a simulated price says so`() throws {
        var report = PlainReport(market: nil, favourites: Favourites(), localTime: .utc)
        let lines = report.lines(try SampleState.snapshot(isSimulated: true))
        #expect(lines.count == 6 && lines.allSatisfy { $0.contains("simulated") })
    }
}

struct PairPictureTests {
    private static func picture(
        _ pair: String, _ width: Int = 80, _ height: Int = 20
    ) throws -> PairPicture? {
        PairPicture(
            Instrument(market: .kraken, pair: try Pair(pair)),
            in: try SampleState.snapshot().window, size: Size(width: width, height: height),
            symbols: .unicode, localTime: .utc)
    }

    @Test func `it has the price, the chart, the rank, and no blanks at the ends`() throws {
        let text = try #require(try Self.picture("ethusd")).text()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 21 && lines.last == "")
        #expect(lines.allSatisfy { $0.last != " " && $0.count <= 80 })
        #expect(text.contains("kraken ETHUSD") && text.contains("1,481.1"))
        #expect(text.contains("rank 0.429  3rd largest of 7") && text.contains("volatility"))
        #expect(!text.contains("\u{1B}"))
        #expect(try Self.picture("gone") == nil)
    }

    @Test func `every style that is turned on is turned off at the end of its line`() throws {
        let picture = try #require(try Self.picture("ethusd"))
        let text = picture.text { $0 == .plain ? "<>" : "<\($0.meaning)>" }
        for line in text.split(separator: "\n") where line.contains("<") {
            #expect(line[(line.lastIndex(of: "<") ?? line.startIndex)...].hasPrefix("<>"))
        }
        #expect(text.contains("<up>"))
        let plain = text.replacing(/<[A-Za-z0-9]*>/, with: "")
        #expect(plain == picture.text())
    }

    @Test(arguments: [(20, 8), (40, 10), (200, 60)])
    func `any size can be drawn`(width: Int, height: Int) throws {
        let text = try #require(try Self.picture("ethusd", width, height)).text()
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == height + 1)
    }
}

struct PlainReportTests {
    private static func report(
        _ market: String? = nil, _ favourites: Favourites = Favourites()
    ) throws -> PlainReport {
        PlainReport(
            market: try market.map { try Market($0) }, favourites: favourites, localTime: .utc)
    }

    @Test func `a minute is told once, a sentence a line`() throws {
        var report = try Self.report()
        let snapshot = try SampleState.snapshot()
        let lines = report.lines(snapshot)
        #expect(lines.count == 6)
        #expect(lines[0] == "12:00 kraken: 7 pairs have prices.")
        #expect(
            lines[1]
                == "12:00 kraken XRPUSD is at 1,709.7, up 0.86% in 24 hours, volatility 7.10% a day, "
                + "variance rank 0.143, place 1 of 7.")
        #expect(lines.allSatisfy { $0.hasSuffix(".") && !$0.contains("\n") })
        #expect(report.lines(snapshot).isEmpty)
    }

    @Test func `favourites are told where there are some, also without a price`() throws {
        let text = "okx:btcusd\nkraken:gone\n"
        var report = try Self.report("binance", Favourites.read(text).favourites)
        let lines = report.lines(try SampleState.snapshot())
        #expect(lines.count == 3 && lines[0].hasPrefix("12:00 binance: "))
        #expect(lines[1].contains("okx BTCUSD is at"))
        #expect(lines[2] == "12:00 kraken GONE has no price.")
    }

    @Test func `nothing is told of a market that has no price`() throws {
        var report = try Self.report("nowhere")
        #expect(report.lines(try SampleState.snapshot()).isEmpty)
        #expect(report.lines(try SampleState.snapshot(RollingDay())).isEmpty)
    }
}
