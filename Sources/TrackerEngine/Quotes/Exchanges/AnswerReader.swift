/// Reads an answer of an exchange as a table, and what it says of its own success.
struct AnswerReader: Sendable {
    let rules: [Exchange.ErrorRule]
    let host: String
    /// The time that the server of the answer asks to be left alone.
    var retryAfter: Duration?

    /// The most rows of one answer: a hundred times as many as the largest had.
    static let mostRows = 200_000

    /// A failure that an answer tells of.
    struct Complaint: Hashable, Sendable {
        /// One plain line.
        let words: String
        /// Whether the server says that it was asked too often.
        let isBusy: Bool
    }

    /// The beginning of the first row, or of the whole answer if it has none: one plain line.
    static func sample(of table: borrowing JSONTable, in body: [UInt8]) -> String {
        sample(of: body.dropFirst(table.firstRow ?? 0))
    }

    /// The beginning of an answer: one plain line.
    static func sample(of body: ArraySlice<UInt8>) -> String {
        String(decoding: body.prefix(400), as: UTF8.self).plain(upTo: 200)
    }

    /// The rows of a good answer, at most `most`; `notes`, from the top, come behind those of the
    /// rules.
    ///
    /// - Throws: `QuoteError` for a body that cannot be read, and for one that says that it is none.
    func table(
        _ body: [UInt8], rows: String, columns: [String], notes more: [String] = [],
        most: Int = mostRows, isPage: Bool = false
    ) throws(QuoteError) -> JSONTable {
        let table: JSONTable
        do throws(JSONError) {
            table = try JSONTable(
                JSONTable.Shape(rows: rows, columns: columns, notes: notes + more), of: body,
                most: most)
        } catch {
            throw .malformed(host: host, reason: "\(error)")
        }
        if let complaint = complaint(in: table) {
            throw complaint.isBusy
                ? .busy(host: host, retryAfter: retryAfter, words: complaint.words)
                : .refused(
                    host: host, status: 200, retryAfter: retryAfter, words: complaint.words)
        }
        if let failure = table.failure {
            // What blocks a request often answers 200 with a page for people.
            let title = isPage ? WebPage.title(of: body).map { ": \"\($0)\"" } ?? "" : ""
            throw .malformed(
                host: host, reason: isPage ? "a web page, not JSON\(title)" : "\(failure)")
        }
        return table
    }

    /// Finds the reason that an answer gives if its status is no success; `nil` if it gives none.
    func complaint(in body: [UInt8]) -> Complaint? {
        guard body.count <= 65_536,
            let table = try? JSONTable(
                JSONTable.Shape(rows: "", columns: ["@key"], notes: notes + Self.usual), of: body,
                most: Self.mostRows)
        else { return nil }
        if let complaint = complaint(in: table) { return complaint }
        // A number is no reason.
        let usual = (notes.count..<notes.count + Self.usual.count).filter {
            table.number(.note($0)).isNaN
        }
        let words = Self.text(of: usual, in: table)
        return words.map { Complaint(words: $0.plain(upTo: 120), isBusy: false) }
    }

    /// The paths at which many servers put their words.
    private static let usual = ["message", "msg", "error", "error.message", "reason"]

    /// Codes and words of all rules together, so that the usual ones find room beside them.
    static let mostNotes = JSONTable.Shape.most - usual.count

    /// The text of a note that a caller asked for.
    func text(ofNote index: Int, in table: borrowing JSONTable) -> String? {
        table.text(.note(notes.count + index)).flatMap { $0.isEmpty ? nil : $0 }
    }

    private var notes: [String] { rules.flatMap { [$0.path] + $0.words } }

    /// The first of some notes that has a text.
    private static func text(of notes: some Sequence<Int>, in table: borrowing JSONTable) -> String?
    {
        for note in notes {
            if let text = table.text(.note(note)), !text.isEmpty { return text }
        }
        return nil
    }

    private func complaint(in table: borrowing JSONTable) -> Complaint? {
        var note = 0
        for rule in rules {
            // An empty text says as little as null.
            let code = table.text(.note(note)).flatMap { $0.isEmpty ? nil : $0 }
            let words = Self.text(of: note + 1..<note + 1 + rule.words.count, in: table)
            note += 1 + rule.words.count
            guard let code, rule.isFailure(code) else { continue }
            let isBusy = rule.busy.contains { glob in
                glob.matches(code) || words.map(glob.matches) ?? false
            }
            let text = words.map { $0 == code ? code : "\($0) (\(code))" } ?? code
            return Complaint(words: text.plain(upTo: 120), isBusy: isBusy)
        }
        return nil
    }
}

extension Exchange.ErrorRule {
    fileprivate func isFailure(_ code: String) -> Bool {
        switch test {
        case .fine(let codes): !codes.contains(code)
        case .failed(let codes): codes.contains(code)
        case .present: true
        }
    }
}

extension Exchange.RowTest {
    /// Whether a row passes that has its member in this column.
    static func passes(
        _ tests: [Exchange.RowTest], _ table: borrowing JSONTable, row: Int, from column: Int
    ) -> Bool {
        for index in tests.indices {
            let spot = JSONTable.Spot.cell(row: row, column: column + index)
            if table.isText(spot, oneOf: tests[index].values) == false { return false }
        }
        return true
    }
}
