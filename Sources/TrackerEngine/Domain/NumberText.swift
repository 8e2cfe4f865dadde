/// Numbers as text that reads back to the same bits: for JSON and CSV.
///
/// A whole number has no fraction: 48801, 0.5, 5e-05, 1e+16, -0.
enum NumberText {
    /// The greatest number of bytes of a text: `write` needs so much room.
    static let longest = 32

    /// Appends the shortest text of a finite number; `places` as in `write`.
    static func append(_ value: Double, to bytes: inout [UInt8], places: inout Int) {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { text in
            guard let start = text.baseAddress else { return }
            let count = unsafe write(value, at: start, places: &places)
            unsafe bytes.append(contentsOf: text[..<count])
        }
    }

    /// Appends a whole number.
    static func append(_ number: Int, to bytes: inout [UInt8]) {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { text in
            guard let start = text.baseAddress else { return }
            let count = unsafe write(Int64(number), at: start)
            unsafe bytes.append(contentsOf: text[..<count])
        }
    }

    /// Writes the shortest text of a finite number.
    ///
    /// `places` is the number of decimals that the number most likely has, 0 to 22, and afterwards
    /// the one that it has; a good guess saves the search.
    /// - Returns: the number of bytes. Cost: about 15 ns for a decimal of up to 15 digits, ten times
    ///   that for any other.
    @inline(__always)
    static func write(
        _ value: Double, at start: UnsafeMutablePointer<UInt8>, places: inout Int
    ) -> Int {
        if let decimal = ShortDecimal(value, guess: places) {
            places = decimal.places
            return value < 1e-4
                ? unsafe writeSmall(decimal, at: start)
                : unsafe write(decimal, of: value, at: start)
        }
        // Up to here every whole number is its own shortest text; -0 is not among them.
        if value.magnitude < 0x1p53, let whole = Int64(exactly: value),
            whole != 0 || value.sign == .plus
        {
            return unsafe write(whole, at: start)
        }
        return unsafe writeDescription(value, at: start)
    }

    @inline(never)
    private static func writeDescription(
        _ value: Double, at start: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var count = 0
        for byte in value.description.utf8 {
            unsafe start[count] = byte
            count += 1
        }
        let isWhole = unsafe count > 2 && start[count - 2] == point && start[count - 1] == zero
        return isWhole ? count - 2 : count
    }

    /// Writes a whole number.
    @inline(__always)
    static func write(_ number: Int64, at start: UnsafeMutablePointer<UInt8>) -> Int {
        let sign = number < 0 ? 1 : 0
        unsafe start[0] = UInt8(ascii: "-")
        let count = count(number.magnitude)
        unsafe write(number.magnitude, count, at: start + sign)
        return sign + count
    }

    /// Writes a decimal without an exponent: 48801.3, 0.05, 7.
    @inline(__always)
    private static func write(
        _ decimal: ShortDecimal, of value: Double, at start: UnsafeMutablePointer<UInt8>
    ) -> Int {
        // A double next to a decimal that is no whole number is on the same side of all of these.
        let whole = UInt64(value)
        let count = count(whole)
        unsafe write(whole, count, at: start)
        guard decimal.places > 0 else { return count }
        // With a whole part there are at most 14 places.
        let over = whole == 0 ? 0 : whole &* UInt64(ShortDecimal.powers[decimal.places])
        unsafe start[count] = point
        unsafe write(decimal.digits &- over, decimal.places, at: start + count + 1)
        return count + 1 + decimal.places
    }

    /// Writes a decimal with an exponent: 5e-05, 2.052e-07.
    private static func writeSmall(
        _ decimal: ShortDecimal, at start: UnsafeMutablePointer<UInt8>
    ) -> Int {
        let digits = count(decimal.digits)
        unsafe write(decimal.digits, digits, at: start + 1)
        unsafe start[0] = start[1]
        unsafe start[1] = point
        var count = digits == 1 ? 1 : digits + 1
        let exponent = decimal.places - digits + 1
        unsafe start[count] = UInt8(ascii: "e")
        unsafe start[count + 1] = UInt8(ascii: "-")
        unsafe start[count + 2] = zero + UInt8(exponent / 10)
        unsafe start[count + 3] = zero + UInt8(exponent % 10)
        count += 4
        return count
    }

    /// The number of digits of a number, at least one.
    @inline(__always)
    private static func count(_ number: UInt64) -> Int {
        var count = 1
        var rest = number
        while rest >= 10_000 {
            rest /= 10_000
            count += 4
        }
        return count + (rest >= 10 ? 1 : 0) + (rest >= 100 ? 1 : 0) + (rest >= 1000 ? 1 : 0)
    }

    /// Writes the last `count` digits, two at a time, with zeros in front.
    @inline(__always)
    private static func write(
        _ number: UInt64, _ count: Int, at start: UnsafeMutablePointer<UInt8>
    ) {
        var rest = number
        var place = count
        while place >= 2 {
            let pair = UInt32(truncatingIfNeeded: rest % 100)
            rest /= 100
            place -= 2
            let tens = pair / 10
            unsafe start[place] = zero &+ UInt8(truncatingIfNeeded: tens)
            unsafe start[place + 1] = zero &+ UInt8(truncatingIfNeeded: pair &- tens &* 10)
        }
        if place == 1 { unsafe start[0] = zero &+ UInt8(truncatingIfNeeded: rest) }
    }

    private static let zero = UInt8(ascii: "0")
    private static let point = UInt8(ascii: ".")
}
