import TestSupport
import Testing

@testable import TrackerEngine

struct CandleReaderTests {
    static let first = Minute(unixSeconds: 1_630_168_020)
    static let answers = AnswerReader(rules: [], host: "h")

    static func call(
        step: Int = 1, limit: Int = 1000, reach: Int? = nil, unit: Exchange.TimeUnit = .seconds,
        isTimeOfEnd: Bool = false, url: String = "https://h/{symbol}?from={from:s}"
    ) throws -> Exchange.Candles {
        Exchange.Candles(
            url: try #require(URLTemplate(url)), step: step, limit: limit, reach: reach, rows: "",
            time: "0", unit: unit, isTimeOfEnd: isTimeOfEnd, close: "1")
    }

    static func series(
        _ body: String, _ call: Exchange.Candles, _ page: CandlePage
    ) throws -> [Double] {
        try CandleReader.series(Array(body.utf8), of: call, on: page, answers).series.amounts
    }

    /// What a poller would have seen: the plain way, minute by minute.
    static func expected(
        _ candles: [(end: Int, close: Double)], _ page: CandlePage
    ) -> [Double] {
        let known = candles.filter { $0.end <= page.minutes.upperBound.index && $0.close > 0 }
        let last = known.map(\.end).max()
        return page.minutes.map { minute in
            guard minute.index.isMultiple(of: page.step), let last, minute.index <= last,
                let newest = known.map(\.end).filter({ $0 <= minute.index }).max()
            else { return .nan }
            return known.last { $0.end == newest }?.close ?? .nan
        }
    }

    @Test(arguments: UInt64(1)...300)
    func `candles in any order, with holes and repeats, give what a poller saw`(seed: UInt64)
        throws
    {
        var random = SeededGenerator(seed: seed)
        let step = [1, 1, 5, 60].randomElement(using: &random) ?? 1
        let unit: Exchange.TimeUnit = Bool.random(using: &random) ? .seconds : .milliseconds
        let isTimeOfEnd = Bool.random(using: &random)
        let length = Int.random(in: 1...200, using: &random)
        let start = Self.first.advanced(by: Int.random(in: 0..<60, using: &random))
        let page = CandlePage(start...start.advanced(by: length - 1), step: step)
        var candles: [(end: Int, close: Double)] = []
        for number in 0..<Int.random(in: 0...60, using: &random) {
            let offset = Int.random(in: -80...(length + 80), using: &random)
            let end = (start.index + offset) / step * step
            let isPrice = Int.random(in: 0..<10, using: &random) > 0
            candles.append((end, isPrice ? Double(number + 1) / 4 : 0))
        }
        if Bool.random(using: &random) { candles.sort { $0.end > $1.end } }
        let rows = candles.map { candle in
            let seconds = (candle.end - (isTimeOfEnd ? 0 : step)) * 60
            return "[\(unit == .seconds ? seconds : seconds * 1000),\"\(candle.close)\"]"
        }
        let amounts = try Self.series(
            "[\(rows.joined(separator: ","))]",
            Self.call(step: step, unit: unit, isTimeOfEnd: isTimeOfEnd), page)
        #expect(Samples.isSame(amounts, Self.expected(candles, page)))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let body: String
        let amounts: [Double]
        init(_ body: String, _ amounts: [Double]) { (self.body, self.amounts) = (body, amounts) }
        var testDescription: String { body }
    }

    /// On a page of three minutes; `S` stands for the start of the candle that ends with the first.
    static let cases = [
        Case("[]", [.nan, .nan, .nan]),
        Case("[[S,1]]", [1, .nan, .nan]),
        Case("[[S,1],[S,2]]", [2, .nan, .nan]),
        Case("[[S,null],[S,\"\"],[S,\"x\"],[S,-1],[S,0],[S,1e999]]", [.nan, .nan, .nan]),
        Case("[[S,{}],[S],[],[S,[1]],7,\"x\",null]", [.nan, .nan, .nan]),
        Case("[[\"x\",1],[null,1],[1e30,1],[-1e30,1],[1e999,1]]", [.nan, .nan, .nan]),
        // A time inside of a minute is no start of a candle.
        Case("[[S.5,1],[S1,1]]", [.nan, .nan, .nan]),
        // Ages before, and ages after.
        Case("[[0,3],[99999999960,4]]", [.nan, .nan, .nan]),
        Case("[[0,3],[S,4]]", [4, .nan, .nan]),
        Case("[[-9999999960,3],[S,\"4\"]]", [4, .nan, .nan]),
    ]

    @Test(arguments: cases)
    func `what is no candle is passed over`(_ given: Case) throws {
        let start = (Self.first.unixSeconds - 60)
        let body = given.body.replacing("S1", with: "\(start + 1)").replacing("S", with: "\(start)")
        let page = CandlePage(Self.first...Self.first.advanced(by: 2))
        #expect(Samples.isSame(try Self.series(body, Self.call(), page), given.amounts))
    }

