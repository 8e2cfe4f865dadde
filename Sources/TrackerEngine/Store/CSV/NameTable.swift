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
    private var known: [Key: Int] = [:]
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

    /// Makes an empty table for at most `most` instruments.
    init(most: Int) { self.most = most }

    /// The number of the instrument whose market and pair are two neighbouring fields of a record.
    mutating func number(
        _ record: CSVRecord, market: Int, pair: Int
    ) throws(DayCSVError) -> Int {
        let length = record.range(of: market).count
        let range = record.range(of: market).lowerBound..<record.range(of: pair).upperBound
        if !spellings.isEmpty, isSpelling(last, record.bytes, range, length) {
            return spellings[last].number
        }
        if let spelling = expected(record.bytes, range, length) {
            last = spelling
        } else {
            let key = Key(letters: record.bytes[range], market: length)
            if let spelling = known[key] {
                last = spelling
                next = spellings[spelling].place + 1
            } else {
                last = try add(key, record, market: market, pair: pair)
            }
        }
        learn()
        return spellings[last].number
    }

    private mutating func expected(_ bytes: [UInt8], _ range: Range<Int>, _ market: Int) -> Int? {
        var next = next
        let place = order.place(from: &next) { isSpelling($0, bytes, range, market) }
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

    private func isSpelling(
        _ index: Int, _ bytes: [UInt8], _ range: Range<Int>, _ market: Int
    ) -> Bool {
        let spelling = spellings[index]
        guard spelling.market == market, spelling.letters.count == range.count else { return false }
        let offset = spelling.letters.lowerBound - range.lowerBound
        for position in range where bytes[position] != letters[position + offset] { return false }
        return true
    }

    /// Reads the names of an instrument from two fields of a record.
    static func instrument(
        _ record: CSVRecord, market: Int, pair: Int
    ) throws(DayCSVError) -> Instrument {
        Instrument(
            market: try name(record, market, Market.init), pair: try name(record, pair, Pair.init))
    }

    private static func name<Value>(
        _ record: CSVRecord, _ field: Int, _ make: (String) throws(DomainError) -> Value
    ) throws(DayCSVError) -> Value {
        let column = DayCSV.columns[field]
        guard let text = String(validating: record.bytes[record.range(of: field)], as: UTF8.self)
        else { throw DayCSVError(line: record.line, .notUTF8(column: column)) }
        do {
            return try make(text)
        } catch {
            throw DayCSVError(line: record.line, .notAValue(column: column, error))
        }
    }

    private mutating func add(
        _ key: Key, _ record: CSVRecord, market: Int, pair: Int
    ) throws(DayCSVError) -> Int {
        let instrument = try Self.instrument(record, market: market, pair: pair).plain
        let number = numbers[instrument] ?? instruments.count
        if number == instruments.count {
            guard number < most else {
                throw DayCSVError(line: record.line, .tooMany(most))
            }
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
        known[Key(letters: ArraySlice(Array(key.letters)), market: key.market)] = index
        return index
    }

    private mutating func forgetSpellings() {
        spellings = []
        known = [:]
        letters = []
        last = 0
        order = ExpectedOrder()
        next = 0
        pass = []
    }
}
