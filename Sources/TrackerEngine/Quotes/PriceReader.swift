/// Makes quotes of the entries of a poll's pages.
struct PriceReader: Sendable {
    private let last: KeyMemory
    /// In `last`: where the next key is expected.
    private var place = 0
    private var memory = KeyMemory()
    /// Whether a key came that was not expected, and may repeat an instrument.
    private var isNew: Bool
    private var quotes: [Quote] = []
    private var rejected = 0
    private var firstRejection: String?
    /// Entries taken, rejected ones included.
    private(set) var count = 0

    /// How many keys may be gone at one place before the rest is no longer recognised.
    private static let reach = 32

    init(remembering last: KeyMemory) {
        self.last = last
        isNew = last.hasRepeats
        memory.reserve(like: last)
        quotes.reserveCapacity(last.count)
    }

    mutating func take(_ numbers: borrowing JSONNumbers) {
        numbers.forEach { key, number in take(key, number) }
    }

    mutating func take(_ key: Span<UInt8>, _ number: Double) {
        count += 1
        guard let instrument = instrument(for: key) else {
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
        quotes.append(Quote(instrument, price))
    }

    /// What was read: each instrument once, with the last price of those that were there twice.
    consuming func finish(bytes: Int) -> (Poll, KeyMemory) {
        if isNew {
            let known = memory.instruments.lazy.compactMap { $0 }
            memory.hasRepeats = Set(known).count < known.count
            if memory.hasRepeats { quotes = Self.withoutRepeats(quotes) }
        }
        let poll = Poll(
            quotes: quotes, rejected: rejected, firstRejection: firstRejection, bytes: bytes)
        return (poll, memory)
    }

    private mutating func instrument(for key: Span<UInt8>) -> Instrument? {
        if let found = last.find(key, from: place, reach: Self.reach) {
            place = found + 1
            let instrument = last.instruments[found]
            memory.append(key, instrument)
            return instrument
        }
        guard key.count <= KeyMemory.longestKey else { return nil }
        isNew = true
        let instrument = try? Instrument(key: Self.text(key))
        memory.append(key, instrument)
        return instrument
    }

    /// Counts an entry out; `words` are made of the key, one plain line, for the first one only.
    private mutating func reject(_ key: @autoclosure () -> String, words: (String) -> String) {
        rejected += 1
        if firstRejection == nil { firstRejection = words(key().plain(upTo: 80)) }
    }

    private static func text(_ key: Span<UInt8>) -> String {
        unsafe key.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    private static func withoutRepeats(_ quotes: [Quote]) -> [Quote] {
        var places: [Instrument: Int] = [:]
        var unique: [Quote] = []
        for quote in quotes {
            if let place = places[quote.instrument] {
                unique[place] = quote
            } else {
                places[quote.instrument] = unique.count
                unique.append(quote)
            }
        }
        return unique
    }
}
