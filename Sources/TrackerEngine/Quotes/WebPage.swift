/// A web page that came where data was asked for.
enum WebPage {
    /// The page in words for a person, `a web page "Just a moment..."`; `nil` if it is none.
    static func words(_ response: HTTPResponse) -> String? {
        guard response.isPage else { return nil }
        return "a web page" + (title(of: response.body).map { " \"\($0)\"" } ?? "")
    }

    /// The text of the element `title`, one plain line; `nil` without one.
    static func title(of body: [UInt8]) -> String? {
        let head = body.prefix(longestHead).map(lowered)
        guard let start = head.firstRange(of: Array("<title".utf8)),
            let open = head[start.upperBound...].firstIndex(of: UInt8(ascii: ">")),
            let end = head[open...].firstRange(of: Array("</title".utf8))
        else { return nil }
        let text = String(decoding: body[(open + 1)..<end.lowerBound], as: UTF8.self)
        let words = unescaped(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? nil : words.plain(upTo: 60)
    }

    /// Bytes; a title stands at the beginning.
    private static let longestHead = 16_384

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 0x20 : byte
    }

    private static func unescaped(_ text: String) -> String {
        let names = [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
        ]
        return names.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }
}
