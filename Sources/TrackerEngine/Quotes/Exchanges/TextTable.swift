import Glibc

/// Texts with numbers, each once, found by their bytes.
///
/// All stand in one run of bytes. As keys of a dictionary they would be a string each: that takes
/// three times as long to fill, and twice the memory.
struct TextTable: Sendable {
    private var bytes: [UInt8] = []
    /// The end of each text in `bytes`; it begins where the one before ends.
    private var ends: [Int] = []
    /// The numbers of the texts by hash, -1 where there is none; twice as many as texts, or more.
    private var slots: [Int32] = []

    var count: Int { ends.count }

    mutating func reserve(_ texts: Int, ofBytes length: Int) {
        bytes.reserveCapacity(texts * length)
        ends.reserveCapacity(texts)
        makeSlots(for: texts)
    }

    /// The text of a number, as it is.
    func text(_ number: Int) -> ArraySlice<UInt8> { bytes[start(of: number)..<ends[number]] }

    /// Whether the text of a number is this one.
    @inline(__always)
    func isText(_ text: UnsafeBufferPointer<UInt8>, at number: Int) -> Bool {
        let start = start(of: number)
        guard ends[number] - start == text.count else { return false }
        guard let other = text.baseAddress else { return true }
        return unsafe bytes.withUnsafeBufferPointer { own in
            guard let own = own.baseAddress else { return false }
            return unsafe memcmp(own + start, other, text.count) == 0
        }
    }

    /// The number of a text; `nil` where it is not here.
    func number(of text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !slots.isEmpty else { return nil }
        let number = unsafe slots[slot(of: text)]
        return number < 0 ? nil : Int(number)
    }

    /// The number of a text; one that was not here is added, and has the count of those before it.
    mutating func add(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        if (count + 1) * 2 > slots.count { makeSlots(for: max(count * 2, 8)) }
        let slot = unsafe slot(of: text)
        guard slots[slot] < 0 else { return Int(slots[slot]) }
        slots[slot] = Int32(count)
        unsafe bytes.append(contentsOf: text)
        ends.append(bytes.count)
        return count - 1
    }

    private func start(of number: Int) -> Int { number == 0 ? 0 : ends[number - 1] }

    /// The slot of a text, or the free one where it belongs.
    private func slot(of text: UnsafeBufferPointer<UInt8>) -> Int {
        // The library's hash, with a seed of this process: what a server sends cannot be made to
        // collide.
        var hasher = Hasher()
        unsafe hasher.combine(bytes: UnsafeRawBufferPointer(text))
        var slot = hasher.finalize() & (slots.count - 1)
        while slots[slot] >= 0, unsafe !isText(text, at: Int(slots[slot])) {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private mutating func makeSlots(for texts: Int) {
        var size = 16
        while size < texts * 2 { size *= 2 }
        guard size > slots.count else { return }
        slots = [Int32](repeating: -1, count: size)
        unsafe bytes.withUnsafeBufferPointer { bytes in
            for number in ends.indices {
                let text = unsafe UnsafeBufferPointer(
                    rebasing: bytes[start(of: number)..<ends[number]])
                let slot = unsafe slot(of: text)
                slots[slot] = Int32(number)
            }
        }
    }
}
