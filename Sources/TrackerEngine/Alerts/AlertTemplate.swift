/// A text with the fields of an alert in braces: `{pair} at {price}`.
///
/// `{{` and `}}` stand for braces.
public struct AlertTemplate: Hashable, Sendable {
    public enum Field: String, Hashable, Sendable, CaseIterable {
        case market, pair, price, then, change, span, value, rule, time, utc
    }

    public enum Piece: Hashable, Sendable {
        case text(String)
        case field(Field)
    }

    /// The text as it is written.
    public let source: String
    public let pieces: [Piece]

    /// - Throws: `AlertFault`, with the column of the brace or the name.
    public init(_ source: String) throws(AlertFault) {
        self.source = source
        var pieces: [Piece] = []
        var text = ""
        var rest = source[...]
        var column: Int { source.distance(from: source.startIndex, to: rest.startIndex) + 1 }
        while let character = rest.first {
            if rest.hasPrefix("{{") || rest.hasPrefix("}}") {
                text.append(character)
                rest = rest.dropFirst(2)
            } else if character == "{" {
                guard let end = rest.firstIndex(of: "}") else {
                    throw AlertFault(column, "a brace that is never closed; {{ stands for a brace")
                }
                let name = String(rest[rest.index(after: rest.startIndex)..<end])
                guard let field = Field(rawValue: name) else {
                    throw Self.unknown(name, at: column + 1)
                }
                if !text.isEmpty { pieces.append(.text(text)) }
                text = ""
                pieces.append(.field(field))
                rest = rest[rest.index(after: end)...]
            } else if character == "}" {
                throw AlertFault(column, "a brace that closes nothing; }} stands for a brace")
            } else {
                text.append(character)
                rest = rest.dropFirst()
            }
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        self.pieces = pieces
    }

    private static func unknown(_ name: String, at column: Int) -> AlertFault {
        let names = Field.allCases.map(\.rawValue)
        let remedy =
            NearestName.to(name, among: names).map { "did you mean {\($0)}?" }
            ?? "there are \(names.map { "{\($0)}" }.joined(separator: " "))"
        return AlertFault(column, "there is no {\(name.plain(upTo: 40))}; \(remedy)")
    }

    /// The text with the fields filled in.
    public func filled(_ value: (Field) -> String) -> String {
        pieces.reduce(into: "") { text, piece in
            switch piece {
            case .text(let part): text += part
            case .field(let field): text += value(field)
            }
        }
    }
}
