/// A value from outside that is not what it says it is.
public enum DomainError: Error, Hashable, Sendable {
    /// A price that is negative or not finite.
    case notAPrice(Double)
    /// An amount traded that is negative or not finite.
    case notAnAmount(Double)
    /// A market or pair name that is empty or longer than `Name.longest` bytes.
    case notAName(String)
    /// A feed key that is not `market:<market>:<pair>` or `index:<market>:<pair>`.
    case notAKey(String)
}

extension DomainError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAPrice(let amount): "\(amount) is no price: it must be a number, 0 or more"
        case .notAnAmount(let amount):
            "\(amount) is no amount: it must be a number, 0 or more"
        case .notAName(let name):
            name.isEmpty
                ? "a name must not be empty"
                : "the name \"\(name.plain(upTo: 20))\" is longer than \(Name.longest) bytes"
        case .notAKey(let key):
            "\"\(key.plain(upTo: 80))\" is no key: expected market:NAME:PAIR or index:NAME:PAIR"
        }
    }
}
