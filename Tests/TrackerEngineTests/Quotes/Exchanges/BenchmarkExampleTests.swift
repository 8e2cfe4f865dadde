import Foundation
import Testing

@testable import TrackerEngine

/// The example answers of the benchmarks, read by the entries whose exchanges they stand for.
struct BenchmarkExampleTests {
    struct Answer: Sendable, CustomTestStringConvertible {
        let exchange: String
        let url: String
        let body: [UInt8]
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
                answers.append(
                    Answer(exchange: shape["id"] as? String ?? "", url: url, body: Array(body)))
            }
        }
        return answers
    }

    static let tickers = (try? answers("tickers")) ?? []
    static let listings = (try? answers("listing")) ?? []

    @Test func `every exchange has an example of what it answers`() {
        let names = Exchanges.builtIn.names
        #expect(Set(Self.tickers.map(\.exchange)) == Set(names))
        let listed = names.filter { Exchanges.builtIn[$0]?.listing != nil }
        #expect(Set(Self.listings.map(\.exchange)).isSubset(of: listed))
        #expect(!Self.listings.isEmpty)
    }

    @Test(arguments: tickers)
    func `an example of prices has one`(_ answer: Answer) throws {
        let entry = try #require(Exchanges.builtIn[answer.exchange])
        let calls = entry.tickers.filter { String($0.url.text.prefix { $0 != "?" }) == answer.url }
        let call = try #require(calls.first)
        let book = SymbolBook(market: entry.id, rule: entry.symbols, listing: nil)
        var reader = TickerReader(book, at: Timestamp(milliseconds: 0))
        try reader.read(answer.body, of: call, AnswerReader(rules: entry.errors, host: "h"))
        let (poll, _, _) = try reader.finish(host: "h")
        #expect(!poll.quotes.isEmpty)
    }

    @Test(arguments: listings)
    func `an example of a listing has a pair`(_ answer: Answer) throws {
        let entry = try #require(Exchanges.builtIn[answer.exchange])
        let form = try #require(entry.listing)
        let listing = try SymbolListing(
            form, entry.symbols, answer.body, AnswerReader(rules: entry.errors, host: "h"))
        #expect(listing.count > 0)
    }
}
