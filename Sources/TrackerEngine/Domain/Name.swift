/// The rule for the names of markets and pairs: lower case, 1 to `longest` bytes of UTF-8.
///
/// The longest name that Cryptowatch had was 49 bytes. A name may hold anything, also colons,
/// spaces and control characters: the code that shows it makes it plain (`plain(upTo:)`).
enum Name {
    /// The greatest length of a name in bytes of UTF-8.
    static let longest = 128

    /// The name in lower case.
    ///
    /// - Throws: `DomainError.notAName` for no text and for more than `longest` bytes.
    static func checked(_ name: some StringProtocol) throws(DomainError) -> String {
        // Nearly every name from a feed is lower-case ASCII already: copied, not mapped.
        let isPlain =
            name.utf8.withContiguousStorageIfAvailable { bytes in
                unsafe bytes.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) }
            } ?? false
        guard !name.isEmpty, name.utf8.count <= longest else {
            throw .notAName(String(name.prefix(256)))
        }
        guard !isPlain else { return String(name) }
        // Some letters take more bytes in lower case.
        let lower = name.lowercased()
        guard lower.utf8.count <= longest else { throw .notAName(String(name.prefix(256))) }
        return lower
    }

    /// Whether a name comes before another one, bytewise.
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
