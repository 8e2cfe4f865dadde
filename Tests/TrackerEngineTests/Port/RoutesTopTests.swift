import Foundation
import Testing

@testable import TrackerEngine

/// The answers of `/top`.
struct RoutesTopTests {
    /// Two markets; of kraken one pair is coarse, and moves most.
    private static func routes(kind: StoreKind = .real) throws -> Routes {
        var day = RollingDay()
        func merge(_ market: String, _ pair: String, _ price: (Int) -> Double) throws {
            let amounts = (0..<30).map(price)
            let start = PortSamples.minute.advanced(by: -29)
            day.merge(
                Series(start: start, amounts: amounts),
                of: Instrument(market: try Market(market), pair: try Pair(pair)))
        }
        try merge("kraken", "calm") { 100 + Double($0) / 100 }
        try merge("kraken", "wild") { 1 + Double($0 % 11) }
        try merge("kraken", "coarse") { $0.isMultiple(of: 2) ? 1 : 9 }
        try merge("okx", "a,b") { 50 - Double($0) }
        var beside = StoredDay()
        beside.tickers = [
            MarketTickers(
                market: .kraken, minute: PortSamples.minute,
                tickers: try [("calm", 9.5), ("wild", 70)].map {
                    Ticker(try Pair($0), traded: try Traded($1, in: .dollars))
                })
        ]
        day.restore(beside)
        let window = DayWindow(day, through: PortSamples.minute, kind: kind)
        var routes = Routes(
            answers: Answers(PortSamples.snapshot(window)), hosts: .any, now: PortSamples.now)
        routes.aliases = [try Market("okex"): try Market("okx")]
        return routes
    }

    private static func ask(_ query: String, kind: StoreKind = .real) throws -> PortResponse {
        var request = PortRequest(path: Array("/top".utf8))
        request.headers = [PortHeader("host", "localhost")]
        for part in query.split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            request.query.append(pair[0], pair.count > 1 ? pair[1] : "")
        }
        return try routes(kind: kind).response(to: request)
    }

    private static func pairs(_ query: String) throws -> [String] {
        let json = try JSONSerialization.jsonObject(with: Data(try ask(query).body.bytes))
        let rows = try #require((json as? [String: Any])?["result"] as? [[String: Any]])
        return rows.compactMap { $0["pair"] as? String }
    }

    @Test(arguments: [
        ("", ["wild", "a,b", "calm"]), ("all=1", ["coarse", "wild", "a,b", "calm"]),
        ("all=0&market=kraken", ["wild", "calm"]), ("market=OKX", ["a,b"]),
        ("market=okex", ["a,b"]), ("n=1", ["wild"]),
        ("n=1000&by=variance", ["a,b", "wild", "calm"]),
        ("by=change", ["wild", "a,b", "calm"]), ("by=turnover", ["wild", "calm"]),
        ("by=turnover&market=okx", []),
    ])
    func `the most restless pairs come first`(_ query: String, _ expected: [String]) throws {
        #expect(try Self.pairs(query) == expected)
    }

    @Test func `by change, a pair whose last price is old comes last`() throws {
        let holes = [Double](repeating: .nan, count: 4)
        let window = try PortSamples.window([
            "small": [100, 101, .nan], "large": [100, 103] + holes, "old": [1, 9, .nan] + holes,
        ])
        let routes = Routes(
            answers: Answers(PortSamples.snapshot(window)), hosts: .any, now: PortSamples.now)
        var request = PortRequest(path: Array("/top".utf8))
        for (name, value) in [("by", "change"), ("all", "1"), ("format", "csv")] {
            request.query.append(name, value)
        }
        let body = routes.response(to: request).body.bytes
        let rows = String(decoding: body, as: UTF8.self).split(separator: "\n").dropFirst()
        #expect(rows.map { $0.split(separator: ",")[1] } == ["large", "small", "old"])
    }

    @Test func `it is what the command prints`() throws {
        let routes = try Self.routes()
        let window = routes.answers.window(at: PortSamples.minute)
        let ranking = TopRanking(by: .volatility, of: window.markets, in: window)
        let answer = TopAnswer(ranking, count: 10, in: window)
        let json = try Self.ask("")
        #expect(json.body.bytes == answer.json && json.type == PortResponse.json)
        let csv = try Self.ask("format=csv")
        #expect(csv.body.bytes == answer.csv && csv.type == PortResponse.csv)
        #expect(
            String(decoding: csv.body.bytes, as: UTF8.self)
                .hasPrefix(
                    "market,pair,last,change,volatility,variance,rank,age,turnover_usd\n"
                        + "kraken,wild,"))
        let header = PortHeader("Cache-Control", "max-age=1, s-maxage=2")
        #expect(json.headers.contains(header))
    }

    @Test func `made-up prices say so`() throws {
        let json = try Self.ask("", kind: .simulated).body.bytes
        #expect(String(decoding: json, as: UTF8.self).hasPrefix(#"{"simulated":true,"#))
    }

    @Test(arguments: [
        ("by=rank", 400), ("n=0", 400), ("n=1001", 400), ("n=x", 400), ("all=2", 400),
        ("format=xml", 400), ("n=%zz", 400), ("n=", 400), ("other=1", 400), ("n=1&n=1", 400),
        ("market=none", 404),
        ("market=" + String(repeating: "x", count: 200), 404),
    ])
    func `what makes no sense is an error in words`(_ query: String, _ status: Int) throws {
        let response = try Self.ask(query)
        #expect(response.status == status)
        #expect(String(decoding: response.body.bytes, as: UTF8.self).hasPrefix(#"{"error":""#))
    }

    @Test func `a market may be in what is still being read`() throws {
        let snapshot = PortSamples.snapshot(
            try PortSamples.window(["a": [1, 2]]), loading: LoadingProgress(read: 1, all: 9))
        let routes = Routes(answers: Answers(snapshot), hosts: .any, now: PortSamples.now)
        var request = PortRequest(path: Array("/top".utf8))
        #expect(routes.response(to: request).status == 200)
        request.query.append("market", "okx")
        #expect(routes.response(to: request).status == 503)
    }
}
