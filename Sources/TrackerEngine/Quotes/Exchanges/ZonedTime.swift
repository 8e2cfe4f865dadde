/// A time as a text writes it: what the clocks show, and the zone of the clocks if the text names one.
struct ZonedTime: Hashable, Sendable {
    /// The time as if the clocks were those of UTC.
    let shown: Timestamp
    /// `nil` for a text without a zone.
    let zone: ZoneOffset?

    /// Reads `2026-09-21T06:53:00`, with or without a fraction, `Z`, `+09:00`, `+0900` or `+09`.
    ///
    /// - Returns: `nil` for any other text.
    init?(_ text: String) {
        if let time = Timestamp(iso: text) {
            shown = time
            zone = text.hasSuffix("Z") ? .utc : nil
            return
        }
        // The signs in the date come before its 19th byte.
        let bytes = text.utf8
        guard bytes.count <= 40,
            let sign = bytes.dropFirst(19).lastIndex(where: { "+-".utf8.contains($0) }),
            let time = Timestamp(iso: String(text[..<sign])), !text[..<sign].hasSuffix("Z"),
            let zone = Self.zone(text[sign...])
        else { return nil }
        shown = time
        self.zone = zone
    }

    private static func zone(_ text: Substring) -> ZoneOffset? {
        guard text.utf8.count == 5 else { return ZoneOffset(text) }
        return ZoneOffset(text.prefix(3) + ":" + text.suffix(2))
    }
}
