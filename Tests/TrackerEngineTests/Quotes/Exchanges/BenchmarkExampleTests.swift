import Foundation
import Testing

@testable import TrackerEngine

/// The example answers of the benchmarks, read by the entries whose exchanges they stand for.
///
/// Another entry needs no line here, but an example of each call that it makes.
struct BenchmarkExampleTests {
    struct Answer: Sendable, CustomTestStringConvertible {
        let exchange: String
        let url: String
        let body: [UInt8]
        /// The start of its newest candle in Unix seconds, and the close of that.
        var newest = 0
        var close = 0.0
        /// The amount of the base that its row says was traded; 0 where its digits are made up.
        var volume = 0.0
        /// Whether its digits were changed, as those of all that was recorded.
        var isRecorded = false
        var testDescription: String { "\(exchange) \(url)" }
    }

    static func answers(_ kind: String) throws -> [Answer] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../../Benchmarks/exchanges.json").standardized
        let shapes = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        var answers: [Answer] = []
        for shape in shapes as? [[String: Any]] ?? [] {
            let one = (shape[kind] as? [String: Any]).map { [$0] }
            for call in one ?? shape[kind] as? [[String: Any]] ?? [] {
                guard let url = call["url"] as? String, let example = call["example"] else {
                    continue
                }
                let body = try JSONSerialization.data(withJSONObject: example)
                var answer = Answer(
                    exchange: shape["id"] as? String ?? "", url: url, body: Array(body))
                answer.newest = call["newest"] as? Int ?? 0
                answer.close = call["close"] as? Double ?? 0
                answer.volume = call["volume"] as? Double ?? 0
                answer.isRecorded = call["recording"] != nil
                answers.append(answer)
            }
        }
        return answers
    }

    static let tickers = (try? answers("tickers")) ?? []
    static let listings = (try? answers("listing")) ?? []
    static let candles = (try? answers("candles")) ?? []

    @Test func `every exchange has an example of what it answers`() {
        let names = Exchanges.builtIn.names
        #expect(Set(Self.tickers.map(\.exchange)) == Set(names))
        let listed = names.filter { Exchanges.builtIn[$0]?.listing != nil }
        #expect(Set(Self.listings.map(\.exchange)).isSubset(of: listed))
        #expect(!Self.listings.isEmpty)
        let withPast = names.filter { Exchanges.builtIn[$0]?.candles.isEmpty == false }
        #expect(Set(Self.candles.map(\.exchange)) == Set(withPast))
    }

    /// Whether an example is the answer of a call; its address may stand for any query.
    private static func isAnswer(_ answer: Answer, to url: URLTemplate) -> Bool {
        url.text == answer.url || url.text.prefix { $0 != "?" } == answer.url
    }

    private static func hasTraded(_ answer: Answer) -> Bool {
        Exchanges.builtIn[answer.exchange]?.tickers.contains { !$0.traded.all.isEmpty } == true
    }

    /// The first price of an example, and the call whose answer it is.
    private static func first(
        of answer: Answer
    ) throws -> (quote: Quote, call: Exchange.Tickers) {
        let entry = try #require(Exchanges.builtIn[answer.exchange])
        let call = try #require(entry.tickers.first { isAnswer(answer, to: $0.url) })
        let book = SymbolBook(market: entry.id, rule: entry.symbols, listing: nil)
        var reader = TickerReader(book, at: Timestamp(milliseconds: 0))
        try reader.read(answer.body, of: call, AnswerReader(rules: entry.errors, host: "h"))
        let (poll, _, _) = try reader.finish(host: "h")
        return (try #require(poll.quotes.first), call)
    }

    @Test(arguments: tickers)
    func `an example of prices has one, and what was traded where its entry says so`(
        _ answer: Answer
    ) throws {
        let (quote, call) = try Self.first(of: answer)
        #expect((quote.traded != nil) == !call.traded.all.isEmpty)
    }

    /// Exchanges use "base" and "volume" for either side: an amount of the other one would be off by
    /// the price.
    @Test(arguments: tickers.filter { !$0.isRecorded && hasTraded($0) })
    func `what was traded is an amount of the side that the entry takes it for`(
        _ answer: Answer
    ) throws {
        let (quote, _) = try Self.first(of: answer)
        let traded = try #require(quote.traded)
        switch traded.unit {
        case .base: #expect(traded.amount == answer.volume)
        case .quote:
            let average = traded.amount / answer.volume
            #expect((0.98...1.02).contains(average / quote.price.amount), "\(average)")
        case .dollars: Issue.record("no example has dollars and a volume")
        }
    }

    @Test(arguments: listings)
    func `an example of a listing has a pair`(_ answer: Answer) throws {
        let entry = try #require(Exchanges.builtIn[answer.exchange])
        let form = try #require(entry.listing)
        let listing = try SymbolListing(
            form, entry.symbols, answer.body, AnswerReader(rules: entry.errors, host: "h"))
        #expect(listing.count > 0)
    }

    @Test(arguments: candles)
    func `an example of candles has the close of its newest one`(_ answer: Answer) throws {
        let entry = try #require(Exchanges.builtIn[answer.exchange])
        let call = try #require(entry.candles.first { Self.isAnswer(answer, to: $0.url) })
        let end = Minute(unixSeconds: answer.newest).advanced(by: call.step)
        let (series, reading) = try CandleReader.series(
            answer.body, of: call,
            on: CandlePage(end.advanced(by: -call.step)...end.next, step: call.step),
            AnswerReader(rules: entry.errors, host: "h"))
        #expect(reading.rows >= 2)
        #expect(series.count == 2)
        let last = Array(series.points).last
        #expect(last?.minute == end)
        #expect(last?.price.amount == answer.close)
    }
}
