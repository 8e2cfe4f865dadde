import TestSupport
import Testing

@testable import TrackerScreen

struct NumbersTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let value: Double
        let exact: String
        let price: String
        var testDescription: String { "\(value)" }
    }

    static let cases: [Case] = [
        Case(value: 0, exact: "0", price: "0"),
        Case(value: -0.0, exact: "0", price: "0"),
        Case(value: 1, exact: "1", price: "1.00000"),
        Case(value: 41234.5, exact: "41,234.5", price: "41,234.5"),
        Case(value: 41234.56789, exact: "41,234.56789", price: "41,234.6"),
        Case(value: 999999.96, exact: "999,999.96", price: "1,000,000"),
        Case(value: 9.9999996, exact: "9.9999996", price: "10.0000"),
        Case(value: 1234567.25, exact: "1,234,567.25", price: "1,234,567"),
        Case(value: 0.00001234, exact: "0.00001234", price: "0.0000123400"),
        Case(value: 0.1 + 0.2, exact: "0.30000000000000004", price: "0.300000"),
        Case(value: 1e16, exact: "1e+16", price: "1.00e16"),
        Case(
            value: 123_456_789_012_345, exact: "123,456,789,012,345", price: "123,456,789,012,345"),
        Case(value: 1.5e-21, exact: "1.5e-21", price: "1.50e-21"),
        Case(value: -2.5, exact: "-2.5", price: "-2.50000"),
        Case(value: .nan, exact: "–", price: "–"),
        Case(value: .infinity, exact: "–", price: "–"),
        Case(value: .leastNonzeroMagnitude, exact: "5e-324", price: "5.00e-324"),
        Case(value: .greatestFiniteMagnitude, exact: "1.7976931348623157e+308", price: "1.80e308"),
    ]

    @Test(arguments: cases)
    func `prices of any size have a text`(_ example: Case) {
        #expect(Numbers.exact(example.value) == example.exact)
        #expect(Numbers.price(example.value) == example.price)
    }

    @Test(arguments: [
        (0.0123, "+1.23%"), (-0.0123, "-1.23%"), (0, "0.00%"), (0.00001, "0.00%"),
        (-0.00004, "0.00%"), (0.00005, "+0.01%"), (0.07, "+7.00%"), (12.3456, "+1,234.56%"),
        (.nan, "–"), (1e300, "–"), (-1, "-100.00%"),
    ])
    func `shares have a sign unless they are zero`(share: Double, shown: String) {
        #expect(Numbers.percent(share) == shown)
    }

    @Test(arguments: [
        (0, "0"), (0.00002349, "0.00002349"), (0.0000012191, "0.000001219"),
        (0.00000099999, "0.000001000"), (1.2190001e-12, "1.219e-12"), (1.19e-15, "1.190e-15"),
        (1234.5678, "1,235"), (1_234_567.8, "1,234,568"), (185_433_208_433, "1.854e11"),
        (.infinity, "–"),
    ])
    func `a variance has one form wherever it is`(value: Double, shown: String) {
        #expect(Numbers.variance(value) == shown)
    }

    @Test(arguments: [
        (0.046, 1, 5, "4.6%"), (0.9999, 1, 5, "100%"), (12.34, 0, 5, "1234%"), (200, 0, 5, "20k%"),
        (123_456, 0, 5, "12M%"), (0.046, 2, Int.max, "4.60%"),
    ])
    func `a share without a sign fits its column`(
        share: Double, decimals: Int, room: Int, shown: String
    ) {
        #expect(Numbers.unsignedPercent(share, decimals: decimals, room: room) == shown)
    }

    @Test(arguments: [
        (0, "0.00%"), (0.0123, "+1.23%"), (-0.0123, "−1.23%"), (0.00004, "0.00%"),
        (-0.00004, "0.00%"), (0.00005, "+0.01%"), (0.99994, "+99.99%"), (0.99996, "+100%"),
        (1.234, "+123%"), (9.994, "+999%"), (9.996, "×11.0"), (11.4, "×12.4"), (123, "×124"),
        (1233.5, "×1.23k"), (-0.9999, "−99.99%"), (-1, "−100%"), (1e200, "×1e200"), (.nan, "–"),
    ])
    func `a change has as many digits as its size deserves`(share: Double, shown: String) {
        #expect(Numbers.percent(share, room: 7) == shown)
    }

    @Test(arguments: UInt64(1)...200)
    func `no change is wider than its room`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let scale = Double("1e\(Int.random(in: -6...300, using: &random))") ?? 1
        let share = max(-1, Double.random(in: -1...10, using: &random) * scale)
        for room in 7...11 {
            #expect(Numbers.percent(share, room: room).cellWidth <= room, "\(share)")
        }
    }

    @Test(arguments: [(999.4, "999"), (9_123_456_789, "9.1B"), (2.5e12, "2.5T"), (1e15, "–")])
    func `amounts of money count in billions`(amount: Double, shown: String) {
        #expect(Numbers.compact(amount) == shown)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1.0k"), (1234, "1.2k"), (9999, "9.9k"), (12_345, "12k"),
        (999_999, "999k"), (3_400_000, "3.4M"), (-1500, "-1.5k"), (.max, "9223372T"),
    ])
    func `counts become short`(count: Int, shown: String) {
        #expect(Numbers.compact(count) == shown)
    }

    @Test(arguments: [
        (0.5, 0, "1"), (2.675, 2, "2.68"), (1234.5, 1, "1,234.5"), (0.004, 2, "0.00"),
        (-0.004, 2, "0.00"), (99.995, 2, "100.00"), (1e20, 2, "1.00e20"), (0.0001, 2, "0.00"),
    ])
    func `fixed decimals round what is seen`(value: Double, decimals: Int, shown: String) {
        #expect(Numbers.fixed(value, decimals: decimals) == shown)
    }

    @Test func `thousands stand apart`() {
        #expect(Numbers.count(10_630) == "10,630")
        #expect(Numbers.count(-999) == "-999")
        #expect(Numbers.count(.min) == "-9,223,372,036,854,775,808")
    }

    @Test(arguments: UInt64(1)...200)
    func `exact texts read back as the same number`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let value = Double.random(in: 0...1, using: &random) * [1e-6, 1, 1e5, 1e12][Int(seed) % 4]
        let text = Numbers.exact(value).filter { $0 != "," }
        #expect(Double(text) == value)
    }

    @Test(arguments: [
        (1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (10, "10th"), (11, "11th"), (12, "12th"),
        (13, "13th"), (21, "21st"), (102, "102nd"), (111, "111th"), (1013, "1,013th"),
        (2023, "2,023rd"),
    ])
    func `a place has its ending`(place: Int, text: String) {
        #expect(Numbers.ordinal(place) == text)
    }
}
