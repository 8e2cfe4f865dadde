/// Finds the rows of a CSV (RFC 4180) that comes in pieces, and holds one at a time.
struct CSVSplitter {
    /// The greatest length of a row in bytes, with its quotes and line breaks.
    static let longest = 4096

    /// The row that `advance` or `finish` has found last.
    private(set) var record = CSVRecord()
    private let separator: UInt8
    private var state = State.beginning(0)
    private var line: Int
    /// The number of bytes of the row so far.
    private var length = 0
    /// Whether `record` is done with, so that the next byte begins another.
    private var isDone = false

    private enum State: Equatable {
        /// At the beginning of the file, after so many bytes of a byte order mark.
        case beginning(Int)
        /// At the beginning of a field.
        case start
        case plain
        case quoted
        /// A quote inside of a quoted field: its end, or half of a doubled one.
        case quote
        case carriageReturn
    }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// `line`: the number of the first line that it will get.
    init(separator: UInt8 = UInt8(ascii: ","), line: Int = 1) {
        self.separator = separator
        self.line = line
        record.line = line
    }

    /// Reads on in a piece until a row ends.
    ///
    /// Cost: about 3 ns a byte.
    /// - Parameters:
    ///   - piece: bytes of the file; from `position` on they have not been seen.
    ///   - position: past what was read when this returns.
    /// - Returns: whether `record` is a row now; `false` at the end of the piece. Blank lines are passed over.
    /// - Throws: `DayCSVError` for a row that is too long or quoted wrong.
    mutating func advance(
        through piece: [UInt8], from position: inout Int
    ) throws(DayCSVError) -> Bool {
        if isDone { clear() }
        while position < piece.count {
            let byte = piece[position]
            position += 1
            length += 1
            guard length <= Self.longest else { throw fail(.tooLong(Self.longest)) }
            if state == .plain, byte > 0x2C, byte != separator {
                record.bytes.append(byte)
            } else if try step(byte) {
                guard isBlank else {
                    isDone = true
                    return true
                }
                clear()
            }
        }
        return false
    }

    /// Ends the file.
    ///
    /// - Returns: whether `record` is a last row, one without a line break.
    mutating func finish() throws(DayCSVError) -> Bool {
        if isDone { clear() }
        switch state {
        case .quoted: throw fail(.openQuote)
        case .carriageReturn: throw fail(.bareReturn)
        case .beginning, .start, .plain, .quote: break
        }
        guard length > 0 else { return false }
        endField()
        isDone = true
        return true
    }

    /// - Returns: whether the row has ended.
    private mutating func step(_ byte: UInt8) throws(DayCSVError) -> Bool {
        switch state {
        case .beginning(let seen): return try begin(byte, seen)
        case .start where byte == UInt8(ascii: "\""): state = .quoted
        case .start, .plain: return try stepPlain(byte)
        case .quoted:
            if byte == UInt8(ascii: "\"") {
                state = .quote
            } else {
                if byte == UInt8(ascii: "\n") { line += 1 }
                record.bytes.append(byte)
            }
        case .quote where byte == UInt8(ascii: "\""):
            record.bytes.append(byte)
            state = .quoted
        case .quote:
            guard byte == separator || byte == 0x0A || byte == 0x0D else {
                throw fail(.textAfterQuote)
            }
            return try stepPlain(byte)
        case .carriageReturn:
            guard byte == UInt8(ascii: "\n") else { throw fail(.bareReturn) }
            return endRow()
        }
        return false
    }

    private mutating func stepPlain(_ byte: UInt8) throws(DayCSVError) -> Bool {
        switch byte {
        case separator: endField()
        case UInt8(ascii: "\n"): return endRow()
        case UInt8(ascii: "\r"): state = .carriageReturn
        case UInt8(ascii: "\""): throw fail(.quoteInside)
        default:
            record.bytes.append(byte)
            state = .plain
        }
        return false
    }

    private mutating func begin(_ byte: UInt8, _ seen: Int) throws(DayCSVError) -> Bool {
        if byte == Self.mark[seen] {
            state = seen + 1 == Self.mark.count ? .start : .beginning(seen + 1)
            length = 0
            return false
        }
        guard seen == 0 else { throw fail(.brokenMark) }
        state = .start
        return try step(byte)
    }

    private mutating func endField() {
        record.ends.append(record.bytes.count)
        state = .start
    }

    private mutating func endRow() -> Bool {
        endField()
        line += 1
        return true
    }

    /// Whether there is nothing but a line break, not even quotes.
    private var isBlank: Bool { record.count == 1 && record.bytes.isEmpty && length <= 2 }

    private mutating func clear() {
        record.bytes.removeAll(keepingCapacity: true)
        record.ends.removeAll(keepingCapacity: true)
        record.line = line
        length = 0
        isDone = false
    }

    private func fail(_ fault: DayCSVError.Fault) -> DayCSVError {
        DayCSVError(line: record.line, fault)
    }
}
