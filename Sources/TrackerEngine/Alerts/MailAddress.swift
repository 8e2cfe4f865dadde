/// An address of mail that may stand in a header and in a command to a server.
///
/// Not all that RFC 5322 allows: no quotes, comments or blanks, ASCII only. libcurl hands on what it
/// is given, so a line break here would be a command to the server.
public struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// - Throws: `MailAddressError`
    public init(_ text: String) throws(MailAddressError) {
        let bytes = Array(text.utf8)
        guard bytes.allSatisfy({ $0 < 0x80 }) else { throw .notASCII(text) }
        let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].count), parts[1].count <= 253,
            Self.isDotted(parts[0], Self.isAtom), Self.isDotted(parts[1], Self.isHost)
        else { throw .notAnAddress(text) }
        self.text = text
    }

    public var description: String { text }

    /// What stands behind the `@`.
    public var domain: String {
        String(text[text.index(after: text.firstIndex(of: "@") ?? text.startIndex)...])
    }

    private static func isDotted(_ part: ArraySlice<UInt8>, _ isFine: (UInt8) -> Bool) -> Bool {
        part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { (1...64).contains($0.count) && $0.allSatisfy(isFine) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }

    /// `atext` of RFC 5322.
    private static func isAtom(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isHost(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == UInt8(ascii: "-")
    }
}

/// Why a text is no address of mail.
public enum MailAddressError: Error, Hashable, Sendable, CustomStringConvertible {
    case notAnAddress(String)
    case notASCII(String)

    public var description: String {
        switch self {
        case .notAnAddress(let text):
            "\"\(text.plain(upTo: 60))\" is no address; it has to look like ada@example.org"
        case .notASCII(let text):
            "\"\(text.plain(upTo: 60))\" is not ASCII; write the domain as xn--…"
        }
    }
}