    @Test(arguments: UInt64(1)...200)
    func `pages cover what is asked for, once, the newest first`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let now = Self.first.start + .seconds(Int.random(in: 0..<60, using: &random))
        let fine = try Self.call(
            limit: Int.random(in: 2...2000, using: &random),
            reach: Bool.random(using: &random) ? Int.random(in: 2...1500, using: &random) : nil)
        let coarse = try Self.call(
            step: 5, limit: Int.random(in: 2...800, using: &random),
            reach: Bool.random(using: &random) ? Int.random(in: 2...400, using: &random) : nil)
        let last = Self.first.advanced(by: -Int.random(in: 0...3, using: &random))
        let minutes = last.advanced(by: -Int.random(in: 0...1439, using: &random))...last
        let pages = Exchange.Candles.pages(of: [fine, coarse], covering: minutes, at: now)
        // One after the other, without a gap, from the newest on.
        var next = last
        for page in pages {
            #expect(page.minutes.upperBound == next)
            #expect(page.minutes.lowerBound >= minutes.lowerBound)
            #expect(page.minutes.count <= (page.step == 1 ? fine : coarse).limit * page.step)
            next = page.minutes.lowerBound.advanced(by: -1)
        }
        // Nothing is left that a call without a limit on its reach would give.
        if fine.reach == nil || coarse.reach == nil {
            #expect(next == minutes.lowerBound.advanced(by: -1))
        }
        #expect(pages.map(\.step) == pages.map(\.step).sorted())
        for page in pages where page.step == 1 {
            if let reach = fine.reach {
                #expect(page.minutes.lowerBound >= Self.first.advanced(by: 2 - reach))
            }
        }
    }

    @Test func `a call that takes no range is made once`() throws {
        let call = try Self.call(limit: 2, reach: 1440, url: "https://h/{symbol}")
        let minutes = Self.first.advanced(by: -1439)...Self.first.advanced(by: -1)
        let pages = Exchange.Candles.pages(of: [call], covering: minutes, at: Self.first.start)
        #expect(pages.count == 1)
    }

    @Test func `every entry covers the day in few requests`() throws {
        let minutes = Self.first.advanced(by: -1439)...Self.first.advanced(by: -1)
        for id in Exchanges.builtIn.names {
            let calls = try #require(Exchanges.builtIn[id]).candles
            guard !calls.isEmpty else { continue }
            let pages = Exchange.Candles.pages(of: calls, covering: minutes, at: Self.first.start)
            #expect((1...8).contains(pages.count), "\(id)")
            let covered = pages.map(\.minutes.count).reduce(0, +)
            #expect(covered >= minutes.count - 1, "\(id)")
        }
    }

    @Test func `times and closes may stand in two lists`() throws {
        var call = try Self.call()
        call = Exchange.Candles(
            url: call.url, step: 1, limit: 9, reach: nil, rows: "r", time: "t", unit: .seconds,
            isTimeOfEnd: false, close: "c", isInColumns: true)
        let page = CandlePage(Self.first...Self.first.advanced(by: 2))
        let start = Self.first.unixSeconds
        let body = "{\"r\":{\"s\":\"ok\",\"t\":[\(start - 60),\(start)],\"c\":[\"1.5\",2]}}"
        let amounts = try Self.series(body, call, page)
        #expect(Array(amounts.prefix(2)) == [1.5, 2])
        #expect(try Self.series("{\"r\":{\"t\":[],\"c\":[]}}", call, page).allSatisfy(\.isNaN))
        #expect(
            throws: QuoteError.malformed(
                host: "h", reason: "its columns have 2 times and 1 closes")
        ) { try Self.series("{\"r\":{\"t\":[1,2],\"c\":[3]}}", call, page) }
    }

    @Test(arguments: [("", 0), (":+9", 540), (":-3:30", -210), (":+14", 840)])
    func `a call by days is made for each day that the window touches`(
        zone: String, offset: Int
    ) throws {
        let call = try Self.call(limit: 1440, url: "https://h/{symbol}/{day\(zone)}")
        for shift in [0, 1, 59, 700, 1439] {
            let last = Self.first.advanced(by: shift)
            let minutes = last.advanced(by: -1439)...last
            let pages = Exchange.Candles.pages(of: [call], covering: minutes, at: last.next.start)
            #expect((1...2).contains(pages.count))
            #expect(pages.flatMap { Array($0.minutes) }.sorted() == Array(minutes))
            for page in pages {
                // The candle of a minute begins a minute before it.
                let days = Set(page.minutes.map { ($0.index - 1 + offset).dividedFloor(by: 1440) })
                #expect(days.count == 1)
            }
        }
    }

    @Test func `texts of another zone are read in it`() throws {
        let zone = try #require(ZoneOffset("+9"))
        let call = try Self.call(unit: .iso(zone))
        let page = CandlePage(Self.first...Self.first)
        let local = zone.local(Self.first.advanced(by: -1).start).iso.dropLast()
        #expect(try Self.series("[[\"\(local)\",3]]", call, page) == [3])
        #expect(try Self.series("[[\"\(local)+09:00\",3]]", call, page) == [3])
        #expect(try Self.series("[[\"\(local).000+0900\",3]]", call, page) == [3])
    }

    @Test(arguments: ["Z", "+00:00", "+08:00", "-0900", "+10", ".5Z"])
    func `texts that name another zone than the entry are refused, and told`(zone: String) throws {
        let call = try Self.call(unit: .iso(try #require(ZoneOffset("+9"))))
        let page = CandlePage(Self.first...Self.first)
        let time = String(Self.first.advanced(by: -1).start.iso.dropLast()) + zone
        let error = #expect(throws: QuoteError.self) {
            try Self.series("[[\"\(time)\",3],[\"\(time)\",4]]", call, page)
        }
        #expect(
            error
                == .malformed(
                    host: "h", reason: "2 rows are left out: the time \(time) is not of UTC+9"))
    }

    @Test func `a row of another zone costs itself, not those beside it`() throws {
        let call = try Self.call(unit: .iso(.utc))
        let page = CandlePage(Self.first...Self.first)
        let time = Self.first.advanced(by: -1).start.iso
        let body = "[[\"\(time.dropLast())+09:00\",4],[\"\(time)\",3]]"
        #expect(try Self.series(body, call, page) == [3])
    }
}
