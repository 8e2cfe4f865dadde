/// A text with fields in braces, most of all JSON: `{"content": {text}, "from": "alert {rule}"}`.
///
/// A brace that does not stand around a name of lower-case letters is itself, so JSON is written as
/// always.
struct FieldTemplate: Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case text(String)
        /// `isQuoted`: it stands within a text of JSON.
        case field(String, isQuoted: Bool)
    }

    let pieces: [Piece]

    /// A template whose names are known to be right.
    init(known source: String) { pieces = Self.parse(source).map(\.piece) }

    /// - Throws: `AlertFault`, with the column of a name that is not one of `fields`.
    init(_ source: String, fields: [String]) throws(AlertFault) {
        let found = Self.parse(source)
        for (piece, column) in found {
            guard case .field(let name, _) = piece, !fields.contains(name) else { continue }
            let remedy =
                NearestName.to(name, among: fields).map { "did you mean {\($0)}?" }
                ?? "there are \(fields.map { "{\($0)}" }.joined(separator: " "))"
            throw AlertFault(column, "there is no {\(name.plain(upTo: 40))}; \(remedy)")
        }
        pieces = found.map(\.piece)
    }

    /// The names of the fields in it.
    var names: [String] {
        pieces.compactMap { if case .field(let name, _) = $0 { name } else { nil } }
    }

    private static func parse(_ source: String) -> [(piece: Piece, column: Int)] {
        var pieces: [(piece: Piece, column: Int)] = []
        var text = ""
        var (isQuoted, isEscaped) = (false, false)
        var (rest, column) = (source[...], 1)
        while let character = rest.first {
            if let name = name(at: rest) {
                if !text.isEmpty { pieces.append((.text(text), column)) }
                text = ""
                pieces.append((.field(String(name), isQuoted: isQuoted), column + 1))
                rest = rest.dropFirst(name.count + 2)
                column += name.count + 2
                continue
            }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = isQuoted && character == "\\" && !isEscaped
            text.append(character)
            rest = rest.dropFirst()
            column += 1
        }
        if !text.isEmpty { pieces.append((.text(text), column)) }
        return pieces
    }

    /// The name of a field whose brace begins a text.
    private static func name(at text: Substring) -> Substring? {
        guard text.first == "{" else { return nil }
        let name = text.dropFirst().prefix { ("a"..."z").contains($0) }
        return !name.isEmpty && text.dropFirst(name.count + 1).first == "}" ? name : nil
    }
}

// MARK: - Filling

extension FieldTemplate {
    /// JSON, with each value as JSON has it; within a text of JSON as a part of that.
    func json(_ value: (String) -> MessageValue) -> [UInt8] {
        pieces.reduce(into: []) { bytes, piece in
            switch piece {
            case .text(let text): bytes += text.utf8
            case .field(let name, isQuoted: false): bytes += value(name).json
            case .field(let name, isQuoted: true):
                // Without its quotation marks.
                bytes += MessageValue.text(value(name).text).json.dropFirst().dropLast()
            }
        }
    }

    /// The text, with each value as `value` gives it.
    func text(_ value: (String) -> String) -> String {
        pieces.reduce(into: "") { text, piece in
            switch piece {
            case .text(let part): text += part
            case .field(let name, _): text += value(name)
            }
        }
    }

    /// What is wrong with it as JSON, filled in with texts; `nil` for nothing.
    var jsonFault: String? {
        let body = json { _ in .text("x") }
        do throws(JSONError) {
            let table = try JSONTable(
                JSONTable.Shape(rows: "", columns: []), of: body, most: body.count)
            return table.failure.map { "\($0)" }
        } catch {
            return "\(error)"
        }
    }
}
