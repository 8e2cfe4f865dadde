/// Gives the instruments of a CSV numbers, so that a row costs a comparison, not two strings.
///
/// Rows come minute by minute or instrument by instrument: the next one most likely has the
/// instrument of the row before, or the one that followed it the last time.
struct NameTable {
    /// The instruments by number, each once.
    private(set) var instruments: [Instrument] = []
    private var numbers: [Instrument: Int] = [:]
    /// The names as they were written; several spellings may mean the same instrument.
    private var spellings: [Spelling] = []
    private var found: [Key: Int] = [:]
    /// The bytes of the spellings.
    private var letters: [UInt8] = []
    /// The spelling of the row before.
    private var last = 0
    /// The spellings in the order in which they came the last time, each row another one.
    private var order = ExpectedOrder<Int>()
    private var next = 0
    /// The order since the first of these came.
    private var pass: [Int] = []
    private let most: Int
    /// The instruments that a name may mean, beside new ones.
    private let known: Set<Instrument>
    private let market: Source<Market>
    private let pair: Source<Pair>
    /// `nil` for names that are not in the codes of an exchange.
    private let translate: Translation?
    /// The number of names that were in such codes, and the first of them in words.
    private(set) var translated = 0
    private(set) var firstTranslated: String?

    /// Gives an instrument in the codes of its exchange its usual name; `nil` where it has that.
    typealias Translation = @Sendable (Instrument) -> Instrument?

    /// Where a name of a row comes from.
    private enum Source<Name: Sendable>: Sendable {
        case column(Int)
        /// The same for all rows.
        case fixed(Name)

        /// The bytes of the name in a record; none where it is fixed.
        func range(in record: CSVRecord) -> Range<Int> {
            if case .column(let column) = self { record.range(of: column) } else { 0..<0 }
        }
    }

    private struct Spelling {
        let letters: Range<Int>
        /// The number of bytes of the market's part.
        let market: Int
        let number: Int
        /// Its place in the expected order; 0 until it has one.
        var place = 0
    }

    private struct Key: Hashable {
        let letters: ArraySlice<UInt8>
        let market: Int
    }

    /// Makes an empty table for at most `most` instruments; `market` and `pair` are those of all rows
    /// of a file that has no column for them.
    init(
        _ columns: PriceColumns, market: Market?, pair: Pair?, most: Int,
        known: Set<Instrument> = [], translating translate: @escaping Translation = { _ in nil }
    ) throws(DayCSVError.Fault) {
        self.most = most
        self.known = known
        let marketSource = try Self.source(of: "market", column: columns.market, fixed: market)
        let pairSource = try Self.source(of: "pair", column: columns.pair, fixed: pair)
        guard let marketSource, let pairSource else {
            throw .lacksNames(
                (marketSource == nil ? ["market"] : []) + (pairSource == nil ? ["pair"] : []),
                form: columns.form)
        }
        self.market = marketSource
        self.pair = pairSource
        // The form that this program writes has its own names; a pair that a person names may have any.
        let isOwn = columns.moment == .minute && columns.pair != nil
        self.translate = isOwn ? nil : translate
    }

    private static func source<Name: Sendable>(
        of name: String, column: Int?, fixed: Name?
    ) throws(DayCSVError.Fault) -> Source<Name>? {
        if let column {
            guard fixed == nil else { throw .namedTwice(name) }
            return .column(column)
        }
        return fixed.map { .fixed($0) }
    }

    /// The number of the instrument of a record.
    mutating func number(_ record: CSVRecord) throws(DayCSVError.Fault) -> Int {
        let names = (market.range(in: record), pair.range(in: record))
        if !spellings.isEmpty, isSpelling(last, at: names, in: record.bytes) {
            return spellings[last].number
        }
        if let spelling = expected(record.bytes, names) {
            last = spelling
        } else {
            let letters = Array(record.bytes[names.0]) + record.bytes[names.1]
            let key = Key(letters: letters[...], market: names.0.count)
            if let spelling = found[key] {
                last = spelling
                next = spellings[spelling].place + 1
            } else {
                last = try add(key, record)
            }
        }
        learn()
        return spellings[last].number
    }

