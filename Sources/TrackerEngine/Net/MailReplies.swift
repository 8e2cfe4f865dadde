/// What a server for mail has said, as far as it matters.
struct MailReplies: Hashable, Sendable {
    /// Bytes of a line that count.
    static let longest = 512

    /// How many replies there were; a reply of several lines is one.
    private(set) var count = 0
    /// The last reply of 400 or more; the very last one is often `221 Bye`.
    private(set) var refusal: String?
    /// The last reply of 250.
    private(set) var acceptance: String?

    /// Adds a line of a reply: `250 2.0.0 Ok: queued as 4F10EF9E2A8`.
    ///
    /// Of a reply of several lines only the last one counts, which has a blank behind its number.
    mutating func add(line: [UInt8]) {
        guard line.count >= 3, line.prefix(3).allSatisfy({ (0x30...0x39).contains($0) }),
            line.count == 3 || line[3] != 0x2D
        else { return }
        let end = line.firstIndex { $0 == 0x0D || $0 == 0x0A } ?? line.endIndex
        let words = String(decoding: line[..<end], as: UTF8.self).plain(upTo: 200)
        count += 1
        switch line[0] {
        case UInt8(ascii: "4"), UInt8(ascii: "5"): refusal = words
        default: if words.hasPrefix("250") { acceptance = words }
        }
    }
}
