/// Makes quotes of the entries of a poll's pages.
struct PriceReader: Sendable {
    private let last: KeyMemory
    /// In `last`: where the next key is expected.
    private var place = 0
    /// The keys so far; `nil` while they are some of last time's in the same order, as nearly always.
    private var memory: KeyMemory?
    /// In `last`: those that did not come.
    private var skipped: [Int] = []
    /// Of the keys that did not come last time, or not in this order: they may repeat another.
    private var newHashes: [Int] = []
    private var quotes: [Quote] = []
    /// Of the quotes' instruments.
    private var hashes: [Int] = []
    private var rejected = 0
    private var firstRejection: String?
    /// Entries taken, rejected ones included.
    private(set) var count = 0

    /// How many keys may be gone at one place before the rest is no longer recognised.
    private static let reach = 32

    init(remembering last: KeyMemory) {
        self.last = last
        quotes.reserveCapacity(last.count)
        hashes.reserveCapacity(last.count)
    }

    mutating func take(_ numbers: borrowing JSONNumbers) {
        numbers.forEach { key, number in take(key, number) }
    }

    mutating func take(_ key: Span<UInt8>, _ number: Double) {
        count += 1
        guard let meaning = meaning(of: key) else {
            return reject(Self.text(key)) { "\(DomainError.notAKey($0))" }
        }
        guard number.isFinite else {
            return reject(Self.text(key)) {
                "\"\($0)\" has \(number.isNaN ? "no number" : "a number that cannot be read")"
            }
        }
        guard let price = try? Price(number) else {
            return reject(Self.text(key)) { "\"\($0)\": \(DomainError.notAPrice(number))" }
        }
        quotes.append(Quote(meaning.instrument, price))
        hashes.append(meaning.hash)
    }

    /// What was read: each instrument once, with the last price of those that were there twice.
    consuming func finish(bytes: Int) -> (Poll, KeyMemory) {
        var memory = keys
        memory.repeated = last.repeated
        if !newHashes.isEmpty {
            memory.findRepeated(among: last.repeated.union(newHashes))
        }
        let poll = Poll(
            quotes: quotes(without: memory.repeated), rejected: rejected,
            firstRejection: firstRejection,
            bytes: bytes)
        return (poll, memory)
    }

    /// The keys to expect next time.
    private var keys: KeyMemory {
        if let memory { return memory }
        let missing = skipped.count + last.count - place
        // Keys that are gone for a moment cost less than all others written down anew.
        return missing * 8 < last.count ? last : last.prefix(place, without: skipped)
    }

    private mutating func meaning(of key: Span<UInt8>) -> KeyMemory.Meaning? {
        if let found = last.find(key, from: place, reach: Self.reach) {
            if memory == nil { skipped += place..<found }
            place = found + 1
            memory?.append(key, last.meanings[found])
            return last.meanings[found]
        }
        if memory == nil { memory = last.prefix(place, without: skipped) }
        guard key.count <= KeyMemory.longestKey else { return nil }
        let meaning = (try? Instrument(key: Self.text(key))).map(KeyMemory.Meaning.init)
        if let meaning { newHashes.append(meaning.hash) }
        memory?.append(key, meaning)
        return meaning
    }

    /// Counts an entry out; `words` are made of the key, one plain line, for the first one only.
    private mutating func reject(_ key: @autoclosure () -> String, words: (String) -> String) {
        rejected += 1
        if firstRejection == nil { firstRejection = words(key().plain(upTo: 80)) }
    }

    private static func text(_ key: Span<UInt8>) -> String {
        unsafe key.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    private func quotes(without repeated: Set<Int>) -> [Quote] {
        guard !repeated.isEmpty else { return quotes }
        var places: [Instrument: Int] = [:]
        var unique: [Quote] = []
        for (quote, hash) in zip(quotes, hashes) {
            if repeated.contains(hash) {
                if let place = places[quote.instrument] {
                    unique[place] = quote
                    continue
                }
                places[quote.instrument] = unique.count
            }
            unique.append(quote)
        }
        return unique
    }
}
