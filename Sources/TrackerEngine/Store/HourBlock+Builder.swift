extension HourBlock {
    /// Takes the chunks of an hour as they come, and puts them in the order of their slots.
    ///
    /// In one buffer: an array for each of half a million chunks would leave the memory in crumbs
    /// that nobody else can use.
    struct Builder {
        private let hour: Int
        private var bytes: [UInt8] = []
        /// By slot: where its chunk is in `bytes`; empty for none.
        private var ranges: [Range<UInt32>]

        init(hour: Int, slots: Int) {
            self.hour = hour
            ranges = Array(repeating: 0..<0, count: slots)
        }

        /// Takes the chunk of a slot; a later one takes its place.
        mutating func set(_ chunk: [UInt8], of slot: Int) {
            let start = UInt32(bytes.count)
            bytes.append(contentsOf: chunk)
            ranges[slot] = start..<UInt32(bytes.count)
        }

        var block: HourBlock {
            var all: [UInt8] = []
            all.reserveCapacity(bytes.count + SeriesCodec.slack)
            var ends: [UInt32] = []
            ends.reserveCapacity(ranges.count)
            for range in ranges {
                all.append(contentsOf: bytes[Int(range.lowerBound)..<Int(range.upperBound)])
                ends.append(UInt32(all.count))
            }
            return HourBlock(hour: hour, packed: all, ends: ends)
        }
    }
}
