import CSimdjson

/// Some scalars of each row of a JSON body: what all answers with lists of things have in common.
///
/// Rows are the members of one object or list; columns are paths inside of a row; notes are paths to
/// scalars beside the rows. The whole body is walked before anything is there to read, so that a
/// body broken at its end gives nothing. Cost: about 1 ns a byte.
@safe struct JSONTable: ~Copyable {
    private let parser: OpaquePointer
    private let found: tj_table
    /// Why there are no rows to read, though there may be notes; `nil` where there are.
    let failure: JSONError?

    /// The paths to look for, with dots between their steps.
    struct Shape: Hashable, Sendable {
        /// Leads from the top to the object or list with the rows; empty: the top is it.
        ///
        /// A step `*` takes any member that is an object or a list; `@self` as the last step makes
        /// what it leads to the only row.
        let rows: String
        /// Inside of a row: `@key` is the name of the row in its object, `@self` a row that is a
        /// scalar itself.
        let columns: [String]
        /// The paths from the top to scalars beside the rows, or in them.
        let notes: [String]

        init(rows: String, columns: [String], notes: [String] = []) {
            precondition(columns.count <= Self.most && notes.count <= Self.most)
            self.rows = rows
            self.columns = columns
            self.notes = notes
        }

        /// Columns, and notes.
        static let most = 32
    }

    /// The place of a scalar.
    enum Spot: Hashable, Sendable {
        /// `row` below `rowCount`; `column` as in the shape.
        case cell(row: Int, column: Int)
        /// A note; its number as in the shape.
        case note(Int)
    }

    /// Walks a body in UTF-8, a byte order mark before it is skipped; more than `most` rows refuse it.
    ///
    /// Bytes that are no UTF-8, and control characters in texts, are replaced in a second look.
    init(_ shape: Shape, of body: [UInt8], most: Int) throws(JSONError) {
        guard let parser = unsafe tj_parser_new() else { throw .noMemory }
        unsafe self.parser = unsafe parser
        var (found, firstRow) = unsafe Self.walk(parser, shape, body, most)
        if unsafe found.status == TJ_BROKEN, let repaired = JSON.repaired(body) {
            unsafe found = unsafe Self.walk(parser, shape, repaired, most).0
            firstRow = nil
        }
        unsafe self.found = unsafe found
        self.firstRow = firstRow
        switch unsafe found.status {
        case TJ_FINE: failure = nil
        case TJ_NO_OBJECT: failure = unsafe .noObject(found: JSON.Kind(found.found))
        case TJ_MEMBER_MISSING: failure = .missing(member: shape.rows)
        case TJ_MEMBER_WRONG:
            failure = unsafe .wrongKind(member: shape.rows, found: JSON.Kind(found.found))
        case TJ_TOO_MANY: failure = .tooMany(most: most)
        case TJ_NO_MEMORY: failure = .noMemory
        default:
            let words = unsafe found.words.map { unsafe String(cString: $0) } ?? "it is empty"
            failure = body.starts(with: [0x1F, 0x8B]) ? .packed : .broken(words)
        }
        rowCount = unsafe failure == nil ? found.row_count : 0
    }

    deinit { unsafe tj_parser_free(parser) }

    /// The number of rows, those without any column included; 0 if there is a failure.
    let rowCount: Int

    /// The place in the body at which the first row begins; `nil` if there is none, or no telling.
    let firstRow: Int?

    /// The kind of what holds the rows; without rows the kind of what is there instead.
    var container: JSON.Kind { unsafe JSON.Kind(found.found) }

    /// The kind of a scalar; null if there is none.
    @inline(__always)
    func kind(_ spot: Spot) -> JSON.Kind {
        unsafe has(spot) ? JSON.Kind(tj_type(UInt32(cell(at: spot).type))) : .null
    }

    /// Whether there is a scalar at all, be it null.
    @inline(__always)
    func has(_ spot: Spot) -> Bool { unsafe cell(at: spot).found }

    /// Of a number, or of a text that is one from end to end; NaN for all else, infinity where no
    /// double can hold it.
    @inline(__always)
    func number(_ spot: Spot) -> Double { unsafe cell(at: spot).number }

    /// A text unescaped, with any characters; a number as it stands there; `true`, `false`.
    ///
    /// `nil` where there is none of these.
    func text(_ spot: Spot) -> String? {
        unsafe cell(at: spot).bytes == nil
            ? nil : withText(spot) { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Whether a text, as `text` gives it, is one of some; `nil` where there is none.
    func isText(_ spot: Spot, oneOf texts: [String]) -> Bool? {
        guard unsafe cell(at: spot).bytes != nil else { return nil }
        return unsafe withText(spot) { text in
            texts.contains { unsafe $0.utf8.elementsEqual(text) }
        }
    }

    /// Gives a text as UTF-8, for as long as the call takes; empty if there is none.
    @inline(__always)
    func withText<R>(_ spot: Spot, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        let cell = unsafe cell(at: spot)
        let start = unsafe UnsafeRawPointer(cell.bytes)?.assumingMemoryBound(to: UInt8.self)
        return unsafe body(UnsafeBufferPointer(start: start, count: Int(cell.count)))
    }

    @inline(__always)
    private func cell(at spot: Spot) -> tj_cell {
        switch spot {
        case .cell(let row, let column):
            let width = unsafe found.column_count
            precondition(row < rowCount && column < width)
            return unsafe found.cells[row * width + column]
        case .note(let index):
            guard unsafe index < found.note_count else { return unsafe tj_cell() }
            return unsafe found.notes[index]
        }
    }

    private static func walk(
        _ parser: OpaquePointer, _ shape: Shape, _ body: [UInt8], _ most: Int
    ) -> (tj_table, firstRow: Int?) {
        let columns = shape.columns.joined(separator: "\n")
        let notes = shape.notes.joined(separator: "\n")
        return unsafe JSON.withPadded(body) { bytes, count in
            let table = unsafe tj_walk_table(
                parser, bytes, count, shape.rows, columns, notes, most)
            let first = unsafe UnsafeRawPointer(table.first_row).map {
                unsafe body.count - count + ($0 - UnsafeRawPointer(bytes))
            }
            return unsafe (table, first)
        } ?? (tj_table(), nil)
    }
}
