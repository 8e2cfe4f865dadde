/// Reads decimal numbers, exact to the bit; `NumberText` writes them.
enum DecimalText {
    /// Reads digits, which may have a sign, a fraction and an exponent: `-12.5e-3`.
    ///
    /// Nothing else is a number: no blanks, no `nan`, no hexadecimal digits.
    /// - Returns: the nearest double, infinite beyond them; `nil` for what is no number.
    ///   Cost: about 20 ns with up to 15 digits.
    static func number(_ bytes: ArraySlice<UInt8>) -> Double? {
        var rest = bytes
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest = rest.dropFirst() }
        var whole: UInt64 = 0
        var digits = readDigits(&rest, into: &whole)
        var decimals = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            decimals = readDigits(&rest, into: &whole)
            digits += decimals
        }
        guard digits > 0 else { return nil }
        // Both the whole number and the power of ten are doubles exactly: one rounding.
        if rest.isEmpty, digits <= 15, decimals <= 22 {
            let amount = Double(whole) / ShortDecimal.powers[decimals]
            return isNegative ? -amount : amount
        }
        guard hasExponent(rest) else { return nil }
        return Double(String(decoding: bytes, as: UTF8.self))
    }

    /// Whether a number, which may be too small for a double, has a digit other than 0 before its
    /// exponent.
    static func isAboveZero(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.prefix { $0 | 0x20 != UInt8(ascii: "e") }.contains { (0x31...0x39).contains($0) }
    }

    /// Whether this is nothing, or an exponent.
    private static func hasExponent(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let letter = bytes.first else { return true }
        guard letter | 0x20 == UInt8(ascii: "e") else { return false }
        var rest = bytes.dropFirst()
        if let sign = rest.first, [0x2B, 0x2D].contains(sign) { rest = rest.dropFirst() }
        var ignored: UInt64 = 0
        return readDigits(&rest, into: &ignored) > 0 && rest.isEmpty
    }

    /// Reads digits at the beginning of some bytes, and appends them to `whole`.
    ///
    /// - Returns: the number of digits; past 19 of them `whole` is meaningless.
    private static func readDigits(_ bytes: inout ArraySlice<UInt8>, into whole: inout UInt64)
        -> Int
    {
        let start = bytes.startIndex
        var position = start
        while position < bytes.endIndex, case let digit = bytes[position] &- 0x30, digit < 10 {
            whole = whole &* 10 &+ UInt64(digit)
            position += 1
        }
        bytes = bytes[position...]
        return position - start
    }
}
