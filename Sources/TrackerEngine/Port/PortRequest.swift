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
    /// Those of `Routes.headers`, in the order in which they came.
    var headers: [PortHeader] = []
    /// The parameters of `Routes.parameters`.
    var query = PortQuery()

    /// Makes a request of a target in absolute form, which any client may send and a proxy does, one
    /// with a path (RFC 9112, 3.2.2): the host of `http://localhost:8080/top` counts in place of the
    /// Host header.
    mutating func makeRelative() {
        let scheme = Array("http://".utf8)
        guard path.count > scheme.count,
            String(decoding: path.prefix(scheme.count), as: UTF8.self).lowercased() == "http://"
        else { return }
        let rest = path.dropFirst(scheme.count)
        let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        let host = String(decoding: rest[..<end], as: UTF8.self)
        path = end == rest.endIndex ? [UInt8(ascii: "/")] : Array(rest[end...])
        headers.removeAll { $0.name == "host" }
        headers.append(PortHeader("host", host))
    }

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

/// The reason why a text with escapes is none.
enum EscapeFault: Error, Hashable, Sendable {
    /// A percent sign without two hexadecimal digits behind it.
    case broken
    /// Decoded, it is not UTF-8.
    case notUTF8

    /// The end of a sentence.
    var words: String {
        switch self {
        case .broken: "has a broken escape"
        case .notUTF8: "is not UTF-8"
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
    /// - Returns: `nil` if the path is not absolute or is too long. `/` has one empty segment.
    /// - Throws: `EscapeFault` for a segment with a broken escape, or that is not UTF-8 once decoded.
    static func decoded(_ path: [UInt8]) throws(EscapeFault) -> [String]? {
        guard path.first == UInt8(ascii: "/"), path.count <= longest else { return nil }
        var segments: [String] = []
        segments.reserveCapacity(4)
        var rest = path.dropFirst()
        while true {
            let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            segments.append(try decoded(rest[..<end]))
            guard end < rest.endIndex else { return segments }
            rest = rest[(end + 1)...]
        }
    }

    /// A text with its escapes decoded.
    static func decoded(_ text: String) throws(EscapeFault) -> String {
        try decoded(Array(text.utf8)[...])
    }

    private static func decoded(_ part: ArraySlice<UInt8>) throws(EscapeFault) -> String {
        guard let bytes = unescaped(part) else { throw .broken }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        return text
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
