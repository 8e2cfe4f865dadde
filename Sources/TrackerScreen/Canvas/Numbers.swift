/// Numbers as the screen shows them: no locale, a point, a comma between thousands.
///
/// What is not finite shows as `–`. Halves are rounded away from zero.
package enum Numbers {
    static let missing = "–"

    /// A number with every digit that it has: `41,234.5`, `0.00001234`.
    ///
    /// Numbers beyond 16 digits before the point or 18 after it have an exponent: `1.5e-21`.
    static func exact(_ value: Double) -> String {
        guard value.isFinite else { return missing }
        let number = DecimalDigits(value)
        guard number.exponent <= 16, number.decimals <= 18 else { return value.description }
        return signed(number, number.text(grouping: true))
    }

    /// A price of any size in few columns: `significant` digits, but the whole part in full.
    ///
    /// `41,234.5`, `1.2340`, `0.000012340`: the zeros at the end stay, so that a price does not
    /// change its width when its last digit becomes 0.
    static func price(_ value: Double, significant: Int = 6) -> String {
        guard value.isFinite else { return missing }
        let number = DecimalDigits(value)
        guard number.exponent <= 16, number.exponent >= -12 else { return scientific(value) }
        if number.isZero { return "0" }
        let rounded = number.rounded(decimals: max(0, significant - number.exponent))
        // Rounding may have carried: 9.9999995 has become 10.
        let decimals = max(0, significant - rounded.exponent)
        return signed(number, rounded.text(decimals: decimals, grouping: true))
    }

    /// A number with a fixed number of digits after the point.
    static func fixed(_ value: Double, decimals: Int, grouping: Bool = true) -> String {
        guard value.isFinite else { return missing }
        let rounded = DecimalDigits(value).rounded(decimals: decimals)
        guard rounded.exponent <= 16 else { return scientific(value) }
        return signed(rounded, rounded.text(decimals: decimals, grouping: grouping))
    }

    /// A share as per cent with its sign: 0.0123 is `+1.23%`, 0 and what rounds to it `0.00%`.
    static func percent(_ share: Double, decimals: Int = 2) -> String {
        // Multiplying in decimal: 0.07 × 100 is not 7 in binary.
        guard share.isFinite, share.magnitude < 1e12 else { return missing }
        let number = DecimalDigits(share).rounded(decimals: decimals + 2).shifted(by: 2)
        let sign = number.isZero ? "" : number.isNegative ? "-" : "+"
        return sign + number.text(decimals: decimals, grouping: true) + "%"
    }

    /// A count in at most four columns and a sign: `999`, `1.2k`, `12k`, `3.4M`.
    static func compact(_ count: Int) -> String {
        let units = [(1_000_000_000_000, "T"), (1_000_000_000, "G"), (1_000_000, "M"), (1000, "k")]
        let sign = count < 0 ? "-" : ""
        let amount = count.magnitude
        for (unit, letter) in units where amount >= UInt(unit) {
            let tenths = amount / UInt(unit / 10)
            return tenths < 100
                ? "\(sign)\(tenths / 10).\(tenths % 10)\(letter)" : "\(sign)\(tenths / 10)\(letter)"
        }
        return "\(sign)\(amount)"
    }

    /// A number of bytes in thousands: `0.4`, `12.3`, `1,234`.
    static func kilobytes(_ bytes: Int) -> String {
        fixed(Double(bytes) / 1000, decimals: bytes < 100_000 ? 1 : 0)
    }

    /// A count with a comma between thousands: `10,630`.
    package static func count(_ count: Int) -> String {
        let digits = Array("\(count.magnitude)")
        let grouped = digits.indices.map { place in
            let left = digits.count - place
            return (place > 0 && left.isMultiple(of: 3) ? "," : "") + String(digits[place])
        }
        return (count < 0 ? "-" : "") + grouped.joined()
    }

    /// A number with an exponent, one digit before the point and two after it.
    private static func scientific(_ value: Double) -> String {
        let number = DecimalDigits(value).rounded(significant: 3)
        let power = number.exponent - 1
        return signed(number, "\(number.shifted(by: -power).text(decimals: 2))e\(power)")
    }

    private static func signed(_ number: DecimalDigits, _ text: String) -> String {
        number.isNegative && !number.isZero ? "-" + text : text
    }
}
