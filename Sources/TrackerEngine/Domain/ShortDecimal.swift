/// A double as the one decimal of at most 15 digits that reads back to it.
///
/// Two decimals of 15 digits or fewer are never the same double, so there is at most one, and where
/// there is one no text is shorter: it has the digits of `Double.description`, for a tenth of the
/// time. Almost every price is one.
struct ShortDecimal {
    /// Its digits as a whole number, from 1 to below 10^15, the last one behind the point no zero.
    let digits: UInt64
    /// How many of them stand behind the point: 0 to 22.
    let places: Int

    /// Up to 10^22 powers of ten are doubles.
    static let powers: InlineArray<23, Double> = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// `nil` where there is none, and for 0 and what is below it.
    ///
    /// `guess`: how many places it may have, at most 22; a good one saves the search.
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

    /// Goes through all places.
    ///
    /// Cost: about 3 ns each.
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
