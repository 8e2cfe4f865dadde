/// Reads a CSV of prices in pieces, and keeps the prices of a window.
///
/// The CSV may be packed by gzip. Its columns are found by name, or by the layout of the dumps that
/// exchanges publish (`PriceColumns`). Nothing counts until `finish()` has returned: one bad row
/// refuses the whole file.
public struct DayCSVReader {
    private let settings: Settings
    private let window: ClosedRange<Minute>
    private let known: Set<Instrument>
    private let translate: NameTable.Translation
    private var input = Input.head([])
    /// The first bytes of the text until its separator is known.
    private var opening: [UInt8]? = []
    private var splitter = CSVSplitter()
    private var table: Table?
    private var staged: StagedDay
    private var counts = Counts()
    /// The line of the newest row.
    private var lastLine = 1

    /// What the file itself does not say.
    public struct Settings: Hashable, Sendable {
        /// The market of all prices, for a file without that column.
        public var market: Market?
        /// The pair of all prices, for a file without that column.
        public var pair: Pair?
        /// The length of a candle in minutes; `nil` for what the file says, or else one.
        public var candle: Int?
        /// The most instruments that a file may have.
        public var mostInstruments = 100_000

        public init() {}
    }

    /// The numbers of rows of a file.
    public struct Counts: Hashable, Sendable {
        /// The number of rows without the header.
        public var rows = 0
        /// The number of rows that are not in the window.
        public var outside = 0
        /// The number of rows whose instrument and minute came again later: the later price stands.
        public var duplicates = 0
        /// The number of candles without a close, for want of a trade.
        public var blank = 0
        /// The number of names that were written in an exchange's own codes.
        public var translated = 0
        /// The first of them, in words: `xbt/usd is btcusd`.
        public var firstTranslated: String?

        /// The number of prices that are left.
        public var prices: Int { rows - outside - duplicates - blank }

        public init() {}
    }

    /// The content of a file: its counts, the hours with a price, oldest first, and whether the
    /// last line had no line end, as in a file that was cut off.
    public typealias Content = (counts: Counts, hours: [SealedHour], isOpenEnded: Bool)

    /// What is done with the next bytes.
    private enum Input {
        /// They are collected until the kind of the file is known.
        case head([UInt8])
        case gzip(GzipReader)
        case text
    }

    private struct Table {
        let columns: PriceColumns
        var time: RowTime
        var names: NameTable
    }

    /// Keeps the minutes of `window`; a name may mean one of the instruments that are `known`.
    ///
    /// `translate`: of an instrument in the codes of its exchange, the one with the usual codes; `nil`
    /// for one that has these already. It is asked about `settings.pair`, and about the names of files
    /// that this program did not write.
    public init(
        window: ClosedRange<Minute>, _ settings: Settings = Settings(),
        known: Set<Instrument> = [],
        translating translate: @escaping @Sendable (Instrument) -> Instrument? = { _ in nil }
    ) {
        self.translate = translate
        self.window = window
        self.settings = settings
        self.known = known
        staged = StagedDay(window: window)
    }

    /// The number of rows so far.
    public var rows: Int { counts.rows }

    /// Reads the next bytes of the file, cut anywhere.
    ///
    /// Cost: about 0.2 µs a row.
    public mutating func read(_ piece: [UInt8]) throws(DayCSVError) {
        switch input {
        case .head(let head):
            let head = head + piece
            input = .head(head)
            if head.count >= FileKind.headLength { try begin(head) }
        case .gzip(let reader): try unpack(piece, reader)
        case .text: try readText(piece)
        }
    }

    /// Ends the file, and returns what was in it.
    public mutating func finish() throws(DayCSVError) -> Content {
        if case .head(let head) = input { try begin(head) }
        if case .gzip(let reader) = input {
            do { try reader.finish() } catch { throw fail(.packing("\(error)")) }
        }
        try open(isWhole: true)
        let isOpenEnded = try splitter.finish()
        if isOpenEnded { try readRow() }
        guard let table else { throw DayCSVError(line: 1, .empty) }
        if let length = table.time.suspectedLength {
            throw DayCSVError(line: lastLine, .longCandles(length))
        }
        counts.translated = table.names.translated
        counts.firstTranslated = table.names.firstTranslated
        return (counts, staged.hours(table.names.instruments), isOpenEnded)
    }

