/// Recognises an answer 403 that is about the place that the request came from.
///
/// 403 has many meanings; this one is told in the body only, as text or as a web page: "restricted
/// location", "configured to block access from your country", "not available in your region".
enum BarredPage {
    /// Whether the text of a body has a word for places in it.
    ///
    /// Tags, scripts and styles do not count: `role="region"` and `window.location` are in pages
    /// about anything.
    static func speaksOfPlace(_ body: [UInt8]) -> Bool {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        return visible(body.map(lowered))
            .split { !letters.contains($0) }
            .contains { isPlace(String(decoding: $0, as: UTF8.self)) }
    }

    private static func isPlace(_ word: String) -> Bool {
        places.contains(word) || starts.contains { word.hasPrefix($0) }
    }

    private static let places: Set = [
        "country", "countries", "region", "regions", "location", "locations", "jurisdiction",
        "jurisdictions", "geo",
    ]
    /// "geo-blocked" is often written as one word.
    private static let starts = ["geoblock", "georestrict", "geofenc", "geolocation"]

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 0x20 : byte
    }

    /// The text that a reader of the page would see, more or less.
    private static func visible(_ page: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var rest = page[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            text += rest[..<start] + [UInt8(ascii: " ")]
            rest = rest[start...].dropFirst()
            for hidden in ["script", "style"] where rest.starts(with: hidden.utf8) {
                let end = rest.firstRange(of: Array("</\(hidden)".utf8))
                rest = rest[(end?.lowerBound ?? rest.endIndex)...]
            }
            rest = rest.drop { $0 != UInt8(ascii: ">") }.dropFirst()
        }
        return text + rest
    }
}
