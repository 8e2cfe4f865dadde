/// A number as the shortest decimal that reads back to the same double: `digits × 10^-places`.
///
/// 48801.3 has the digits 488013 and one place. Almost every price has at most 15 digits. Two such
/// decimals are never the same double, so there is at most one, and no text is shorter: it has the
/// digits of `Double.description`, for a tenth of the time.
package struct ShortDecimal: Hashable, Sendable {
    /// All digits as a whole number, below 10^17.
    package let digits: UInt64
    /// The number of digits behind the point; negative if zeros follow the digits before it.
    package let places: Int

    init(digits: UInt64, places: Int) {
        self.digits = digits
        self.places = places
    }

    /// The powers of ten that are doubles exactly: 10^0 to 10^22.
    static let powers: InlineArray<23, Double> = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// The double that the decimal reads back to; only for `digits` below 2^53 and 0 to 22 places.
    var value: Double { Double(digits) / Self.powers[places] }
}

// MARK: - Of at most 15 digits

extension ShortDecimal {
    /// The decimal of 1 to 15 digits and 0 to 22 places, without a zero at the end of the places.
    ///
    /// `nil` if there is none, and for 0 and numbers below it. `guess` is the number of places that
    /// it may have, at most 22; a good one saves the search. Cost: about 2 ns, with the search 3 ns
    /// for each place.
    @inline(__always)
    init?(_ value: Double, guess: Int) {
        var places = guess
        guard var digits = Self.digits(of: value, places) ?? Self.search(value, &places) else {
            return nil
        }
        while places > 0, digits % 10 == 0 {
            digits /= 10
            places -= 1
        }
        self.digits = digits
        self.places = places
    }

    /// Tries all numbers of places, from none on.
    @inline(never)
    private static func search(_ value: Double, _ places: inout Int) -> UInt64? {
        places = 0
        while places < 22, value * powers[places] < 1e15 {
            if let digits = digits(of: value, places) { return digits }
            places += 1
        }
        return digits(of: value, places)
    }

    /// The whole number that is the value with the point moved, if it reads back.
    ///
    /// Both operands of the division are exact, and it is rounded correctly: the quotient is the
    /// double that the text is read as.
    @inline(__always)
    private static func digits(of value: Double, _ places: Int) -> UInt64? {
        let scaled = value * powers[places]
        guard scaled >= 0.5, scaled < 1e15 else { return nil }
        // From 2^52 to 2^53 doubles are the whole numbers: the sum is rounded to one, and its bits
        // count up with it. There is no instruction for that on every x86-64.
        let shifted = scaled + 0x1p52
        guard (shifted - 0x1p52) / powers[places] == value else { return nil }
        return shifted.bitPattern &- (0x1p52).bitPattern
    }
}

// MARK: - Of any number

extension ShortDecimal {
    /// The shortest decimal of any finite number from 0 on; 0 has the digits 0.
    ///
    /// Cost: as above for up to 15 digits, about 150 ns for any other.
    package init(shortest value: Double) {
        self = ShortDecimal(value, guess: 0) ?? ShortDecimal(reading: value.description)
    }

    /// Reads what the standard library writes: `0.1`, `1e-05`, `1.7976931348623157e+308`.
    private init(reading text: String) {
        var digits: UInt64 = 0
        var places = 0
        var isFraction = false
        let parts = text.utf8.split(separator: UInt8(ascii: "e"), maxSplits: 1)
        for byte in parts[0] {
            guard byte != UInt8(ascii: ".") else {
                isFraction = true
                continue
            }
            digits = digits * 10 + UInt64(byte & 0x0F)
            if isFraction { places += 1 }
        }
        if parts.count == 2 { places -= Int(Substring(parts[1])) ?? 0 }
        while places > 0, digits % 10 == 0 {
            digits /= 10
            places -= 1
        }
        self.init(digits: digits, places: places)
    }
}
