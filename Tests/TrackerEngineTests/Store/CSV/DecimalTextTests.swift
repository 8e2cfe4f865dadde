import TestSupport
import Testing

@testable import TrackerEngine

struct DecimalTextTests {
    private func text(_ amount: Double) -> String {
        var bytes: [UInt8] = []
        var places = 0
        NumberText.append(amount, to: &bytes, places: &places)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (0.0, "0"), (1, "1"), (48801.3, "48801.3"), (0.1, "0.1"), (5e-05, "5e-05"),
        (9_007_199_254_740_991, "9007199254740991"), (1e16, "1e+16"), (1e22, "1e+22"),
        (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
    ])
    func `a number is written as short as can be`(_ amount: Double, _ expected: String) {
        #expect(text(amount) == expected)
        #expect(DecimalText.number(Array(expected.utf8)[...]) == amount)
    }

    @Test(arguments: UInt64(1)...200)
    func `what is written reads back to the same bits`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let amounts =
            Samples.amounts(50, seed: seed).filter { !$0.isNaN }
            + (0..<50).map { _ in Double(bitPattern: random.next()).magnitude }.filter(\.isFinite)
        for amount in amounts {
            let back = DecimalText.number(Array(text(amount).utf8)[...])
            #expect(back?.bitPattern == amount.bitPattern)
        }
    }

    @Test(arguments: UInt64(1)...100)
    func `any decimal reads as the nearest double`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            var text = String(random.next() >> UInt64.random(in: 0..<64, using: &random))
            if Bool.random(using: &random) {
                text += "." + String(random.next() >> UInt64.random(in: 0..<64, using: &random))
            }
            if Bool.random(using: &random) {
                text += "e\(Int.random(in: -330...330, using: &random))"
            }
            #expect(DecimalText.number(Array(text.utf8)[...]) == Double(text), "\(text)")
        }
    }

    @Test(arguments: [
        "", "-", ".", "-.", "+1", " 1", "1 ", "nan", "inf", "0x10", "1e", "1e+", "1e5.0",
        "1,5", "1_000", "--1", "1.2.3", "١",
    ])
    func `what is no number is none`(_ text: String) {
        #expect(DecimalText.number(Array(text.utf8)[...]) == nil)
    }

    @Test(arguments: [(".5", 0.5), ("5.", 5), ("-.25e1", -2.5), ("0.", 0)])
    func `a point may stand first or last, as in feeds`(_ text: String, _ number: Double) {
        #expect(DecimalText.number(Array(text.utf8)[...]) == number)
    }

    @Test func `a number beyond the doubles is infinite`() {
        #expect(DecimalText.number(Array("1e999".utf8)[...]) == .infinity)
        let digits = String(repeating: "9", count: 400)
        #expect(DecimalText.number(Array(digits.utf8)[...]) == .infinity)
    }
}
