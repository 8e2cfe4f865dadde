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
    /// The hashes that two or more keys have in common: those keys may name the same instrument.
    var repeated: Set<Int> = []

    /// Longer keys name nothing and are not worth keeping: the type, two names, two colons.
    static let longestKey = 6 + 2 * Name.longest + 2

    var count: Int { ends.count }

    /// The first keys of it but for some, with room for as many as it has; `skipped`: rising.
    func prefix(_ count: Int, without skipped: [Int]) -> KeyMemory {
        var prefix = KeyMemory()
        prefix.bytes.reserveCapacity(bytes.count)
        prefix.ends.reserveCapacity(self.count)
        prefix.meanings.reserveCapacity(self.count)
        var gone = skipped.makeIterator()
        var nextGone = gone.next()
        for place in 0..<count {
            if place == nextGone {
                nextGone = gone.next()
                continue
            }
            prefix.bytes += bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]]
            prefix.ends.append(prefix.bytes.count)
            prefix.meanings.append(meanings[place])
        }
        return prefix
    }

    mutating func append(_ key: Span<UInt8>, _ meaning: Meaning?) {
        unsafe key.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        ends.append(bytes.count)
        meanings.append(meaning)
    }

    /// Finds anew which of these hashes stand here twice; no others do.
    mutating func findRepeated(among candidates: Set<Int>) {
        var once: Set<Int> = []
        repeated = []
        for meaning in meanings {
            guard let hash = meaning?.hash, candidates.contains(hash) else { continue }
            if !once.insert(hash).inserted { repeated.insert(hash) }
        }
    }

    /// The place of a key among the `reach` from `place` on.
    func find(_ key: Span<UInt8>, from place: Int, reach: Int) -> Int? {
        (place..<max(place, min(place + reach, count))).first { has(key, at: $0) }
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
