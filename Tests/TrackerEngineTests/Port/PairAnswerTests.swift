import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

struct PairAnswerTests {
    private struct Answer: Decodable {
        struct Result: Decodable {
            let rank: Double?
            let values: [String: Double]
        }
        let result: Result
    }

    private static func body(_ pair: String, _ window: DayWindow) throws -> [UInt8]? {
        PairAnswer.body(of: Instrument(market: .kraken, pair: try Pair(pair)), in: window)
    }

    @Test func `an answer is as in the contract`() throws {
        let window = try PortSamples.window(["btcusd": [48801.3, .nan, 48801], "one": [7]])
        let body = try #require(try Self.body("BTCUSD", window))
        let text = String(decoding: body, as: UTF8.self)
        let values = #"{"1630167900":48801.3,"1630168020":48801}"#
        #expect(text == #"{"result":{"rank":1,"values":"# + values + "}}")
        let single = String(decoding: try Self.body("one", window) ?? [], as: UTF8.self)
        #expect(single == #"{"result":{"rank":null,"values":{"1630168020":7}}}"#)
        #expect(try Self.body("none", window) == nil)
    }

    @Test(arguments: UInt64(1)...20)
    func `values and ranks are those of a plain computation`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var prices: [String: [Double]] = [:]
        for number in 0..<81 {
            let kind = number % 6
            let base = Double(Int.random(in: 1...900_000, using: &random)) / 100
            prices["p\(number)"] =
                switch kind {
                case 0: [base]  // a single price: no variance
                case 1: Array(repeating: base, count: 30)  // ties at 0
                case 2: [1, 2, 3, 4]  // ties above 0
                case 3: [0, base, .nan, base]
                default:
                    (0..<100).map { _ in base + Double(Int.random(in: 0...999, using: &random)) }
                }
        }
        let window = try PortSamples.window(prices)
        let expected = Self.plainRanks(prices)
        for (pair, amounts) in prices {
            let body = try #require(try Self.body(pair, window))
            let answer = try JSONDecoder().decode(Answer.self, from: Data(body)).result
            #expect(answer.rank == expected[pair], "\(pair)")
            #expect(answer.values.count == amounts.count { !$0.isNaN })
            for (offset, amount) in amounts.enumerated() where !amount.isNaN {
                let minute = PortSamples.minute.advanced(by: offset + 1 - amounts.count)
                #expect(answer.values["\(minute.unixSeconds)"] == amount)
            }
        }
    }

    /// Mean first, squares second; sorted by variance, then name; NumPy's rounding.
    private static func plainRanks(_ prices: [String: [Double]]) -> [String: Double] {
        let variances = prices.compactMap { pair, amounts -> (pair: String, variance: Double)? in
            let held = amounts.filter { !$0.isNaN }
            guard held.count > 1 else { return nil }
            let mean = held.reduce(0, +) / Double(held.count)
            let squares = held.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return (pair, Set(held).count == 1 ? 0 : squares / Double(held.count - 1))
        }
        let order = variances.sorted { left, right in
            left.variance == right.variance
                ? Array(left.pair.utf8).lexicographicallyPrecedes(Array(right.pair.utf8))
                : left.variance > right.variance
        }
        return Dictionary(
            uniqueKeysWithValues: order.enumerated().map { place, entry in
                (entry.pair, rint(Double(place + 1) / Double(order.count) * 1000) / 1000)
            })
    }

    @Test func `what is missing is named in capitals and escaped`() throws {
        let odd = Instrument(market: try Market("a:b\\"), pair: try Pair("x\"y"))
        let text = String(decoding: PairAnswer.missing(odd), as: UTF8.self)
        #expect(text == #"{"error":"No data available for A:B\\:X\"Y."}"#)
    }
}
