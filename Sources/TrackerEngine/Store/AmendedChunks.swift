/// Chunks of some slots that came after their hour was packed.
///
/// They lie side by side: a block that a reader holds is copied with each new chunk, and that is three
/// arrays, not an object for each chunk. An empty chunk says that the prices were taken out.
struct AmendedChunks: Sendable {
    /// The slots that have a chunk, rising.
    private(set) var slots: [Int32] = []
    /// The chunk of each of `slots`.
    private(set) var chunks = PackedChunks()

    var count: Int { slots.count }
    var isEmpty: Bool { slots.isEmpty }

    /// The place of a slot's chunk in `chunks`; `nil` if it has none.
    func place(of slot: Int) -> Int? {
        let place = lowerBound(of: slot)
        return place < slots.count && slots[place] == slot ? place : nil
    }

    /// Puts the chunk of a slot in, in place of an older one.
    mutating func set(_ chunk: some Collection<UInt8>, of slot: Int) {
        let place = lowerBound(of: slot)
        if place < slots.count, slots[place] == slot {
            chunks.replace(place, with: chunk)
        } else {
            slots.insert(Int32(slot), at: place)
            chunks.insert(chunk, at: place)
        }
    }

    private func lowerBound(of slot: Int) -> Int { slots.firstPlace { $0 >= slot } }
}
