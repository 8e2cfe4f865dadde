/// The exponential and rounding from additions and multiplications alone.
///
/// IEEE 754 fixes these to the bit, but not a C library's `exp`, with which one seed would give
/// other prices on another machine.
enum PortableMath {
    /// The number 1.5 × 2^52: a double this large has no places after the point, so adding it rounds.
    private static let rounder = 0x1.8p52

    /// Rounds to the nearest whole number, halves to even; for |value| < 2^51.
    @inline(__always)
    static func rounded(_ value: Double) -> Double { (value + rounder) - rounder }

    /// The exponential: e to the power of `value`, for |value| < 700, with a relative error below 1e-10.
    ///
    /// 2^n times the Taylor series of the rest, which is within ±0.35.
    @inline(__always)
    static func exp(_ value: Double) -> Double {
        let power = rounded(value * 1.442_695_040_888_963_4)
        let rest = value - power * 0.693_147_180_559_945_3
        var sum = 1 + rest * (1.0 / 9)
        sum = 1 + rest * sum * (1.0 / 8)
        sum = 1 + rest * sum * (1.0 / 7)
        sum = 1 + rest * sum * (1.0 / 6)
        sum = 1 + rest * sum * (1.0 / 5)
        sum = 1 + rest * sum * (1.0 / 4)
        sum = 1 + rest * sum * (1.0 / 3)
        sum = 1 + rest * sum * (1.0 / 2)
        sum = 1 + rest * sum
        let scale = Double(bitPattern: UInt64(truncatingIfNeeded: Int64(power) &+ 1023) << 52)
        return sum * scale
    }

    /// The place of the first digit of a positive number: 0 for 1 to 9.99, -2 for 0.012.
    static func magnitude(of amount: Double) -> Int {
        var (amount, place) = (amount, 0)
        while amount >= 10 { (amount, place) = (amount / 10, place + 1) }
        while amount < 1 { (amount, place) = (amount * 10, place - 1) }
        return place
    }
}
