import TrackerEngine

/// What goes on in the background, for the right end of the bottom line, most worth knowing first.
///
/// All times are clock times, so that nothing needs to be drawn between polls.
struct FactsText {
    typealias Fact = (text: String, style: Style)

    /// As many as there are words for at a width of the screen.
    let facts: [Fact]

    init(_ state: State, width: Int) {
        guard width >= Self.least else {
            facts = []
            return
        }
        // Whoever opened a port, or reads along, is told of it before what is usual.
        facts =
            Self.warnings(state) + Self.progress(state, width: width) + Self.unusual(state)
            + (width >= 100 ? Self.next(state) : []) + (width >= 150 ? Self.store(state) : [])
    }

    private static let least = 72

    private static func warnings(_ state: State) -> [Fact] {
        let summary = SourceSummary(state.snapshot)
        var facts: [Fact] = []
        if !summary.barred.isEmpty {
            facts.append((SourceSummary.names(summary.barred) + " barred here", .warning))
        }
        if let failure = HistoryText(state).failure { facts.append((failure, .warning)) }
        facts += Self.alerts(state)
        if let notice = state.snapshot.notice { facts.append((notice, .warning)) }
        let rejected = state.snapshot.sources.reduce(0) { $0 + $1.rejected }
        if rejected > 0 {
            let reason = state.snapshot.sources.compactMap(\.firstRejection).first ?? ""
            facts.append(("\(PollText.leftOut(rejected)): \(reason)", .warning))
        }
        return facts
    }

    /// Channels that fail or refuse, and what is wrong with the rules: `mail: wrong password, 3 waiting`.
    private static func alerts(_ state: State) -> [Fact] {
        // Their view says it in more words.
        if state.overlay.map({ type(of: $0).opener.name }) == "alerts" { return [] }
        let board = state.snapshot.alerts
        let channels = board.ways.compactMap { channel -> Fact? in
            guard !channel.isSound else { return nil }
            let waiting = channel.waiting > 0 ? ", \(Numbers.count(channel.waiting)) waiting" : ""
            let reply = channel.reply ?? "no answer"
            guard case .refusing = channel.state else {
                return ("\(channel.name): \(reply)\(waiting)", .warning)
            }
            let words = channel.state.words { clock($0, state) }
            return ("\(channel.name): \(words): \(reply)\(waiting)", .warning)
        }
        return channels + (board.notice.map { [($0, .warning)] } ?? [])
    }

    private static func progress(_ state: State, width: Int) -> [Fact] {
        var facts: [Fact] = []
        if let loading = state.snapshot.loading {
            let (read, all) = (Numbers.count(loading.read), Numbers.count(loading.all))
            facts.append(
                ("reading the day" + (loading.all > 0 ? ": \(read) of \(all) pairs" : ""), .dim))
        }
        let waiting = SourceSummary(state.snapshot).waiting.count
        // Where the next poll has no room, keys would give way to it for a moment each minute.
        if waiting > 0, width >= 100 {
            facts.append(("polling \(waiting) of \(state.snapshot.sources.count)", .dim))
        }
        if let history = HistoryText(state).progress { facts.append((history, .dim)) }
        return facts
    }

    private static func next(_ state: State) -> [Fact] {
        let well = state.snapshot.sources.filter { $0.failure == nil }
        guard let next = well.compactMap(\.nextPoll).min() else { return [] }
        return [("next \(Self.clock(next, state))", .dim)]
    }

    private static func unusual(_ state: State) -> [Fact] {
        var facts: [Fact] = []
        if case .following = state.snapshot.store {
            facts.append(("reading what another tracker-tui stores", .dim))
        }
        if let port = state.surroundings.port { facts.append(("port \(port)", .dim)) }
        return facts
    }

    private static func store(_ state: State) -> [Fact] {
        let text: String? =
            switch state.snapshot.store {
            case .memory(let reason): "not stored: \(reason)"
            case .writing(_, let through?):
                "stored to \(state.localTime.clock(at: through.unixSeconds))"
            case .writing: "store open"
            case .following, .failing: nil
            }
        return text.map { [($0, .dim)] } ?? []
    }

    /// A clock time, with seconds only if they are not 0.
    private static func clock(_ time: Timestamp, _ state: State) -> String {
        if let dated = state.tomorrow(time) { return dated }
        return time.unixSeconds % 60 == 0
            ? state.localTime.clock(at: time.unixSeconds)
            : state.localTime.clockWithSeconds(at: time.unixSeconds)
    }
}
