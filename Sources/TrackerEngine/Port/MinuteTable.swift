/// Writes `{"1630167960":48801.3,"1630168020":48801}`: prices by the Unix seconds of their minutes.
///
/// It is made for the 1,440 minutes of a day: a key is the one before it plus 60, and a price that
/// stays the same is copied. To write every key anew would take 37 µs instead of 22 for a day in
/// which all prices differ, and 18 instead of 11 for one in which they stay the same.
@safe struct MinuteTable {
    /// The most bytes that a minute takes; the braces take two more.
    ///
    /// A comma, a key of 20 digits in quotes, a colon, a number.
    static let widest = 24 + NumberText.longest

    private let start: UnsafeMutablePointer<UInt8>
    /// The number of bytes written so far.
    private(set) var count = 0
    private var key = MinuteKeyText()
    /// The price written last, where it was first written, and its length in bytes.
    private var price = (amount: Double.nan, place: 0, count: 0)
    private var places = 0

    /// Begins a table at `start`, where there is room for it all for as long as this lives.
    init(at start: UnsafeMutablePointer<UInt8>) { unsafe self.start = start }

    /// Appends the next minute that has a price; `amount` is finite.
    @inline(__always)
    mutating func add(_ minute: Minute, _ amount: Double) {
        let isFirst = count == 0
        count += unsafe key.write(minute.unixSeconds, at: start + count)
        if isFirst { unsafe start[0] = UInt8(ascii: "{") }
        // 0 and -0 are equal and are written differently.
        if amount == price.amount, amount != 0 {
            unsafe (start + count).update(from: start + price.place, count: price.count)
        } else {
            price.count = unsafe NumberText.write(amount, at: start + count, places: &places)
            price.amount = amount
            price.place = count
        }
        count += price.count
    }

    /// Closes it.
    mutating func finish() {
        if count == 0 { append(UInt8(ascii: "{")) }
        append(UInt8(ascii: "}"))
    }

    private mutating func append(_ byte: UInt8) {
        unsafe start[count] = byte
        count += 1
    }
}

/// Writes `,"1630168020":` with the Unix seconds of one minute after the other.
private struct MinuteKeyText {
    /// The seconds of ten digits: from 2001 to 2286.
    private static let kept = 1_000_000_000..<10_000_000_000
    /// The seconds of the key in `text`; far from any minute if `text` has none.
    private var seconds = Int.min
    /// The key written last.
    private var text = InlineArray<14, UInt8>(repeating: 0)

    /// Writes the key of `next` where there is room for 24 bytes.
    ///
    /// - Returns: the number of bytes. Cost: about 2 ns for the minute after the last one.
    @inline(__always)
    mutating func write(_ next: Int, at start: UnsafeMutablePointer<UInt8>) -> Int {
        guard next == seconds &+ 60, Self.kept.contains(next) else {
            return unsafe writeAnew(next, at: start)
        }
        seconds = next
        // The tens are the last digit but one, at 10; a carry goes to the left.
        var place = 10
        text[place] += 6
        while text[place] > UInt8(ascii: "9") {
            text[place] -= 10
            place -= 1
            text[place] += 1
        }
        unsafe UnsafeMutableRawPointer(start).storeBytes(of: text, as: InlineArray<14, UInt8>.self)
        return 14
    }

    @inline(never)
    private mutating func writeAnew(_ next: Int, at start: UnsafeMutablePointer<UInt8>) -> Int {
        unsafe start[0] = UInt8(ascii: ",")
        unsafe start[1] = UInt8(ascii: "\"")
        let digits = unsafe NumberText.write(Int64(next), at: start + 2)
        unsafe start[digits + 2] = UInt8(ascii: "\"")
        unsafe start[digits + 3] = UInt8(ascii: ":")
        seconds = Self.kept.contains(next) ? next : .min
        if seconds == next {
            for place in text.indices { unsafe text[place] = start[place] }
        }
        return digits + 4
    }
}
