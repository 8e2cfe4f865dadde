/// The parts of a request's path.
enum PathSegments {
    /// More is no path of ours: two names of `Name.longest` bytes, every one escaped, fit.
    static let longest = 1024

    /// Splits the path off a request's target and decodes its segments (RFC 3986, 2.1).
    ///
    /// Split first, decoded then: an escaped slash is part of its segment, and a plus is a plus.
    ///
    /// - Returns: `nil` for a target that is no absolute path, is too long, has an escape that is
    ///   none, or is no UTF-8 once decoded. `/` has one empty segment.
    static func decoded(_ target: [UInt8]) -> [String]? {
        let path = target.prefix { $0 != UInt8(ascii: "?") }
        guard path.first == UInt8(ascii: "/"), path.count <= longest else { return nil }
        var segments: [String] = []
        let parts = path.dropFirst().split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for part in parts {
            guard let bytes = unescaped(part), let text = String(validating: bytes, as: UTF8.self)
            else { return nil }
            segments.append(text)
        }
        return segments
    }

    private static func unescaped(_ part: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = part
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit),
                let low = rest.popFirst().flatMap(digit)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
