/// Gives the instruments of a CSV numbers, so that a row costs a comparison, not two strings.
///
/// Rows come minute by minute or instrument by instrument: the next one most likely has the
/// instrument of the row before, or the one that came after it the last time.
struct NameTable {
    /// By number, each once.
    private(set) var instruments: [Instrument] = []
    private var numbers: [Instrument: Int] = [:]
    /// Names as they were written; several may mean the same instrument.
    private var spellings: [Spelling] = []
    private var known: [Key: Int] = [:]
    /// The bytes of the spellings.
    private var letters: [UInt8] = []
    private var last = 0
    private let most: Int

    private struct Spelling {
        let letters: Range<Int>
        /// Bytes of the market's part.
        let market: Int
        let number: Int
        /// The spelling that came next the last time.
        var next: Int
    }

    private struct Key: Hashable {
        let letters: ArraySlice<UInt8>
        let market: Int
    }

    /// Nobody's names yet; `most`: instruments that there may be.
    init(most: Int) { self.most = most }

    /// The number of an instrument whose market and pair are fields of a record, one after the other.
    mutating func number(
        _ record: CSVRecord, market: Int, pair: Int
    ) throws(DayCSVError) -> Int {
        let length = record.range(of: market).count
        let range = record.range(of: market).lowerBound..<record.range(of: pair).upperBound
        if !spellings.isEmpty {
            if isSpelling(last, record.bytes, range, length) { return spellings[last].number }
            let next = spellings[last].next
            if isSpelling(next, record.bytes, range, length) {
                last = next
                return spellings[next].number
            }
        }
        let key = Key(letters: record.bytes[range], market: length)
        let spelling: Int
        if let index = known[key] {
            spelling = index
        } else {
            spelling = try add(key, record, market: market, pair: pair)
        }
        spellings[last].next = spelling
        last = spelling
        return spellings[spelling].number
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

    /// Reads the names of an instrument.
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
        let instrument = try Self.instrument(record, market: market, pair: pair)
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
            Spelling(
                letters: start..<letters.count, market: key.market, number: number, next: index))
        known[Key(letters: ArraySlice(Array(key.letters)), market: key.market)] = index
        return index
    }

    private mutating func forgetSpellings() {
        spellings = []
        known = [:]
        letters = []
        last = 0
    }
}
