/// The rule for the names of markets and pairs.
///
/// A name is in lower case and has 1 to `longest` bytes of UTF-8. It begins and ends with something
/// that can be seen, and holds nothing that cannot: neither control characters, which a terminal
/// obeys, nor marks that would make two names look alike. Everything else may stand in it: colons,
/// commas, blanks between words, letters of every script.
enum Name {
    /// The greatest length of a name in bytes of UTF-8; the longest that Cryptowatch had was 49.
    static let longest = 128

    /// The name in lower case.
    ///
    /// - Throws: `DomainError.notAName`
    static func checked(_ name: some StringProtocol) throws(DomainError) -> String {
        // Nearly every name from a feed is lower-case ASCII already: copied, not mapped.
        let isPlain =
            name.utf8.withContiguousStorageIfAvailable { bytes in
                unsafe bytes.allSatisfy(Self.isPlain)
            } ?? false
        if isPlain, !name.isEmpty, name.utf8.count <= longest {
            return String(name)
        }
        let lower = try stored(name)
        if let fault = characterFault(of: lower) {
            throw .notAName(String(name.prefix(256)), fault)
        }
        return lower
    }

    /// The name in lower case, of whatever characters.
    ///
    /// An older version stored names with characters that are refused now.
    /// - Throws: `DomainError.notAName` for no text and for more than `longest` bytes.
    static func stored(_ name: some StringProtocol) throws(DomainError) -> String {
        guard !name.isEmpty else { throw .notAName("", .empty) }
        // Some letters take more bytes in lower case.
        let lower = name.utf8.count <= longest ? name.lowercased() : ""
        guard (1...longest).contains(lower.utf8.count) else {
            throw .notAName(String(name.prefix(256)), .tooLong)
        }
        return lower
    }

    /// Whether a name that was stored holds only characters that a name may have.
    static func isProper(_ name: String) -> Bool {
        name.utf8.allSatisfy(isPlain) || characterFault(of: name) == nil
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !(0x41...0x5A).contains(byte)
    }

    private static func characterFault(of name: String) -> NameFault? {
        let scalars = name.unicodeScalars
        if let hidden = scalars.first(where: \.isInvisible) { return .invisible(hidden) }
        let ends = [scalars.first, scalars.last].compactMap { $0 }
        return ends.contains { $0.properties.isWhitespace } ? .blankEnd : nil
    }

    /// Whether a name comes before another one, bytewise.
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
