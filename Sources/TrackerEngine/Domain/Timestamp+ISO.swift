extension Timestamp {
    /// The time in UTC without the part of a second: `2021-08-28T16:27:00Z`.
    public var iso: String {
        let days = unixSeconds.dividedFloor(by: 86_400)
        let second = unixSeconds - days * 86_400
        let parts = [second / 3600, second / 60 % 60, second % 60].map(\.twoDigits)
        return "\(CivilDate(daysSince1970: days))T\(parts.joined(separator: ":"))Z"
    }

    /// The time in UTC as a part of a file name: `20210828T162700Z`.
    var compact: String { iso.filter { $0 != "-" && $0 != ":" } }

    /// Reads `2021-08-28T16:27:00`, with or without a fraction, a `Z`, or a blank for the `T`: UTC.
    ///
    /// `nil` for anything else, other time zones included.
    public init?(iso text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes.count <= 40, bytes[4] == 0x2D, bytes[7] == 0x2D,
            bytes[10] == 0x54 || bytes[10] == 0x20, bytes[13] == 0x3A, bytes[16] == 0x3A
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(0 as Int?) { sum, byte in
                sum.flatMap { (0x30...0x39).contains(byte) ? $0 * 10 + Int(byte - 0x30) : nil }
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), (1...12).contains(month),
            let day = number(8..<10), (1...31).contains(day), let hour = number(11..<13), hour < 24,
            let minute = number(14..<16), minute < 60, let second = number(17..<19), second < 60
        else { return nil }
        var rest = bytes[19...]
        if rest.first == 0x2E { rest = rest.dropFirst().drop { (0x30...0x39).contains($0) } }
        guard rest.isEmpty || rest.elementsEqual([0x5A]) else { return nil }
        let days = CivilDate(year: year, month: month, day: day).daysSince1970
        self.init(milliseconds: ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000)
    }
}
