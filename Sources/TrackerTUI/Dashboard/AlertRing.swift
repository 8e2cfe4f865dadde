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

    private var channels: [(name: String, signs: TerminalSigns)] = []
    private var quiet: QuietTime?
    private let offset: @Sendable (Int) -> Int
    /// The number of the newest record that was looked at.
    private var last = 0

    init(_ settings: AlertSettings, offset: @escaping @Sendable (Int) -> Int) {
        self.offset = offset
        adopt(settings)
    }

    mutating func adopt(_ settings: AlertSettings) {
        channels = settings.channels.compactMap { channel in
            (channel.plan as? TerminalSettings).map { (channel.name, $0.signs) }
        }
        quiet = settings.quiet.map { QuietTime($0, offset: offset) }
    }

    /// What rings for the records that are new.
    mutating func sounds(of board: AlertBoard, at now: Timestamp) -> [Sound] {
        guard let newest = board.records.last?.sequence, newest > last else { return [] }
        // What fired before this program began is no news.
        let known = max(last, board.startSequence)
        last = newest
        guard !channels.isEmpty else { return [] }
        let fresh = board.records.reversed().prefix { $0.sequence > known }.reversed()
            .filter { !$0.isSilenced }
        let rules = Dictionary(
            board.rules.map { ($0.name, $0.delivery) }, uniquingKeysWith: { first, _ in first })
        let letter = AlertLetter(board.rules, offset: offset)
        let isQuiet = quiet?.end(at: now) != nil
        return channels.compactMap { channel in
            let events = fresh.map(\.event).filter { event in
                let delivery = rules[event.rule]
                return delivery?.channels?.contains(channel.name) ?? true
                    && (!isQuiet || delivery?.isUrgent == true)
            }
            return Self.text(events, letter).map { Sound(signs: channel.signs, text: $0) }
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
