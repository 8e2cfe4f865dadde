/// A header field of a request or an answer.
struct PortHeader: Hashable, Sendable {
    /// In lower case if it is one of a request.
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A request to the port: everything that an answer may depend on.
///
/// Equal requests have equal answers for as long as the snapshot and the second are the same, which is
/// what `PortResponder` keeps replies by.
struct PortRequest: Hashable, Sendable {
    /// As sent: `GET`.
    var method = "GET"
    /// As sent, with its escapes and without the query.
    var path: [UInt8]
    /// Whether the request must have a Host header: HTTP/1.1 demands one.
    var needsHost = true
    /// Those of `Routes.headers`, in the order in which they came.
    var headers: [PortHeader] = []
    /// The parameters of `Routes.parameters`.
    var query = PortQuery()

    /// The values of all headers of a name, given in lower case, in their order.
    func values(of name: String) -> [String] {
        headers.lazy.filter { $0.name == name }.map(\.value)
    }

    /// The memory that it holds, in bytes.
    var weight: Int {
        headers.reduce(path.count + query.weight + 64) {
            $0 + $1.name.utf8.count + $1.value.utf8.count + 32
        }
    }
}

/// The parts of a request's path.
enum PathSegments {
    /// The longest path that is read, in bytes: two names of `Name.longest`, every byte escaped, fit.
    static let longest = 1024

    /// Splits a path and decodes its segments (RFC 3986, 2.1).
    ///
    /// The path is split before it is decoded, so that an escaped slash is part of its segment; a plus
    /// is a plus. `MHD_http_unescape` and `curl_easy_unescape` cannot do the second step: they pass on
    /// a broken escape as it is, or cut the text there, and the first reads `%+1` as an escape.
    ///
    /// - Returns: `nil` if the path is not absolute, is too long, has a broken escape, or is not UTF-8
    ///   once decoded. `/` has one empty segment.
    static func decoded(_ path: [UInt8]) -> [String]? {
        guard path.first == UInt8(ascii: "/"), path.count <= longest else { return nil }
        var segments: [String] = []
        segments.reserveCapacity(4)
        var rest = path.dropFirst()
        while true {
            let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            guard let bytes = unescaped(rest[..<end]),
                let text = String(validating: bytes, as: UTF8.self)
            else { return nil }
            segments.append(text)
            guard end < rest.endIndex else { return segments }
            rest = rest[(end + 1)...]
        }
    }

    /// A text with its escapes decoded; `nil` for a broken one, or if it is not UTF-8 then.
    static func decoded(_ text: String) -> String? {
        unescaped(Array(text.utf8)[...]).flatMap { String(validating: $0, as: UTF8.self) }
    }

    private static func unescaped(_ part: ArraySlice<UInt8>) -> [UInt8]? {
        guard part.contains(UInt8(ascii: "%")) else { return Array(part) }
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
