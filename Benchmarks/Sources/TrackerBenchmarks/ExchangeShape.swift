import Foundation

/// How one exchange answers: an element of `exchanges.json`.
struct ExchangeShape: Decodable {
    let id: String
    /// How a symbol is written, with `{base}` and `{quote}` in it.
    let symbol: String
    let quotes: [String]
    /// Whether its codes are in lower case.
    let lower: Bool?
    let tickers: [AnswerShape]
    let listing: AnswerShape?

    /// Writes an answer with so many pairs, in another order where there are `places`.
    func body(_ answer: AnswerShape, pairs: Int, places: [Int]? = nil) throws -> [UInt8] {
        let whole = try answer.whole(recordedBy: id)
        // A call for one pair alone.
        if answer.rows == "@self" { return Self.padded(try whole.written()) }
        let isKeyed = answer.at == "@key"
        let templates = try answer.rows(of: whole).map { row in
            var row = row
            if !isKeyed { row[answer.at] = .text(symbol) }
            for (path, text) in answer.set ?? [:] { row[path] = .text(text) }
            return (isKeyed ? "\"\(symbol)\":" : "") + (try row.written())
        }
        let rows = (places ?? Array(0..<pairs)).map { place in
            templates[place % templates.count]
                .replacing("{base}", with: base(place / quotes.count))
                .replacing("{quote}", with: quotes[place % quotes.count])
        }
        var envelope = whole
        envelope[answer.rows] = .text("ROWS")
        let text = rows.joined(separator: ",")
        let written = try envelope.written()
            .replacing("\"ROWS\"", with: isKeyed ? "{\(text)}" : "[\(text)]")
        return Self.padded(written)
    }

    /// As the client's bodies are: with room for what a parser reads past the end.
    static func padded(_ text: String) -> [UInt8] {
        var body = Array(text.utf8)
        body.reserveCapacity(body.count + 64)
        return body
    }

    /// AAA, AAB, …: as many letters each, so that no two pairs have one name.
    private func base(_ number: Int) -> String {
        let letters = [number / 676 % 26, number / 26 % 26, number % 26]
        let start: UInt8 = lower == true ? 0x61 : 0x41
        return String(decoding: letters.map { start + UInt8($0) }, as: UTF8.self)
    }
}

/// What one call of an exchange answers.
struct AnswerShape: Decodable {
    /// Without its query.
    let url: String
    /// The name of a recorded answer.
    let recording: String?
    /// Leads to the rows; empty: the answer is nothing but rows.
    let rows: String
    /// Where a row has its symbol: a path, or `@key` for its name.
    let at: String
    /// Where it has its price; rows without one are not used.
    let price: String?
    /// What else has to fit the symbol, and what is put there.
    let set: [String: String]?
    /// An answer with one row, where none is recorded.
    let example: JSONValue

    /// Beside the checkout; `SHARED` says where another folder of the kind is.
    static let recordings =
        (ProcessInfo.processInfo.environment["SHARED"].map { URL(filePath: $0) }
        ?? URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared").standardized).appending(path: "fixtures")

    private func recorded(by exchange: String) -> Data? {
        recording.flatMap {
            try? Data(contentsOf: Self.recordings.appending(path: "\(exchange)/\($0)"))
        }
    }

    func isRecorded(by exchange: String) -> Bool { recorded(by: exchange) != nil }

    fileprivate func whole(recordedBy exchange: String) throws -> JSONValue {
        try recorded(by: exchange).map { try JSONDecoder().decode(JSONValue.self, from: $0) }
            ?? example
    }

    fileprivate func rows(of whole: JSONValue) throws -> [JSONValue] {
        let rows = (whole[rows]?.members ?? []).filter { row in
            price.map { (row[$0]?.amount ?? 0) > 0 } ?? true
        }
        guard !rows.isEmpty else { throw ShapeError.noRow(url) }
        return rows
    }
}

/// Why answers cannot be made.
enum ShapeError: Error {
    case noRow(String)
    case noAnswer(String)
}

extension ShapeError: CustomStringConvertible {
    var description: String {
        switch self {
        case .noRow(let url): "no row with a price in the answer of \(url)"
        case .noAnswer(let exchange): "exchanges.json has no answer of \(exchange)"
        }
    }
}
