/// Why a body gives no numbers.
enum JSONError: Error, Hashable, Sendable {
    /// No JSON, cut off, or no UTF-8; where the parser stumbled, in its words.
    case broken(String)
    /// Bytes of gzip, which nobody said they were.
    case packed
    /// JSON, but something else than an object.
    case noObject(found: JSON.Kind)
    case missing(member: String)
    case wrongKind(member: String, found: JSON.Kind)
    /// More entries than a body may have.
    case tooMany(most: Int)
    case noMemory
}

extension JSONError: CustomStringConvertible {
    /// One line, without a full stop, that goes on after "unreadable:".
    var description: String {
        switch self {
        case .broken(let words): "not valid JSON (\(Self.plain(words)))"
        case .packed: "it is compressed with gzip, but its headers do not say so"
        case .noObject(let found): "\(found), not an object"
        case .missing(""): "it has no rows"
        case .missing(let member): "it has no \"\(member)\""
        case .wrongKind(let member, let found): "its \"\(member)\" is \(found)"
        case .tooMany(let most): "more than \(most) entries"
        case .noMemory: "too large for the available memory"
        }
    }

    /// simdjson's words, whose first sentence says it all, in the style of ours.
    private static func plain(_ words: String) -> String {
        let sentence = words.prefix { $0 != "." }
        let isWord = sentence.dropFirst().first?.isLowercase == true
        return isWord ? sentence.prefix(1).lowercased() + sentence.dropFirst() : String(sentence)
    }
}

extension JSON.Kind: CustomStringConvertible {
    var description: String {
        switch self {
        case .object: "an object"
        case .array: "a list"
        case .number: "a number"
        case .string: "a string"
        case .boolean: "true or false"
        case .null: "null"
        }
    }
}
