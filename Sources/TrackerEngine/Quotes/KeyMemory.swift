import Glibc

/// The keys of a poll in its order, each with what it names.
///
/// Comparing bytes with the key that came next last time costs a tenth of parsing the key.
struct KeyMemory: Sendable {
    /// What a key names.
    struct Meaning: Sendable {
        let instrument: Instrument
        /// The instrument's hash, which costs more to compute than anything else about it.
        let hash: Int

        init(_ instrument: Instrument) {
            self.instrument = instrument
            hash = instrument.hashValue
        }
    }

    private var bytes: [UInt8] = []
    /// Where key i ends in `bytes`; it begins where key i - 1 ends.
    private var ends: [Int] = []
    /// `nil` for a key that names nothing.
    private(set) var meanings: [Meaning?] = []
    /// The hashes that two or more keys have in common, or had: they may name the same instrument.
    private(set) var repeated: Set<Int> = []

    /// Longer keys name nothing and are not worth keeping: the type, two names, two colons.
    static let longestKey = 6 + 2 * Name.longest + 2

    var count: Int { ends.count }

    /// The same with others put in before some of its places, and without some.
    ///
    /// `places`: for each of the others, rising; `leaving`: rising.
    func merging(_ others: KeyMemory, before places: [Int], without leaving: [Int]) -> KeyMemory {
        var merged = KeyMemory()
        merged.repeated = repeated
        merged.bytes.reserveCapacity(bytes.count + others.bytes.count)
        merged.ends.reserveCapacity(count + others.count)
        merged.meanings.reserveCapacity(count + others.count)
        var next = 0
        var other = 0
        for stop in leaving + [count] {
            while other < others.count, places[other] <= stop {
                merged.append(self, next..<places[other])
                merged.append(others, other..<other + 1)
                next = places[other]
                other += 1
            }
            merged.append(self, next..<stop)
            next = stop + 1
        }
        return merged
    }

    private mutating func append(_ memory: KeyMemory, _ places: Range<Int>) {
        guard !places.isEmpty else { return }
        let start = places.lowerBound == 0 ? 0 : memory.ends[places.lowerBound - 1]
        let shift = bytes.count - start
        bytes += memory.bytes[start..<memory.ends[places.upperBound - 1]]
        ends += memory.ends[places].lazy.map { $0 + shift }
        meanings += memory.meanings[places]
    }

    mutating func append(_ key: Span<UInt8>, _ meaning: Meaning?) {
        unsafe key.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        ends.append(bytes.count)
        meanings.append(meaning)
    }

    /// Takes into `repeated` which of these hashes stand here twice.
    mutating func noteRepeated(_ hashes: [Int]) {
        guard !hashes.isEmpty else { return }
        // A few, mostly: to compare them one by one costs less than to hash all that are here.
        let wanted = hashes.count > 8 ? Set(hashes) : []
        var once: Set<Int> = []
        for meaning in meanings {
            guard let hash = meaning?.hash,
                wanted.isEmpty ? hashes.contains(hash) : wanted.contains(hash)
            else { continue }
            if !once.insert(hash).inserted { repeated.insert(hash) }
        }
        // Those of keys that left long ago do not pile up.
        guard repeated.count > count else { return }
        let all = Array(repeated)
        repeated = []
        noteRepeated(all)
    }

    /// The place of a key among the `reach` from `place` on.
    func find(_ key: Span<UInt8>, from place: Int, reach: Int) -> Int? {
        var place = place
        let end = min(place + reach, count)
        while place < end {
            if has(key, at: place) { return place }
            place += 1
        }
        return nil
    }

    private func has(_ key: Span<UInt8>, at place: Int) -> Bool {
        let start = place == 0 ? 0 : ends[place - 1]
        guard ends[place] - start == key.count else { return false }
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe key.withUnsafeBufferPointer { key in
                guard let left = bytes.baseAddress, let right = key.baseAddress else { return true }
                return unsafe memcmp(left + start, right, key.count) == 0
            }
        }
    }
}
