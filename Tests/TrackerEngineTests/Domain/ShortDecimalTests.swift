import TestSupport
import Testing

@testable import TrackerEngine

struct ShortDecimalTests {
    /// Numbers of every length and size, short decimals and what is none.
    static func values(_ count: Int, seed: UInt64) -> [Double] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).flatMap { _ in
            let digits = Double(random.next() >> UInt64.random(in: 11..<64, using: &random))
            let power = (0..<random.next() % 26).reduce(1.0) { power, _ in power * 10 }
            let price = digits / power
            return [
                price, price.nextUp, digits * power, Double(bitPattern: random.next()).magnitude,
            ].filter(\.isFinite)
        }
    }

    private func text(_ decimal: ShortDecimal) -> String {
        "\(decimal.digits)e\(-decimal.places)"
    }

    @Test(arguments: UInt64(1)...100)
    func `any number comes back to the bit, with the digits of its shortest text`(seed: UInt64) {
        for value in Self.values(50, seed: seed) {
            let decimal = ShortDecimal(shortest: value)
            #expect(Double(text(decimal)) == value)
            let digits = value.description.prefix { $0 != "e" }.filter(\.isNumber)
            let expected = digits.drop { $0 == "0" }.reversed().drop { $0 == "0" }.reversed()
            let found = "\(decimal.digits)".reversed().drop { $0 == "0" }.reversed()
            #expect(String(found) == String(expected), "\(value)")
        }
    }

    @Test(arguments: UInt64(1)...50)
    func `a guess changes the time and not the decimal`(seed: UInt64) {
        for value in Self.values(20, seed: seed) {
            let decimal = ShortDecimal(value, guess: 0)
            for guess in 1...22 { #expect(ShortDecimal(value, guess: guess) == decimal) }
            if let decimal { #expect(decimal.value == value) }
        }
    }

    @Test(arguments: UInt64(1)...50)
    func `a stored decimal has the fewest places that give the price back`(seed: UInt64) {
        for value in Self.values(50, seed: seed) {
            var guess = 0
            let stored = ShortDecimal(stored: value, guess: &guess)
            let fewest = (0...ShortDecimal.mostStoredPlaces).first {
                ShortDecimal.whole(of: value, places: $0) != nil
            }
            #expect(stored?.places == fewest)
            if let stored { #expect(stored.value.bitPattern == value.bitPattern) }
        }
    }

    @Test(
        arguments: [
            (0, 0, 0), (1, 1, 0), (10, 10, 0), (0.1, 1, 1), (48801.3, 488_013, 1), (1e15, 1, -15),
            (1e16, 1, -16), (1e-22, 1, 22), (1e-23, 1, 23), (.leastNonzeroMagnitude, 5, 324),
            (0.1 + 0.2, 30_000_000_000_000_004, 17), (1e22, 1, -22), (123e20, 123, -20),
        ] as [(Double, UInt64, Int)])
    func `the edges`(value: Double, digits: UInt64, places: Int) {
        var decimal = ShortDecimal(shortest: value)
        // Zeros before the point may be among the digits or not.
        while decimal.places <= 0, decimal.digits % 10 == 0, decimal.digits > 0 {
            decimal = ShortDecimal(digits: decimal.digits / 10, places: decimal.places - 1)
        }
        var expected = ShortDecimal(digits: digits, places: places)
        while expected.places <= 0, expected.digits % 10 == 0, expected.digits > 0 {
            expected = ShortDecimal(digits: expected.digits / 10, places: expected.places - 1)
        }
        #expect(decimal == expected)
    }
}
