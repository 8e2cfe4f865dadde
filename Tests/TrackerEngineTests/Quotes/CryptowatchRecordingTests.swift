import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct CryptowatchRecordingTests {
    static let path = "cryptowatch/2022-02-28_markets_prices.json"

    /// Not `JSONSerialization`, which is off by a bit for numbers of 16 and 17 digits.
    static func foundation(_ body: [UInt8]) throws -> [String: Double] {
        struct Answer: Decodable { let result: [String: Double] }
        return try JSONDecoder().decode(Answer.self, from: Data(body)).result
    }

    @Test(.enabled(if: Recordings.has(path), "no recordings beside the repository"))
    func `a recorded body is read whole, and to the bit as Foundation reads it`() async throws {
        let body = try #require(Recordings.read(Self.path))
        let server = try LoopbackServer { _ in
            .whole(status: 200, headers: [("Content-Type", "application/json")], body: body)
        }
        var configuration = HTTPConfiguration()
        configuration.usesProxyVariables = false
        let source = try CryptowatchTests.source(
            base: server.url, client: .live(configuration))
        let expected = try Self.foundation(body)
        #expect(expected.count == 10_630)
        for _ in 1...2 {
            let poll = try await source.poll(at: Timestamp(milliseconds: 0))
            #expect(poll.quotes.count == 10_630)
            #expect(poll.rejected == 0)
            #expect(poll.bytes == 373_408)
            let wrong = poll.quotes.first { quote in
                let bits = quote.price.amount.bitPattern
                return ["market", "index"].allSatisfy { type in
                    expected["\(type):\(quote.instrument)"]?.bitPattern != bits
                }
            }
            #expect(wrong == nil)
        }
        #expect(expected["market:kraken:btcdai"] == 41_432)
        #expect(expected["market:kraken:btcgbp"] == 30_876.1)
    }

    @Test(Recordings.canBeUnpacked)
    func `recorded candles end at their time, and quiet minutes carry the price before`()
        async throws
    {
        let body = try #require(
            try Recordings.unpack("cryptowatch/2022-02-28_markets_kraken_btceur_ohlc.json.gz"))
        let client = HTTPClient { request in
            let isRight = request.address.text.hasSuffix(
                "/markets/kraken/btceur/ohlc?periods=60&after=1646011920&before=1646072880")
            return .success(HTTPResponse(status: isRight ? 200 : 404, body: isRight ? body : []))
        }
        let source = try CryptowatchTests.source(base: "http://h", client: client)
        let instrument = Instrument(market: .kraken, pair: try Pair("btceur"))
        let minutes = Minute(unixSeconds: 1_646_011_920)...Minute(unixSeconds: 1_646_072_880)
        let now = minutes.upperBound.next.start
        let page = try #require(
            source.pages(of: instrument, covering: minutes, at: now).first)
        let part = try await source.candles(of: instrument, on: page, at: now)
        // 999 candles and 18 gaps; the last candle was still running.
        #expect(part.series.start == minutes.lowerBound)
        #expect(part.series.count == minutes.count)
        #expect(part.series[minutes.lowerBound]?.amount == 34352.8)
        #expect(part.series[minutes.upperBound]?.amount == 36780.1)
        #expect(!part.isCoarse)
        #expect(source.requests.last?.entries == 1000)
    }
}
