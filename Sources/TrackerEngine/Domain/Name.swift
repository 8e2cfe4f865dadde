/// What a market's and a pair's name have in common: lower case, 1 to `longest` bytes of UTF-8.
///
/// Anything else is allowed: the longest name that Cryptowatch had was 49 bytes, but what a
/// name holds (colons, spaces, control characters) is for whoever shows it to deal with.
enum Name {
    /// In bytes of UTF-8.
    static let longest = 128

    static func checked(_ name: some StringProtocol) throws(DomainError) -> String {
        // Nearly every name from a feed is lower-case ASCII already: copied, not mapped.
        let isPlain = name.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) }
        guard !name.isEmpty, name.utf8.count <= longest else {
            throw .notAName(String(name.prefix(256)))
        }
        guard !isPlain else { return String(name) }
        // Some letters take more bytes in lower case.
        let lower = name.lowercased()
        guard lower.utf8.count <= longest else { throw .notAName(String(name.prefix(256))) }
        return lower
    }

    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