    private func fail(_ fault: DayCSVError.Fault) -> DayCSVError {
        DayCSVError(line: splitter.record.line, fault)
    }
}

// MARK: - Bytes

extension DayCSVReader {
    private mutating func begin(_ head: [UInt8]) throws(DayCSVError) {
        switch FileKind(head: head) {
        case .text:
            input = .text
            try readText(head)
        case .gzip:
            let reader: GzipReader
            do { reader = try GzipReader() } catch { throw fail(.packing("\(error)")) }
            input = .gzip(reader)
            try unpack(head, reader)
        case .other(let words): throw DayCSVError(line: 1, .packing(words))
        }
    }

    private mutating func unpack(_ piece: [UInt8], _ reader: GzipReader) throws(DayCSVError) {
        var rest = piece[...]
        while true {
            let text: [UInt8]
            do { text = try reader.unpack(&rest) } catch { throw fail(.packing("\(error)")) }
            if text.isEmpty, rest.isEmpty { return }
            try readText(text)
        }
    }
}

// MARK: - Rows

extension DayCSVReader {
    private mutating func readText(_ piece: [UInt8]) throws(DayCSVError) {
        guard let held = opening else { return try readRows(piece, from: 0) }
        opening = held + piece
        try open(isWhole: false)
    }

    /// Finds the separator, if it is not known yet, and reads what was held back.
    private mutating func open(isWhole: Bool) throws(DayCSVError) {
        guard let held = opening, let finding = CSVOpening.find(in: held, isWhole: isWhole)
        else { return }
        opening = nil
        splitter = CSVSplitter(separator: finding.separator, line: finding.skippedLines + 1)
        try readRows(held, from: finding.skippedBytes)
    }

    private mutating func readRows(_ piece: [UInt8], from start: Int) throws(DayCSVError) {
        var position = start
        while try splitter.advance(through: piece, from: &position) { try readRow() }
    }

    private mutating func readRow() throws(DayCSVError) {
        // Separators alone: a blank row of a spreadsheet.
        if splitter.record.bytes.isEmpty, splitter.record.count > 1 { return }
        lastLine = splitter.record.line
        guard table != nil else { return try begin(splitter.record) }
        do throws(DayCSVError.Fault) {
            try takeRow()
        } catch {
            throw fail(error)
        }
    }

    private mutating func begin(_ record: CSVRecord) throws(DayCSVError) {
        do throws(DayCSVError.Fault) {
            let (columns, isHeader) = try PriceColumns.find(in: (0..<record.count).map(record.text))
            let names = try NameTable(
                columns, market: settings.market, pair: settings.pair,
                most: settings.mostInstruments, known: known, translating: translate)
            table = Table(
                columns: columns, time: RowTime(columns, candle: settings.candle), names: names)
            if !isHeader { try takeRow() }
        } catch {
            throw fail(error)
        }
    }

    private mutating func takeRow() throws(DayCSVError.Fault) {
        // Looked at where they are: a copy of all columns for each row costs more than the look.
        guard let count = table?.columns.count, let price = table?.columns.price else { return }
        guard splitter.record.count == count else {
            throw .columns(splitter.record.count, expected: count)
        }
        guard let minute = try table?.time.minute(splitter.record) else { return }
        let amount = try amount(at: price)
        counts.rows += 1
        guard let amount else {
            counts.blank += 1
            return
        }
        guard window.contains(minute) else {
            // Its names need no number, but they must be names.
            _ = try table?.names.instrument(splitter.record)
            counts.outside += 1
            return
        }
        guard let number = try table?.names.number(splitter.record) else { return }
        if staged.put(amount, at: minute, of: number) { counts.duplicates += 1 }
    }

    /// The price of the row; `nil` for a candle without one.
    private func amount(at price: Int) throws(DayCSVError.Fault) -> Double? {
        let record = splitter.record
        let field = record.bytes[record.range(of: price)]
        guard let number = DecimalText.number(field), number.isFinite, number >= 0 else {
            let text = record.text(of: price)
            if case .candle? = table?.columns.moment,
                ["", "nan", "null"].contains(text.lowercased())
            {
                return nil
            }
            throw .notANumber(text)
        }
        if number == 0, DecimalText.isAboveZero(field) { throw .tooSmall(record.text(of: price)) }
        return number + 0  // -0.0 becomes 0.0
    }
}
