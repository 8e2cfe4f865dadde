/// The times at which an instrument has no price: once in each stretch of 2^`cycle` minutes.
struct Absence {
    let key: UInt64
    /// The base 2 logarithm of the minutes in a stretch.
    let cycle: Int
    /// The length of an absence in minutes, less than a stretch.
    let lengths: ClosedRange<Int>

    /// The parts of some minutes in which there is no price, oldest first.
    func holes(in minutes: Range<Int>) -> [Range<Int>] {
        ((minutes.lowerBound >> cycle)...((minutes.upperBound - 1) >> cycle)).compactMap {
            let hole = hole(inStretch: $0).clamped(to: minutes)
            return hole.isEmpty ? nil : hole
        }
    }

    private func hole(inStretch stretch: Int) -> Range<Int> {
        let bits = Chance.bits(key, stretch)
        let length = lengths.lowerBound + Int(bits >> 40) % lengths.count
        let room = (1 << cycle) - length
        let start = (stretch << cycle) + Int(bits & 0xFFFF_FFFF) % room
        return start..<start + length
    }
}
