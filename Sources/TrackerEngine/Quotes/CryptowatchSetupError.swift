/// Why a Cryptowatch source cannot be made of what it was given.
public enum CryptowatchSetupError: Error, Hashable, Sendable {
    case badBase(WebAddressError)
    /// The API key is empty, too long, or holds what no header can.
    case unusableKey
}

extension CryptowatchSetupError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .badBase(.notAnAddress(let text)):
            "\"\(text.plain(upTo: 80))\" is no address of a server: expected http(s)://HOST[:PORT][/PATH]"
        case .badBase(let error): "\(error)"
        case .unusableKey:
            "the API key must be 1 to 1,024 characters of printable ASCII"
        }
    }
}
