/// Makes quotes of the entries of a poll's pages.
struct PriceReader: Sendable {
    private let last: KeyMemory
    /// In `last`: where the next key is expected.
    private var place = 0
    /// In `last`: those before `place` that did not come.
    private var skipped: [Int] = []
    /// Those that did not come last time, or not in this order.
    private var added = KeyMemory()
    /// Of these, in `last`: before which key they came.
    private var addedPlaces: [Int] = []
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
        memory.noteRepeated(newHashes)
        let poll = Poll(
            quotes: quotes(without: memory.repeated), rejected: rejected,
            firstRejection: firstRejection,
            bytes: bytes)
        return (poll, memory)
    }

    /// The keys to expect next time.
    private var keys: KeyMemory {
        let gone = skipped + (place..<last.count)
        // Keys that are gone for a moment come back: a few of them stay.
        let leaving = gone.count * 4 < last.count ? [] : gone
        return leaving.isEmpty && addedPlaces.isEmpty
            ? last : last.merging(added, before: addedPlaces, without: leaving)
    }

    private mutating func meaning(of key: Span<UInt8>) -> KeyMemory.Meaning? {
        if let found = last.find(key, from: place, reach: Self.reach) {
            if found > place { skipped += place..<found }
            place = found + 1
            return last.meanings[found]
        }
        guard key.count <= KeyMemory.longestKey else { return nil }
        let meaning = (try? Instrument(key: Self.text(key))).map(KeyMemory.Meaning.init)
        if let meaning { newHashes.append(meaning.hash) }
        added.append(key, meaning)
        addedPlaces.append(place)
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
