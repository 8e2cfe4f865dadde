/// A finite number as decimal digits, from the shortest text that reads back as the same double.
///
/// The value is `0.d1d2d3… × 10^exponent`; no digits stand for zero. What is rounded here is the
/// number that a person sees, not the binary fraction behind it.
struct DecimalDigits: Hashable, Sendable {
    private(set) var isNegative: Bool
    /// 0...9 each, without zeros at either end.
    private(set) var digits: [UInt8]
    private(set) var exponent: Int

    /// - Parameter value: a finite number.
    init(_ value: Double) {
        isNegative = value < 0
        digits = []
        exponent = 0
        var isFraction = false
        var power = 0
        let text = Array(value.magnitude.description.utf8)
        let mark = text.firstIndex(of: UInt8(ascii: "e")) ?? text.endIndex
        for byte in text[..<mark] {
            guard byte != UInt8(ascii: ".") else {
                isFraction = true
                continue
            }
            guard (0x30...0x39).contains(byte) else { continue }
            digits.append(byte - 0x30)
            if !isFraction { exponent += 1 }
        }
        if mark < text.endIndex {
            power = Int(String(decoding: text[(mark + 1)...], as: UTF8.self)) ?? 0
        }
        exponent += power
        trim()
    }

    private mutating func trim() {
        while digits.last == 0 { digits.removeLast() }
        let leading = digits.prefix { $0 == 0 }.count
        digits.removeFirst(leading)
        exponent = digits.isEmpty ? 0 : exponent - leading
    }

    /// How many digits follow the point when all are written.
    var decimals: Int { max(0, digits.count - exponent) }

    /// Rounded to so many digits from the first on, halves away from zero.
    func rounded(significant count: Int) -> DecimalDigits {
        var copy = self
        guard count < digits.count else { return copy }
        let isUp = count >= 0 && digits[count] >= 5
        copy.digits.removeLast(digits.count - max(0, count))
        if isUp { copy.increment() }
        copy.trim()
        return copy
    }

    /// Rounded to so many digits after the point, halves away from zero.
    func rounded(decimals count: Int) -> DecimalDigits { rounded(significant: exponent + count) }

    /// Times a power of ten.
    func shifted(by power: Int) -> DecimalDigits {
        var copy = self
        if !digits.isEmpty { copy.exponent += power }
        return copy
    }

    /// Adds one to the last digit that is left.
    private mutating func increment() {
        for index in digits.indices.reversed() {
            guard digits[index] == 9 else {
                digits[index] += 1
                return
            }
            digits[index] = 0
        }
        digits.insert(1, at: 0)
        exponent += 1
    }

    /// Without an exponent, with so many digits after the point at least, no sign.
    func text(decimals wanted: Int = 0, grouping: Bool = false) -> String {
        var whole = ""
        for place in 0..<max(1, exponent) {
            let left = max(1, exponent) - place
            if grouping, place > 0, left.isMultiple(of: 3) { whole += "," }
            whole += exponent > 0 && place < digits.count ? "\(digits[place])" : "0"
        }
        let count = max(wanted, decimals)
        guard count > 0 else { return whole }
        let fraction = (0..<count).map { place in
            let index = exponent + place
            return digits.indices.contains(index) ? "\(digits[index])" : "0"
        }
        return whole + "." + fraction.joined()
    }
}
