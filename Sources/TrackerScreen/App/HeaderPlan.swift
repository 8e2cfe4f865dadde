/// What stands at the ends of the top line, and where: for who draws it and who clicks on it.
struct HeaderPlan {
    /// The words before the clock, and the clock; `nil` without prices.
    let clock: (words: String, time: String)?
    /// Whether the name of the program is shown.
    let isNamed: Bool
    /// The first column of what says that prices are simulated.
    let simulated: Int
    /// The columns between what is at the ends.
    let room: Range<Int>
    /// The sign of alerts that nobody has seen, and its first column; `nil` for no sign.
    let alerts: (text: String, column: Int)?

    static let name = "tracker-tui"
    static let simulatedSign = " SIMULATED "

    /// `time`: the clock of the newest prices, `nil` for none; `unseen`: the number of alerts that
    /// nobody has seen.
    init(time: String?, isSimulated: Bool, unseen: Int, width: Int) {
        let words = width >= 60 ? "as of " : ""
        clock = time.map { (words, $0) }
        isNamed = width >= 60 || !isSimulated
        simulated = 1 + (isNamed ? Self.name.cellWidth + 2 : 0)
        let left = simulated + (isSimulated ? Self.simulatedSign.cellWidth + 2 : 0)
        let right = width - 1 - (time.map { words.cellWidth + $0.cellWidth + 1 } ?? 0)
        let sign = Self.sign(unseen, width: width, room: right - left)
        alerts = sign.map { ($0, right - $0.cellWidth - 1) }
        let end = right - (sign.map { $0.cellWidth + 2 } ?? 0)
        room = left..<max(left, end)
    }

    /// The longest form that there is room for.
    private static func sign(_ count: Int, width: Int, room: Int) -> String? {
        guard count > 0 else { return nil }
        let words = " ! \(Numbers.count(count)) \(count == 1 ? "alert" : "alerts") "
        let forms = width >= 60 ? [words, " ! "] : [" !\(Numbers.count(count)) ", " ! "]
        return forms.first { $0.cellWidth + 2 <= room }
    }
}
