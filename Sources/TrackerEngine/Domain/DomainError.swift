/// A value from outside that is not what it says it is.
public enum DomainError: Error, Hashable, Sendable {
    /// A price that is negative or not finite.
    case notAPrice(Double)
    /// An amount traded that is negative or not finite.
    case notAnAmount(Double)
    /// A text that is no name of a market or a pair.
    case notAName(String, NameFault)
    /// A feed key that is not `market:<market>:<pair>` or `index:<market>:<pair>`.
    case notAKey(String)
}

/// The reason why a text is no name.
public enum NameFault: Hashable, Sendable {
    case empty
    case tooLong
    /// It holds a character that draws nothing.
    case invisible(Unicode.Scalar)
    /// It begins or ends with a blank.
    case blankEnd
}

extension DomainError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAPrice(let amount): "\(amount) is not a price: it must be a number, 0 or more"
        case .notAnAmount(let amount):
            "\(amount) is not an amount: it must be a number, 0 or more"
        case .notAName(_, .empty): "a name must not be empty"
        case .notAName(let name, let fault): "the name \"\(name.plain(upTo: 20))\" \(fault)"
        case .notAKey(let key):
            "\"\(key.plain(upTo: 80))\" is not a key: expected market:NAME:PAIR or index:NAME:PAIR"
        }
    }
}

extension NameFault: CustomStringConvertible {
    /// The end of a sentence about the text: "is empty".
    public var description: String {
        switch self {
        case .empty: "is empty"
        case .tooLong: "is longer than \(Name.longest) bytes"
        case .invisible(let scalar):
            "contains U+\(Self.hexadecimal(scalar.value)), which is invisible"
        case .blankEnd: "begins or ends with a blank"
        }
    }

    /// At least four digits, as Unicode writes them.
    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
