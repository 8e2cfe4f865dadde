extension PackedChunks {
    /// Makes the chunks of an hour, slot by slot, and gives back a buffer that has no spare room.
    struct Builder {
        private var bytes: [UInt8] = []
        private var ends: [UInt32] = []

        init(slots: Int) {
            bytes.reserveCapacity(slots * 48)
            ends.reserveCapacity(slots)
        }

        /// The chunk of the next slot, empty for none.
        mutating func append(_ chunk: some Collection<UInt8>) {
            bytes.append(contentsOf: chunk)
            ends.append(UInt32(bytes.count))
        }

        /// Packs the hour of the next slot: 60 elements, NaN for a hole.
        mutating func append(packing amounts: UnsafeBufferPointer<Double>) {
            unsafe SeriesCodec.encode(amounts, onto: &bytes)
            ends.append(UInt32(bytes.count))
        }

        var chunks: PackedChunks {
            // A copy is as long as what is in it; what grew has up to twice the room.
            unsafe PackedChunks(
                bytes: bytes.withUnsafeBufferPointer { unsafe Array($0) }, ends: ends)
        }
    }
}

extension PackedChunks {
    /// Takes chunks as they come, and puts them in the order of their slots.
    struct Sorter {
        private var bytes: [UInt8] = []
        /// The range of each slot's chunk in `bytes`; empty for none.
        private var ranges: [Range<UInt32>]

        init(slots: Int) { ranges = Array(repeating: 0..<0, count: slots) }

        /// Takes the chunk of a slot; a later one takes its place.
        mutating func set(_ chunk: some Collection<UInt8>, of slot: Int) {
            let start = UInt32(bytes.count)
            bytes.append(contentsOf: chunk)
            ranges[slot] = start..<UInt32(bytes.count)
        }

        var chunks: PackedChunks {
            var builder = Builder(slots: 0)
            for range in ranges {
                builder.append(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
            }
            return builder.chunks
        }
    }
}
