import TrackerEngine

/// A finite number as decimal digits, from the shortest text that reads back as the same double.
///
/// The value is `0.d1d2d3… × 10^exponent`. Rounding works on the digits, so that what is rounded is
/// the number that a person sees and not the binary fraction behind it.
///
///     DecimalDigits(0.125).rounded(decimals: 2).text()     // 0.13
struct DecimalDigits: Hashable, Sendable {
    private(set) var isNegative: Bool
    /// The digits as a whole number without zeros at the end; 0 for zero.
    private var whole: UInt64
    /// The number of digits; none for zero.
    private(set) var count: Int
    private(set) var exponent: Int

    init(_ value: Double) {
        let decimal = ShortDecimal(shortest: value.magnitude)
        isNegative = value < 0
        whole = decimal.digits
        count = whole == 0 ? 0 : "\(whole)".utf8.count
        exponent = count - decimal.places
        trim()
    }

    private mutating func trim() {
        while whole > 0, whole.isMultiple(of: 10) {
            whole /= 10
            count -= 1
        }
        if whole == 0 { (count, exponent) = (0, 0) }
    }

    var isZero: Bool { whole == 0 }

    /// The number without its sign.
    var magnitude: DecimalDigits {
        var copy = self
        copy.isNegative = false
        return copy
    }

    /// The number of digits behind the point if all are written.
    var decimals: Int { max(0, count - exponent) }

    /// Rounds to a number of digits from the first on, halves away from zero.
    func rounded(significant wanted: Int) -> DecimalDigits {
        var copy = self
        guard wanted < count, !isZero else { return copy }
        copy.count = max(0, wanted)
        let last = Self.power(count - copy.count - 1)
        copy.whole = whole / last / 10
        if wanted >= 0, whole / last % 10 >= 5 {
            copy.whole += 1
            // 999 has become 1000.
            if copy.whole == Self.power(copy.count) {
                copy.count += 1
                copy.exponent += 1
            }
        }
        copy.trim()
        return copy
    }

    private static func power(_ exponent: Int) -> UInt64 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }

    /// Rounds to a number of digits behind the point, halves away from zero.
    func rounded(decimals wanted: Int) -> DecimalDigits { rounded(significant: exponent + wanted) }

    /// Multiplies by a power of ten.
    func shifted(by power: Int) -> DecimalDigits {
        var copy = self
        if !isZero { copy.exponent += power }
        return copy
    }

    /// Writes the number without an exponent and a sign, with at least `wanted` digits behind the
    /// point.
    func text(decimals wanted: Int = 0, grouping: Bool = false) -> String {
        let digits = isZero ? [] : Array("\(whole)")
        var whole = ""
        for place in 0..<max(1, exponent) {
            let left = max(1, exponent) - place
            if grouping, place > 0, left.isMultiple(of: 3) { whole += "," }
            whole.append(exponent > 0 && place < digits.count ? digits[place] : "0")
        }
        let count = max(wanted, decimals)
        guard count > 0 else { return whole }
        let fraction = (exponent..<exponent + count).map { place in
            digits.indices.contains(place) ? digits[place] : "0"
        }
        return whole + "." + String(fraction)
    }
}
