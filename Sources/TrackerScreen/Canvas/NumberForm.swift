/// A way to write a number, so that several of them look alike.
///
/// Signs are left to the caller: the texts are those of magnitudes.
enum NumberForm: Hashable, Sendable {
    /// So many digits behind the point, a comma between thousands: `12,345.60`.
    case decimals(Int)
    /// No decimals and no commas: `12345678901`.
    case ungrouped
    /// So many digits and a letter for the power of thousand, as in `12.35G`; an exponent where
    /// there is no letter.
    case short(Int)
    /// One digit before the point, so many in all: `1.234e-8`.
    case exponent(Int)

    /// The digits of a number that has to be cut.
    static let fewDigits = 4

    func text(_ number: DecimalDigits) -> String {
        switch self {
        case .decimals(let decimals):
            number.rounded(decimals: decimals).text(decimals: decimals, grouping: true)
        case .ungrouped: number.rounded(decimals: 0).text()
        case .short(let digits): Self.short(number, digits)
        case .exponent(let digits): Self.exponent(number, digits)
        }
    }

    /// The forms that take fewer columns than this one, widest first.
    static func narrower(than form: NumberForm) -> [NumberForm] {
        let shorter = [4, 3, 2, 1].map { NumberForm.short($0) }
        return switch form {
        case .decimals(let decimals):
            (0..<max(0, decimals)).reversed().map { .decimals($0) } + [.ungrouped] + shorter
        case .ungrouped: shorter
        case .short(let digits): (1..<max(1, digits)).reversed().map { .short($0) }
        case .exponent(let digits): (1..<max(1, digits)).reversed().map { .exponent($0) }
        }
    }

    /// Thousands and more, by the power of thousand.
    private static let letters = ["k", "M", "G", "T", "P"]

    private static func short(_ number: DecimalDigits, _ digits: Int) -> String {
        let rounded = number.rounded(significant: digits)
        let thousands = (rounded.exponent - 1) / 3
        if (-1...3).contains(rounded.exponent) || rounded.isZero {
            return rounded.text(decimals: max(0, digits - max(rounded.exponent, 1)))
        }
        guard rounded.exponent > 3, letters.indices.contains(thousands - 1) else {
            return exponent(number, digits)
        }
        let shifted = rounded.shifted(by: -thousands * 3)
        return shifted.text(decimals: max(0, digits - shifted.exponent)) + letters[thousands - 1]
    }

    private static func exponent(_ number: DecimalDigits, _ digits: Int) -> String {
        let rounded = number.rounded(significant: digits)
        if rounded.isZero { return "0" }
        let power = rounded.exponent - 1
        return "\(rounded.shifted(by: -power).text(decimals: max(0, digits - 1)))e\(power)"
    }
}
