import TestSupport
import Testing

@testable import TrackerEngine

struct NumberTextTests {
    private static func text(_ value: Double, guess: Int = 0) -> (text: String, places: Int) {
        var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: NumberText.longest)
        var places = guess
        let count = unsafe bytes.withUnsafeMutableBufferPointer { bytes in
            unsafe bytes.baseAddress.map { unsafe NumberText.write(value, at: $0, places: &places) }
                ?? 0
        }
        return (String(decoding: bytes[..<count], as: UTF8.self), places)
    }

    /// The shortest text of the standard library, whole numbers without a fraction.
    private static func plain(_ value: Double) -> String {
        if value.magnitude < 0x1p53, let whole = Int(exactly: value),
            value != 0 || value.sign == .plus
        {
            return "\(whole)"
        }
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Prices, their neighbours, and what is none: short and long, near and far.
    private static func values(_ random: inout SeededGenerator) -> [Double] {
        let digits = Double(UInt64.random(in: 0...(1 << (random.next() % 61)), using: &random))
        let power = (0..<random.next() % 26).reduce(1.0) { power, _ in power * 10 }
        let price = digits / power
        return [
            price, -price, price.nextUp, price.nextDown, digits * power, 1 / digits,
            Double(bitPattern: random.next()),
        ].filter(\.isFinite)
    }

    @Test(arguments: UInt64(1)...200)
    func `every number has the text of the standard library, whatever was before it`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for value in (0..<200).flatMap({ _ in Self.values(&random) }) {
            let expected = Self.plain(value)
            #expect(Self.text(value, guess: Int(random.next() % 23)).text == expected)
        }
    }

    @Test(arguments: [
        0, -0.0, 1e-4, 1e-5, 0.0001, 9.9999e-5, 0.00010001, 1e15, 1e16, 1e22, 1e23, 0x1p53,
        0x1p53 - 1, -0x1p53, 123_456_789_012_345.6, 0.1 + 0.2, .leastNonzeroMagnitude,
        .greatestFiniteMagnitude, 1e-22, 1e-23, 999_999_999_999_999, 0.999_999_999_999_999,
        999_999_999_999.999, 0.000_123_456_789_012_345, 4_503_599_627_370_497.5,
    ])
    func `the edges have the text of the standard library`(_ value: Double) {
        for guess in 0...22 {
            #expect(Self.text(value, guess: guess).text == Self.plain(value))
            #expect(Self.text(-value, guess: guess).text == Self.plain(-value))
        }
    }

    @Test(arguments: [(48801.3, 1), (48801, 0), (0.05, 2), (2.052e-07, 10), (12.34, 2)])
    func `it tells how many decimals there were`(_ value: Double, _ places: Int) {
        for guess in 0...22 { #expect(Self.text(value, guess: guess).places == places) }
    }
}
