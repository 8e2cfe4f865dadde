/// Reads a CSV of prices in pieces, and keeps the prices of a window.
///
/// Nothing counts until `finish()` has returned: one bad row refuses the whole file.
public struct DayCSVReader {
    private let window: ClosedRange<Minute>
    private var splitter = CSVSplitter()
    private var names: NameTable
    private var staged: StagedDay
    private var hasHeader = false
    private var counts = Counts()

    /// The numbers of rows of a file.
    public struct Counts: Hashable, Sendable {
        /// The number of rows without the header.
        public var rows = 0
        /// The number of rows that are not in the window.
        public var outside = 0
        /// The number of rows whose instrument and minute came again later: the later price stands.
        public var duplicates = 0

        /// The number of prices that are left.
        public var prices: Int { rows - outside - duplicates }

        public init() {}
    }

    /// The content of a file: its counts, and the hours with a price, oldest first.
    public typealias Content = (counts: Counts, hours: [SealedHour])

    /// Keeps the minutes of `window`, of at most `mostInstruments` instruments.
    public init(window: ClosedRange<Minute>, mostInstruments: Int = 100_000) {
        self.window = window
        names = NameTable(most: mostInstruments)
        staged = StagedDay(window: window)
    }

    /// Reads the next bytes of the file, cut anywhere.
    ///
    /// Cost: about 0.2 µs a row.
    public mutating func read(_ piece: [UInt8]) throws(DayCSVError) {
        var position = 0
        while try splitter.advance(through: piece, from: &position) { try readRow() }
    }

    /// Ends the file, and returns what was in it.
    public mutating func finish() throws(DayCSVError) -> Content {
        if try splitter.finish() { try readRow() }
        guard hasHeader else { throw DayCSVError(line: 1, .empty) }
        return (counts, staged.hours(names.instruments))
    }

    private mutating func readRow() throws(DayCSVError) {
        guard hasHeader else { return try readHeader() }
        let record = splitter.record
        guard record.count == DayCSV.columns.count else {
            throw DayCSVError(line: record.line, .columns(record.count))
        }
        let minute = try minute(record)
        let amount = try amount(record)
        counts.rows += 1
        guard window.contains(minute) else {
            // Its names need no number, but they must be names.
            _ = try NameTable.instrument(record, market: 1, pair: 2)
            counts.outside += 1
            return
        }
        let number = try names.number(record, market: 1, pair: 2)
        if staged.put(amount, at: minute, of: number) { counts.duplicates += 1 }
    }

    private mutating func readHeader() throws(DayCSVError) {
        let record = splitter.record
        let columns = (0..<record.count).map(record.text)
        guard columns == DayCSV.columns else {
            let isSimulated = columns == DayCSV.columns(of: .simulated)
            throw DayCSVError(line: record.line, isSimulated ? .simulated : .notHeader)
        }
        hasHeader = true
    }

    private func minute(_ record: CSVRecord) throws(DayCSVError) -> Minute {
        var seconds = 0
        let digits = record.range(of: 0)
        var isSound = (1...12).contains(digits.count)
        for position in digits where isSound {
            let digit = record.bytes[position] &- 0x30
            isSound = digit < 10
            seconds = seconds * 10 + Int(digit)
        }
        guard isSound, seconds % 60 == 0 else {
            throw DayCSVError(line: record.line, .notAMinute(record.text(of: 0)))
        }
        return Minute(unixSeconds: seconds)
    }

    private func amount(_ record: CSVRecord) throws(DayCSVError) -> Double {
        guard let number = DecimalText.number(record.bytes[record.range(of: 3)]) else {
            throw DayCSVError(line: record.line, .notANumber(record.text(of: 3)))
        }
        do {
            return try Price(number).amount
        } catch {
            throw DayCSVError(line: record.line, .notAValue(column: "price", error))
        }
    }
}
