/// `,"1630168020":` with the Unix seconds of one minute after the other.
struct KeyText {
    /// Of the key that `words` has; far from any minute in the beginning.
    private var seconds = Int.min
    /// A key of ten digits, 14 bytes, as it stands in memory.
    ///
    /// Kept here: read back from the text it would wait for what was just written there to arrive.
    private var words: (low: UInt64, high: UInt64) = (0, 0)

    /// Writes the key of `next`; 24 bytes have to have room.
    ///
    /// - Returns: how many it took. Cost: about 1 ns for the minute after the last one.
    @inline(__always)
    mutating func write(_ next: Int, at start: UnsafeMutablePointer<UInt8>) -> Int {
        guard next == seconds &+ 60, raise() else { return unsafe writeAnew(next, at: start) }
        seconds = next
        let place = UnsafeMutableRawPointer(start)
        unsafe place.storeBytes(of: words.low.littleEndian, as: UInt64.self)
        unsafe (place + 8).storeBytes(of: words.high.littleEndian, as: UInt64.self)
        return 14
    }

    /// Adds 60 to the last four digits, the first bytes of `words.high`; `false` where it takes more.
    @inline(__always)
    private mutating func raise() -> Bool {
        words.high &+= 6 << 16  // the tens
        guard digit(2) > UInt8(ascii: "9") else { return true }
        words.high &-= 10 << 16 &- 1 << 8
        guard digit(1) > UInt8(ascii: "9") else { return true }
        words.high &-= 10 << 8 &- 1
        return digit(0) <= UInt8(ascii: "9")
    }

    @inline(__always)
    private func digit(_ place: UInt64) -> UInt8 {
        UInt8(truncatingIfNeeded: words.high >> (place &* 8))
    }

    @inline(never)
    private mutating func writeAnew(_ next: Int, at start: UnsafeMutablePointer<UInt8>) -> Int {
        unsafe start[0] = UInt8(ascii: ",")
        unsafe start[1] = UInt8(ascii: "\"")
        let digits = unsafe NumberText.write(Int64(next), at: start + 2)
        unsafe start[digits + 2] = UInt8(ascii: "\"")
        unsafe start[digits + 3] = UInt8(ascii: ":")
        // Only those of ten digits are raised: from 2001 to 2286.
        seconds = digits == 10 && next > 0 ? next : .min
        if seconds == next {
            let place = UnsafeRawPointer(start)
            words.low = unsafe UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
            words.high = unsafe UInt64(
                littleEndian: (place + 8).loadUnaligned(as: UInt64.self))
        }
        return digits + 4
    }
}
