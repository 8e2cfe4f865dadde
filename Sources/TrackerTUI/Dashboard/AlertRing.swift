import TrackerEngine

/// What the terminal of an open dashboard is told when alerts fire, for channels of the kind
/// `terminal`.
///
/// It looks at the alerts of each snapshot, so those of a follower ring too.
struct AlertRing: Sendable {
    /// What rings: a channel's signs and a line.
    struct Sound: Hashable, Sendable {
        let signs: TerminalSigns
        let text: String
    }

    private var settings: AlertSettings
    private var channels: [(name: String, signs: TerminalSigns)] = []
    private var quiet: QuietTime?
    private let offset: @Sendable (Int) -> Int
    /// The number of the newest record that was looked at.
    private var last = 0
    /// The number of the newest record before quiet hours, while they last.
    private var lastBeforeQuiet: Int?

    init(_ settings: AlertSettings, offset: @escaping @Sendable (Int) -> Int) {
        self.offset = offset
        self.settings = settings
        readSettings()
    }

    /// Takes other channels and quiet hours.
    mutating func adopt(_ settings: AlertSettings) {
        guard settings != self.settings else { return }
        self.settings = settings
        readSettings()
    }

    private mutating func readSettings() {
        channels = settings.channels.compactMap { channel in
            (channel.plan as? TerminalSettings).map { (channel.name, $0.signs) }
        }
        quiet = settings.quiet.map { QuietTime($0, offset: offset) }
    }

    /// What rings for the records that are new, and at the end of quiet hours for those that came
    /// within them and that nobody has seen.
    mutating func sounds(of board: AlertBoard, at now: Timestamp) -> [Sound] {
        // What fired before this program began is no news.
        let known = max(last, board.startSequence)
        last = max(last, board.records.last?.sequence ?? 0)
        guard !channels.isEmpty else { return [] }
        let isQuiet = quiet?.end(at: now) != nil
        let first = max(lastBeforeQuiet ?? known, board.startSequence)
        lastBeforeQuiet = isQuiet ? first : nil
        guard last > (isQuiet ? known : first) else { return [] }
        let rules = Dictionary(
            board.rules.map { ($0.name, $0.delivery) }, uniquingKeysWith: { first, _ in first })
        let events = board.records.reversed().prefix { $0.sequence > first }.reversed()
            .filter { record in
                guard !record.isSilenced else { return false }
                let isUrgent = rules[record.event.rule]?.isUrgent == true
                if record.sequence > known { return isUrgent || !isQuiet }
                return !isQuiet && !isUrgent && !record.isSeen
            }.map(\.event)
        let letter = AlertLetter(board.rules, offset: offset)
        return channels.compactMap { channel in
            let own = events.filter { rules[$0.rule]?.channels?.contains(channel.name) ?? true }
            return Self.text(own, letter).map { Sound(signs: channel.signs, text: $0) }
        }
    }

    /// What rings to try a channel; `nil` for one of another kind.
    func test(of channel: String) -> Sound? {
        channels.first { $0.name == channel }.map {
            Sound(signs: $0.signs, text: "Test of \(channel)")
        }
    }

    private static func text(_ events: [AlertEvent], _ letter: AlertLetter) -> String? {
        guard let last = events.last else { return nil }
        let subject = letter.subject(of: last)
        return events.count == 1 ? subject : "\(events.count) alerts, newest: \(subject)"
    }
}
