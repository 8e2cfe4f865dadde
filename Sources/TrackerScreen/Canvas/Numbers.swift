/// Numbers as the screen shows them: no locale, a point, a comma between thousands.
///
/// What is not finite shows as `–`. Halves are rounded away from zero.
package enum Numbers {
    static let missing = "–"
    /// The sign of what falls, as wide as the plus; `-` where there is nothing but ASCII.
    static let minus = "−"

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

    /// A change in at most `room` columns, in as many digits as its size deserves.
    ///
    /// `+1.23%`, from 100 % on no decimals, `+123%`, and from 1,000 % on what the price has been
    /// multiplied by: `×12.4`, `×1.23k`. The minus is `minus`. From 7 columns on each change has a
    /// text.
    static func percent(_ share: Double, room: Int) -> String {
        guard share.isFinite else { return missing }
        let percent = DecimalDigits(share).shifted(by: 2)
        let rounded = percent.rounded(decimals: 2)
        guard !rounded.isZero else { return "0.00%" }
        // Three digits before the point: 100 or more.
        let decimals = rounded.exponent > 2 ? 0 : 2
        if !percent.isNegative, percent.rounded(decimals: decimals).exponent > 3 {
            return multiple(share + 1, room: room)
        }
        let sign = percent.isNegative ? minus : "+"
        return sign + perCent(percent.magnitude, decimals: decimals, room: room - 1)
    }

    private static func multiple(_ ratio: Double, room: Int) -> String {
        let number = DecimalDigits(ratio)
        let texts = [3, 2].lazy.map { NumberForm.short($0).text(number) }
        return "×" + (texts.first { $0.utf8.count < room } ?? NumberForm.short(1).text(number))
    }

    /// A share that has no sign, as per cent: `4.60%`, `12345%`.
    static func unsignedPercent(_ share: Double, decimals: Int = 2, room: Int = .max) -> String {
        guard share.isFinite else { return missing }
        let percent = DecimalDigits(share).shifted(by: 2).magnitude
        return perCent(percent, decimals: decimals, room: room)
    }

    private static func perCent(_ percent: DecimalDigits, decimals: Int, room: Int) -> String {
        let forms =
            [.decimals(decimals)] + NumberForm.narrower(than: .decimals(decimals))
        let fitting = forms.first { $0.text(percent).utf8.count < room }
        return (fitting ?? .short(1)).text(percent) + "%"
    }

    /// A distance in basis points with its sign, in at most 7 columns: `+9.4`, `+1,234`, `+123k`.
    ///
    /// 0 and what rounds to it has no sign: `0.0`. The minus is `minus`.
    static func bp(_ points: Double) -> String {
        guard points.isFinite else { return missing }
        let size = points.magnitude
        guard size >= 0.05 else { return "0.0" }
        let text =
            size < 99_999.5
            ? fixed(size, decimals: size < 999.95 ? 1 : 0) : compact(size)
        return (points < 0 ? minus : "+") + text
    }

    /// A variance, in the same form wherever it is shown: four digits, `0.00002349`, `1,219`.
    ///
    /// Below a millionth and from ten million on it has an exponent: `1.219e-12`, `1.854e11`. At
    /// most 11 columns.
    static func variance(_ value: Double) -> String {
        guard value.isFinite else { return missing }
        let number = DecimalDigits(value).rounded(significant: 4)
        let isPlain = number.isZero || (-5...7).contains(number.exponent)
        return isPlain ? price(value, significant: 4) : scientific(value, significant: 4)
    }

    /// A count in at most four columns and a sign: `999`, `1.2k`, `12k`, `3.4M`.
    static func compact(_ count: Int) -> String { compact(count, billions: "G") }

    private static func compact(_ count: Int, billions: String) -> String {
        let units = [
            (1_000_000_000_000, "T"), (1_000_000_000, billions), (1_000_000, "M"), (1000, "k"),
        ]
        let sign = count < 0 ? "-" : ""
        let amount = count.magnitude
        for (unit, letter) in units where amount >= UInt(unit) {
            let tenths = amount / UInt(unit / 10)
            return tenths < 100
                ? "\(sign)\(tenths / 10).\(tenths % 10)\(letter)" : "\(sign)\(tenths / 10)\(letter)"
        }
        return "\(sign)\(amount)"
    }

    /// An amount of money in the same few columns, without its decimals, billions with a B:
    /// `9.1B`.
    ///
    /// Beyond 999 T it is missing.
    static func compact(_ amount: Double) -> String {
        guard amount.isFinite, amount.magnitude < 1e15 else { return missing }
        return compact(Int(amount.rounded()), billions: "B")
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

    /// A place in words: `1st`, `2nd`, `1,013th`.
    package static func ordinal(_ place: Int) -> String {
        let isTeen = (11...13).contains(place % 100)
        let ending = isTeen ? "th" : [1: "st", 2: "nd", 3: "rd"][place % 10] ?? "th"
        return count(place) + ending
    }

    /// A number with an exponent, one digit before the point and the others after it.
    private static func scientific(_ value: Double, significant: Int = 3) -> String {
        let number = DecimalDigits(value)
        return signed(number, NumberForm.exponent(significant).text(number.magnitude))
    }

    private static func signed(_ number: DecimalDigits, _ text: String) -> String {
        number.isNegative && !number.isZero ? "-" + text : text
    }
}
