/// Numbers as text: decimal, exact to the bit both ways.
enum DecimalText {
    /// Powers of ten that are doubles exactly.
    private static let tens: [Double] = (0..<22).reduce(into: [1]) { powers, _ in
        powers.append((powers.last ?? 1) * 10)
    }

    /// Reads digits, with a sign, a fraction and an exponent where there are: `-12.5e-3`.
    ///
    /// Nothing else: no blanks, no `nan`, no hexadecimal digits.
    /// - Returns: the nearest double, infinite beyond them; `nil` for what is no number.
    ///   Cost: about 20 ns with up to 15 digits.
    static func number(_ bytes: ArraySlice<UInt8>) -> Double? {
        var rest = bytes
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest = rest.dropFirst() }
        var whole: UInt64 = 0
        var digits = take(&rest, into: &whole)
        guard digits > 0 else { return nil }
        var decimals = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            decimals = take(&rest, into: &whole)
            guard decimals > 0 else { return nil }
            digits += decimals
        }
        // Both the whole number and the power of ten are doubles exactly: one rounding.
        if rest.isEmpty, digits <= 15, decimals < tens.count {
            let amount = Double(whole) / tens[decimals]
            return isNegative ? -amount : amount
        }
        guard hasExponent(rest) else { return nil }
        return Double(String(decoding: bytes, as: UTF8.self))
    }

    /// Whether this is nothing, or an exponent.
    private static func hasExponent(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let letter = bytes.first else { return true }
        guard letter | 0x20 == UInt8(ascii: "e") else { return false }
        var rest = bytes.dropFirst()
        if let sign = rest.first, [0x2B, 0x2D].contains(sign) { rest = rest.dropFirst() }
        var ignored: UInt64 = 0
        return take(&rest, into: &ignored) > 0 && rest.isEmpty
    }

    /// - Returns: how many digits there were; past 19 of them `whole` is meaningless.
    private static func take(_ bytes: inout ArraySlice<UInt8>, into whole: inout UInt64) -> Int {
        let start = bytes.startIndex
        var position = start
        while position < bytes.endIndex, case let digit = bytes[position] &- 0x30, digit < 10 {
            whole = whole &* 10 &+ UInt64(digit)
            position += 1
        }
        bytes = bytes[position...]
        return position - start
    }

    /// Appends the shortest text that reads back to the same bits, whole numbers without a fraction.
    ///
    /// `amount`: finite.
    static func append(_ amount: Double, to bytes: inout [UInt8]) {
        // Up to here every whole number is its own shortest text.
        if amount.magnitude < 0x1p53, let whole = Int(exactly: amount), amount.sign == .plus {
            return append(whole, to: &bytes)
        }
        bytes.append(contentsOf: amount.description.utf8)
        if bytes.suffix(2).elementsEqual(".0".utf8) { bytes.removeLast(2) }
    }

    static func append(_ number: Int, to bytes: inout [UInt8]) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = number.magnitude
        repeat {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }
}
