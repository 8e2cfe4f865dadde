import TrackerEngine

/// What the chart of a pair shows of alerts: the prices that rules wait for, and where they fired.
struct AlertMarks: Hashable, Sendable {
    var levels: [Double] = []
    /// Each minute once, the oldest first.
    var fires: [Minute] = []

    /// More levels than anybody can tell apart.
    static let mostLevels = 12
}

/// The marks of all pairs, looked up once for a board.
struct PairAlerts: Sendable {
    /// How a pair stands in the list.
    enum Sign: Hashable, Sendable {
        /// A rule names the pair.
        case armed
        /// A rule has fired and the figure has not come back, or nobody has seen the alert.
        case fired
    }

    private(set) var signs: [Instrument: Sign] = [:]
    private var levels: [Instrument: [Double]] = [:]
    private var fires: [Instrument: [Minute]] = [:]
    /// Rules with levels that are about lists or patterns.
    private var others: [AlertRule] = []
    private let lists: AlertScope.Lists

    init(_ board: AlertBoard) {
        lists = board.lists
        for rule in board.rules {
            var named: [Instrument] = []
            for case .pair(let instrument) in rule.scope.parts { named.append(instrument) }
            for instrument in named {
                signs[instrument] = .armed
                levels[instrument, default: []] += rule.levels
            }
            if named.count < rule.scope.parts.count, !rule.levels.isEmpty { others.append(rule) }
        }
        for standing in board.standings {
            guard case .pair(let instrument) = standing.subject, standing.standing.phase == .fired
            else { continue }
            signs[instrument] = .fired
        }
        for record in board.records where record.event.kind != .end {
            guard case .pair(let instrument) = record.event.subject else { continue }
            if !record.isSeen { signs[instrument] = .fired }
            if fires[instrument]?.last != record.event.minute {
                fires[instrument, default: []].append(record.event.minute)
            }
        }
    }

    /// The marks of a pair in a window: nothing of later minutes.
    func marks(of instrument: Instrument, through last: Minute) -> AlertMarks {
        let listed = others.lazy.filter { $0.scope.holds(instrument, lists: lists) }
            .flatMap(\.levels)
        let all = (levels[instrument] ?? []) + listed
        return AlertMarks(
            levels: Array(Set(all).sorted().prefix(AlertMarks.mostLevels)),
            fires: (fires[instrument] ?? []).filter { $0 <= last })
    }
}
