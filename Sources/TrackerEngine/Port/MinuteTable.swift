/// Writes `{"1630167960":48801.3,"1630168020":48801}`: prices by the Unix seconds of their minutes.
///
/// Made for the 1,440 of a day: a key is the one before it with a few digits raised, and a price
/// that stays the same is copied.
@safe struct MinuteTable {
    /// Bytes that a minute takes at the most; the braces take two more.
    ///
    /// A comma, a key of 20 digits in quotes, a colon, a number.
    static let widest = 24 + NumberText.longest

    private let start: UnsafeMutablePointer<UInt8>
    /// Written so far, in bytes.
    private(set) var count = 0
    private var key = KeyText()
    /// The price written last, where it was written first, and its decimals.
    private var price = (amount: Double.nan, place: 0, count: 0)
    private var places = 0

    /// `start`: where there is room for it all, for as long as this lives.
    init(at start: UnsafeMutablePointer<UInt8>) { unsafe self.start = start }

    /// The next minute that has a price; `amount` is finite.
    @inline(__always)
    mutating func add(_ minute: Minute, _ amount: Double) {
        let isFirst = count == 0
        count += unsafe key.write(minute.unixSeconds, at: start + count)
        if isFirst { unsafe start[0] = UInt8(ascii: "{") }
        // 0 and -0 are equal and are written differently.
        if amount == price.amount, amount != 0 {
            // All that one can take, and not as many bytes as it has: that is one move. From where
            // it was written first: bytes written a moment ago are waited for.
            let text = unsafe UnsafeRawPointer(start + price.place)
                .loadUnaligned(as: SIMD32<UInt8>.self)
            unsafe UnsafeMutableRawPointer(start + count)
                .storeBytes(of: text, as: SIMD32<UInt8>.self)
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
