import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct PriceTextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        /// Oldest first.
        let amounts: [Double]
        let text: String
        var testDescription: String { "\(amounts)" }
    }

    private static func text(_ amounts: [Double], room: Int = PriceText.widest) -> String {
        let statistics = PairStatistics(amounts)
        return PriceText(statistics).text(statistics.last, room: room)
    }

    @Test(arguments: [
        Case(amounts: [48_801.3, 48_800], text: "48,800.0"),
        Case(amounts: [41_234.56789], text: "41,234.6"),
        Case(amounts: [3_518.123, 3_519.6], text: "3,519.6"),
        Case(amounts: [168.414, 168.4199], text: "168.42"),
        Case(amounts: [9.8, 9.99999], text: "10.000"),
        Case(amounts: [8.20131], text: "8.2013"),
        Case(amounts: [0.5247249], text: "0.52472"),
        Case(amounts: [0.0000118394], text: "0.000011839"),
        Case(amounts: [123_456.78], text: "123,456.8"),
        Case(amounts: [1_234_567.8], text: "1,234,568"),
        Case(amounts: [0.0000062451, 0.000006245], text: "0.000006245"),
        Case(amounts: [12_345_678_901.25], text: "12345678901"),
        Case(amounts: [1_523_456_789.5], text: "1523456790"),
        Case(amounts: [123_456_789.25, 123_456_790], text: "123,456,790"),
        Case(amounts: [123_456_789_012], text: "123.5G"),
        Case(amounts: [1.5e19], text: "1.500e19"),
        Case(amounts: [0.00000001234], text: "1.234e-8"),
        Case(amounts: [1.5e-21], text: "1.500e-21"),
        Case(amounts: [0.00001], text: "0.00001"),
        Case(amounts: [0.1 + 0.2], text: "0.30000"),
        Case(amounts: [0.0000001234], text: "0.000000123"),
        Case(amounts: [9.99, 10], text: "10.00"),
        Case(amounts: [20, 2], text: "2"),
        Case(amounts: [0, 0], text: "–"),
    ])
    func `a price has five digits, and no more decimals than its pair`(_ example: Case) {
        #expect(Self.text(example.amounts) == example.text)
    }

    @Test(arguments: [
        (11, "12345678901"), (10, "12.35G"), (6, "12.35G"), (5, "12.3G"), (3, "12G"),
    ])
    func `without room decimals go first, then commas, then digits`(room: Int, text: String) {
        #expect(Self.text([12_345_678_901], room: room) == text)
        #expect(Self.text([1234.56], room: 7) == "1,234.6")
        #expect(Self.text([1234.56], room: 5) == "1,235")
        #expect(Self.text([1234.56], room: 4) == "1235")
    }

    @Test(arguments: UInt64(1)...400)
    func `no price is wider than its column, and in each room of 8 it has a text`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let scale = Double("1e\(Int.random(in: -99...99, using: &random))") ?? 1
        let amounts = (0..<4).map { _ in
            Double.random(in: 0.1...10, using: &random) * scale
                * [1, 1, 1, 1e3][Int.random(in: 0..<4, using: &random)]
        }
        for room in 8...14 {
            let text = Self.text(amounts, room: room)
            #expect(text.cellWidth <= min(room, PriceText.widest))
            #expect(text.contains { ("1"..."9").contains($0) })
        }
    }

    @Test(arguments: UInt64(1)...100)
    func `prices of a pair have one form, and their differences no more digits`(seed: UInt64) throws
    {
        var random = SeededGenerator(seed: seed)
        let decimals = Int.random(in: 0...5, using: &random)
        let amounts = try (0..<6).map { _ in
            let digits = "\(Int.random(in: 10_000...99_999, using: &random))"
            let whole = digits.dropLast(decimals)
            return try #require(Double("\(whole.isEmpty ? "0" : whole).\(digits.suffix(decimals))"))
        }
        let prices = PriceText(PairStatistics(amounts))
        func places(_ text: String) -> Int {
            text.split(separator: ".").dropFirst().first?.count ?? 0
        }
        let texts = try amounts.map { prices.text(try Price($0)) }
        #expect(Set(texts.map(places)).count == 1)
        let difference = prices.difference(amounts[1] - amounts[0])
        #expect(places(difference) == places(texts[0]))
    }

    @Test func `a difference has its sign, nothing has none`() {
        let prices = PriceText(PairStatistics([66_809.9, 66_602.4]))
        #expect(prices.difference(-207.5) == "−207.5")
        #expect(prices.difference(734.7000000001) == "+734.7")
        #expect(prices.difference(0.000000001) == "0.0")
        #expect(PriceText(PairStatistics([1e-12, 3e-12])).difference(2e-12) == "+2.000e-12")
    }

    @Test func `what is read off the chart has all of its digits`() throws {
        let prices = PriceText(PairStatistics([48_801.3, 48_800]))
        #expect(prices.exact(try Price(48_801)) == "48,801.0")
        #expect(prices.exact(try Price(48_801.25)) == "48,801.25")
    }
}

struct ChangeTextTests {
    @Test(arguments: [
        (0.0123, "+1.23%", true, false), (9.9999, "×11.0", true, false),
        (12_345_678, "×12.3M", true, false), (-1, "−100%", false, true),
        (-0.00001, "0.00%", false, false), (.nan, "–", false, false),
    ])
    func `a change fits its column and knows its way`(
        change: Double, text: String, isUp: Bool, isDown: Bool
    ) {
        let shown = ChangeText(change)
        #expect(shown.text == text && shown.isUp == isUp && shown.isDown == isDown)
        #expect(text.cellWidth <= ChangeText.widest)
    }

    @Test func `what is bold in a list is ten per cent and more`() {
        #expect(ChangeText(0.1).style == Style(.rise5) && ChangeText(-0.099).style == Style(.fall4))
        #expect(ChangeText(0.00004).style == Style.unchanged)
    }

    @Test(arguments: [
        (4, "+1.00%"), (5, "5 min"), (59, "59 min"), (60, "1 h"), (985, "16 h"), (1439, "23 h"),
    ])
    func `an old price has its age in place of the change`(minutes: Int, text: String) throws {
        let instrument = Instrument(market: .kraken, pair: try Pair("x"))
        var day = RollingDay()
        day.merge(SampleState.series(1, minutes: 0...1439 - minutes), of: instrument)
        let age = PriceAge(of: instrument, in: DayWindow(day, through: SampleState.now))
        #expect(age?.minutes == minutes)
        #expect(ChangeText(0.01, age: age).text == text)
    }
}
