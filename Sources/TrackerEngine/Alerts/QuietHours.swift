/// The hours of a day at which alerts are held: `23:00-07:00`, in local time.
package struct QuietHours: Hashable, Sendable {
    /// Minutes since midnight; the end may lie before the start, on the next day.
    package let start: Int
    package let end: Int

    /// - Returns: `nil` for a text that is none, and for no time at all.
    package init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
            .map { Self.minute($0) }
        guard ends.count == 2, let start = ends[0], let end = ends[1], start != end else {
            return nil
        }
        self.start = start
        self.end = end
    }

    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({
                (1...2).contains($0.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
            parts[1].count == 2, (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }

    /// Whether a minute of the day, from 0, is one of them.
    package func contains(_ minute: Int) -> Bool {
        start < end ? (start..<end).contains(minute) : minute >= start || minute < end
    }
}