    /// The places of a market's and a pair's bytes in a record.
    private typealias Names = (market: Range<Int>, pair: Range<Int>)

    private mutating func expected(_ bytes: [UInt8], _ names: Names) -> Int? {
        var next = next
        let place = order.place(from: &next) { isSpelling($0, at: names, in: bytes) }
        self.next = next
        return place.map { order[$0] }
    }

    /// Notes that the row has the spelling `last`; the first one again begins the order anew.
    private mutating func learn() {
        if last == pass.first || pass.count > 2 * spellings.count {
            for (place, spelling) in pass.enumerated() { spellings[spelling].place = place }
            order = ExpectedOrder(pass)
            pass.removeAll(keepingCapacity: true)
            next = spellings[last].place + 1
        }
        pass.append(last)
    }

    private func isSpelling(_ index: Int, at names: Names, in bytes: [UInt8]) -> Bool {
        let spelling = spellings[index]
        guard spelling.market == names.market.count,
            spelling.letters.count == names.market.count + names.pair.count
        else { return false }
        var letter = spelling.letters.lowerBound
        for position in names.market {
            if bytes[position] != letters[letter] { return false }
            letter += 1
        }
        for position in names.pair {
            if bytes[position] != letters[letter] { return false }
            letter += 1
        }
        return true
    }

    /// Reads the names of a record's instrument, as a file means them.
    func instrument(_ record: CSVRecord) throws(DayCSVError.Fault) -> Instrument {
        let market = try Self.name("market", from: market, in: record) { text throws(DomainError) in
            try Market(text)
        }
        // A key is longer than the name in it.
        if case .column(let place) = pair,
            let exact = Instrument(market: market, written: record.text(of: place))
        {
            return exact
        }
        let pair = try Self.name("pair", from: pair, in: record) { text throws(DomainError) in
            try Pair(text)
        }
        return meant(market, pair)
    }

    private func meant(_ market: Market, _ pair: Pair) -> Instrument {
        let instrument = Instrument(market: market, pair: pair)
        if known.contains(instrument) { return instrument }
        if let other = translate?(instrument),
            known.contains(other) || !instrument.readings.contains(where: known.contains)
        {
            return other
        }
        return instrument.meant(among: known)
    }

    private static func name<Name>(
        _ column: String, from source: Source<Name>, in record: CSVRecord,
        make: (String) throws(DomainError) -> Name
    ) throws(DayCSVError.Fault) -> Name {
        switch source {
        case .fixed(let name): return name
        case .column(let place):
            guard
                let text = String(validating: record.bytes[record.range(of: place)], as: UTF8.self)
            else { throw .notUTF8(column: column) }
            do { return try make(text) } catch { throw .notAValue(column: column, error) }
        }
    }

    private mutating func add(_ key: Key, _ record: CSVRecord) throws(DayCSVError.Fault) -> Int {
        let instrument = try instrument(record)
        noteTranslation(to: instrument, of: record)
        let number = numbers[instrument] ?? instruments.count
        if number == instruments.count {
            guard number < most else { throw .tooMany(most) }
            instruments.append(instrument)
            numbers[instrument] = number
        }
        // A file that spells its names in ever other ways costs time, not memory.
        if spellings.count == 2 * most { forgetSpellings() }
        let start = letters.count
        letters.append(contentsOf: key.letters)
        let index = spellings.count
        spellings.append(
            Spelling(letters: start..<letters.count, market: key.market, number: number))
        found[key] = index
        return index
    }

    private mutating func noteTranslation(to instrument: Instrument, of record: CSVRecord) {
        let text: String
        switch pair {
        case .fixed(let pair): text = pair.name
        case .column(let place): text = record.text(of: place)
        }
        guard let translate, let written = try? Pair(text),
            translate(Instrument(market: instrument.market, pair: written)) == instrument
        else { return }
        translated += 1
        if firstTranslated == nil {
            firstTranslated = "\(written.name.plain(upTo: 60)) is \(instrument.pair.name)"
        }
    }

    private mutating func forgetSpellings() {
        spellings = []
        found = [:]
        letters = []
        last = 0
        order = ExpectedOrder()
        next = 0
        pass = []
    }
}
