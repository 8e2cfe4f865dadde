import Foundation
import Testing

@testable import TrackerEngine

/// Names of pairs against those that Cryptowatch had: its list of markets of 2022-02-28.
struct SlugRecordingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let exchange: String
        /// What Cryptowatch called it.
        let market: String
        let file: String
        /// Where the symbols are in it, as in an entry.
        let rows: String
        let symbol: String
        /// Pairs whose name Cryptowatch had, at the least; those it lacks were listed or delisted
        /// between the two recordings, or had a name of their own.
        let known: Int
        let pairs: Int
        /// All whose name it did not have, where they are few.
        var odd: Set<String>?

        var testDescription: String { file }
    }

    static let cases = [
        Case(
            exchange: "kraken", market: "kraken", file: "kraken/symbols.json", rows: "result",
            symbol: "@key", known: 295, pairs: 296, odd: ["eth2.seth"]),
        Case(
            exchange: "bitfinex", market: "bitfinex", file: "bitfinex/symbols.json", rows: "0",
            symbol: "@self", known: 250, pairs: 291),
        Case(
            exchange: "coinbase", market: "coinbase-pro", file: "coinbase/symbols.json", rows: "",
            symbol: "id", known: 158, pairs: 276),
        Case(
            exchange: "htx", market: "huobi", file: "htx/symbols.json", rows: "data",
            symbol: "symbol", known: 231, pairs: 262),
        Case(
            exchange: "bitstamp", market: "bitstamp", file: "bitstamp/tickers.json", rows: "",
            symbol: "pair", known: 126, pairs: 171),
        Case(
            exchange: "luno", market: "luno", file: "luno/tickers.json", rows: "tickers",
            symbol: "pair", known: 2, pairs: 30),
    ]

    static let list = "cryptowatch/2022-02-28_markets.json.gz"

    /// Pairs of each market.
    static let markets: [String: Set<String>] = {
        struct Answer: Decodable {
            struct Row: Decodable {
                let exchange: String
                let pair: String
            }
            let result: [Row]
        }
        guard let body = try? Recordings.unpack(list),
            let answer = try? JSONDecoder().decode(Answer.self, from: Data(body))
        else { return [:] }
        return answer.result.reduce(into: [:]) { $0[$1.exchange, default: []].insert($1.pair) }
    }()

    @Test(Recordings.canBeUnpacked, arguments: cases)
    func `pairs have the names that Cryptowatch gave them`(_ given: Case) throws {
        let names = try Self.names(given)
        let market = try #require(Self.markets[given.market])
        let known = names.filter(market.contains)
        let odd = names.subtracting(market)
        #expect(names.count == given.pairs)
        #expect(known.count >= given.known, "odd: \(odd.sorted().joined(separator: " "))")
        if let expected = given.odd { #expect(odd == expected) }
    }

    /// Of every symbol of a recording.
    static func names(_ given: Case) throws -> Set<String> {
        let entry = try #require(Exchanges.builtIn[given.exchange])
        let answers = AnswerReader(rules: [], host: given.exchange)
        let body = try #require(Recordings.read(given.file))
        let table = try answers.table(body, rows: given.rows, columns: [given.symbol])
        let listing = try entry.listing.map { form in
            try SymbolListing(
                form, entry.symbols,
                try #require(Recordings.read("\(given.exchange)/symbols.json")), answers)
        }
        var book = SymbolBook(market: entry.id, rule: entry.symbols, listing: listing)
        book.begin()
        var names: Set<String> = []
        for row in 0..<table.rowCount {
            let found = unsafe table.withText(.cell(row: row, column: 0)) {
                unsafe book.number(of: $0, quote: nil)
            }
            if let found, let instrument = book.instrument(found) {
                names.insert(instrument.pair.name)
            }
        }
        return names
    }
}
