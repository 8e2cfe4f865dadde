/// A past hour of every slot of a market, packed.
struct HourBlock: Sendable {
    let hour: Hour
    /// The chunk of each slot, empty if it has no price; later slots lie past the end.
    private(set) var chunks: PackedChunks
    /// Chunks that came after the block was made.
    private var amended = AmendedChunks()

    init(hour: Hour, chunks: PackedChunks = PackedChunks()) {
        self.hour = hour
        self.chunks = chunks
    }

    var start: Minute { hour.start }

    /// Past its last minute.
    var end: Minute { hour.end }

    /// The packed hour of a slot, empty where it has no price.
    func chunk(of slot: Int) -> ArraySlice<UInt8> {
        if let place = amended.place(of: slot) { return amended.chunks[place] }
        return slot < chunks.count ? chunks[slot] : []
    }

    /// Replaces the packed hour of a slot; an empty one takes its prices out.
    mutating func set(_ chunk: some Collection<UInt8>, of slot: Int) {
        amended.set(chunk, of: slot)
        // They are searched at each read, and copied at each change.
        guard amended.count > 64 + chunks.count / 8 else { return }
        self = compacted(slots: max(chunks.count, Int(amended.slots.last ?? 0) + 1))
    }

    private func compacted(slots: Int) -> HourBlock {
        var builder = PackedChunks.Builder(slots: slots)
        for slot in 0..<slots { builder.append(chunk(of: slot)) }
        return HourBlock(hour: hour, chunks: builder.chunks)
    }

    /// Unpacks the hour of a slot into 60 elements, NaN where there is no price.
    ///
    /// Cost: about 0.2 µs.
    func read(_ slot: Int, into amounts: UnsafeMutablePointer<Double>) {
        if let place = amended.place(of: slot) {
            unsafe amended.chunks.read(place, into: amounts)
        } else if slot < chunks.count {
            unsafe chunks.read(slot, into: amounts)
        } else {
            unsafe amounts.update(repeating: .nan, count: SeriesCodec.minutes)
        }
    }

    /// The prices of a slot: 60 elements, NaN where there is none.
    func amounts(of slot: Int) -> [Double] {
        unsafe Array(unsafeUninitializedCapacity: SeriesCodec.minutes) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            unsafe read(slot, into: base)
            count = SeriesCodec.minutes
        }
    }

    /// Whether a slot has a price at a minute of the hour.
    func holds(_ slot: Int, at minute: Minute) -> Bool {
        present(slot) & BackfillMarks.bit(of: minute) != 0
    }

    /// The first byte of a slot's chunk; `noHead` where it has none.
    func head(of slot: Int) -> UInt8 {
        unsafe withChunk(of: slot) { unsafe $0.first ?? Self.noHead }
    }

    /// No chunk of `SeriesCodec` begins with it.
    static let noHead: UInt8 = 0xFF

    /// The minutes of a slot that have a price: bit i stands for minute i.
    func present(_ slot: Int) -> UInt64 { SeriesCodec.present(in: chunk(of: slot)) }

    /// `body` gets the chunk of a slot, empty for none, with `SeriesCodec.slack` readable bytes
    /// behind it.
    @inline(__always) func withChunk<R>(
        of slot: Int, _ body: (UnsafeRawBufferPointer) -> R
    ) -> R {
        if let place = amended.place(of: slot) {
            return unsafe amended.chunks.withChunk(place, body)
        }
        guard slot < chunks.count else {
            return unsafe body(UnsafeRawBufferPointer(start: nil, count: 0))
        }
        return unsafe chunks.withChunk(slot, body)
    }

    /// The memory that the chunks take, in bytes.
    var weight: Int {
        chunks.bytes.count + chunks.ends.count * 4 + amended.chunks.bytes.count
            + amended.count * 8
    }
}

/// Blocks of a market, oldest first, each hour once.
extension [HourBlock] {
    func block(of hour: Hour) -> HourBlock? { last { $0.hour == hour } }

    /// Puts a block in, in the place of one of its hour.
    mutating func put(_ block: HourBlock) {
        let place = firstIndex { $0.hour >= block.hour } ?? count
        if place < count, self[place].hour == block.hour {
            self[place] = block
        } else {
            insert(block, at: place)
        }
    }

    /// Sets the chunk of a slot, in a new block where there is none of that hour.
    mutating func set(_ chunk: [UInt8], of slot: Int, in hour: Hour) {
        if let place = firstIndex(where: { $0.hour == hour }) {
            return self[place].set(chunk, of: slot)
        }
        var block = HourBlock(hour: hour)
        block.set(chunk, of: slot)
        put(block)
    }
}
