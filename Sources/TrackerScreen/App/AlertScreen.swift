import TrackerEngine

/// What the screen knows of alerts beside the board: what it has told, and what a rule that is being
/// typed would mark.
struct AlertScreen: Sendable {
    private(set) var index: PairAlerts
    /// The rule that is being typed, as the chart marks it.
    var draft: (instrument: Instrument, marks: AlertMarks)?
    /// What the bottom line was told of alerts last.
    var banner: Banner?
    private var board: AlertBoard
    /// The sequence number of the newest event that the screen has told, or need not tell.
    private var told: Int

    /// A line about alerts.
    struct Banner: Hashable, Sendable {
        let text: String
        /// The pair that it is about; `nil` if it is about several alerts, or no pair.
        let instrument: Instrument?
    }

    init(_ board: AlertBoard) {
        self.board = board
        index = PairAlerts(board)
        told = board.records.last?.sequence ?? .min
    }

    /// The channels of a new board of which a test has an outcome since the last one.
    func tested(in new: AlertBoard) -> [ChannelReport] {
        let counts = Dictionary(
            board.ways.map { ($0.name, $0.tests) }, uniquingKeysWith: { first, _ in first })
        return new.ways.filter { $0.tests > counts[$0.name] ?? 0 }
    }

    /// Takes a new board.
    ///
    /// - Returns: the events of it that are news, oldest first.
    mutating func follow(_ new: AlertBoard) -> [AlertRecord] {
        guard new != board else { return [] }
        board = new
        index = PairAlerts(new)
        let news = new.records.reversed().prefix { $0.sequence > max(told, new.startSequence) }
            .reversed().filter { !$0.isSeen && !$0.isSilenced }
        told = max(told, new.records.last?.sequence ?? told)
        return news
    }
}
