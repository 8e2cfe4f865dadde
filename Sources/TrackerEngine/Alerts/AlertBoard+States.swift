extension AlertBoard {
    /// How a rule stands as a whole, with all that it is about.
    public struct RuleState: Hashable, Sendable {
        /// The pairs and sources for which it has fired and is not over.
        public internal(set) var fired = 0
        /// Those whose conditions hold, and have to for some time yet.
        public internal(set) var pending = 0
        /// Since when the first of these conditions holds.
        public internal(set) var pendingSince: Minute?
        /// Those for which it was true when it was first looked at, and is still.
        public internal(set) var held = 0
        /// Those for which it fired once and is done.
        public internal(set) var done = 0
        /// The newest event of it that is known.
        public internal(set) var last: Minute?
        /// The silence that holds for all of it.
        public internal(set) var silence: AlertSilence?
        /// Whether its last day is over.
        public internal(set) var isExpired = false

        /// That of a rule that is armed, and has never fired.
        public init() {}

        /// The pairs and sources about which something is known.
        public var known: Int { fired + pending + held + done }

        /// The state in one word: `silenced`, `expired`, `fired`, `pending`, `done`, `armed`.
        public var word: String {
            if isExpired { return "expired" }
            if silence != nil { return "silenced" }
            return fired > 0 ? "fired" : pending > 0 ? "pending" : done > 0 ? "done" : "armed"
        }
    }

    /// How each rule stands, by its name.
    ///
    /// Cost: O(rules + standings + records).
    public func states(at now: Timestamp) -> [String: RuleState] {
        var states: [String: RuleState] = [:]
        let minute = Minute(containing: now)
        for rule in rules {
            var state = RuleState()
            state.silence = silence(of: rule.name, at: now)
            state.isExpired = rule.sensitivity.expiry.map { $0 <= minute } ?? false
            states[rule.name] = state
        }
        for standing in standings {
            switch standing.standing.phase {
            case .fired: states[standing.rule]?.fired += 1
            case .pending:
                let since = standing.standing.since
                states[standing.rule]?.pending += 1
                let first = states[standing.rule]?.pendingSince ?? since
                states[standing.rule]?.pendingSince = min(first, since)
            case .done: states[standing.rule]?.done += 1
            case .held: states[standing.rule]?.held += 1
            case .armed: break
            }
        }
        for record in records where record.event.kind != .end {
            states[record.event.rule]?.last = record.event.minute
        }
        return states
    }
}
