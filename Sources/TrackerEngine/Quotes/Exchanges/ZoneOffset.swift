/// How far the clocks of a zone are ahead of UTC: `+9`, `-3:30`.
struct ZoneOffset: Hashable, Sendable {
    let minutes: Int

    static let utc = ZoneOffset(minutes: 0)

    private init(minutes: Int) { self.minutes = minutes }

    /// Reads `+9` or `-3:30`; `nil` for a zone that is nowhere.
    init?(_ text: Substring) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard let sign = ["+": 1, "-": -1][text.prefix(1)], parts.count <= 2,
            parts.allSatisfy({
                (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy(digits.contains)
            }),
            let hours = parts.first.flatMap({ UInt8($0) }),
            let minutes = parts.count == 2 ? UInt8(parts[1]) : 0, minutes < 60
        else { return nil }
        let offset = sign * (Int(hours) * 60 + Int(minutes))
        guard (-12 * 60...14 * 60).contains(offset) else { return nil }
        self.minutes = offset
    }

    /// `UTC`, `UTC+9`, `UTC-3:30`.
    var words: String {
        guard minutes != 0 else { return "UTC" }
        let (hours, rest) = minutes.magnitude.quotientAndRemainder(dividingBy: 60)
        return "UTC\(minutes < 0 ? "-" : "+")\(hours)"
            + (rest == 0 ? "" : ":\(Int(rest).twoDigits)")
    }

    /// The moment whose UTC reads as the clocks of this zone do at `time`.
    func local(_ time: Timestamp) -> Timestamp { time + .seconds(minutes * 60) }

    /// The moment at which the clocks of this zone read as those of UTC do at `time`.
    func utc(_ time: Timestamp) -> Timestamp { time + .seconds(-minutes * 60) }

    /// The first minute of the zone's day that `minute` is in.
    func startOfDay(of minute: Minute) -> Minute {
        let local = minute.index + minutes
        let into = (local % Minute.perDay + Minute.perDay) % Minute.perDay
        return minute.advanced(by: -into)
    }
}
