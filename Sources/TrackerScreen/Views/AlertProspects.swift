import TrackerEngine

/// How near rules are to firing, as far as it was worked out for the window that is shown.
struct AlertProspects: Sendable {
    private var known: [String: AlertProspect] = [:]
    /// The rules that `known` is of, found or not; those of an older window are asked for again.
    private var asked: Set<String> = []
    private var last: Minute?
    private var isWaiting = false
    /// Whether the minute had all of its prices when it was asked for last.
    private var wasWhole = false
    /// The names of the rules that were worked out at any time.
    private var answered: Set<String> = []

    /// Whether nothing was worked out for a rule yet.
    func isMissing(_ rule: String) -> Bool { !answered.contains(rule) }

    /// The newest that is known, also of the minute before.
    subscript(rule: String) -> AlertProspect? { known[rule] }

    /// What has to be asked; `nil` for nothing, and while an answer is on its way.
    mutating func question(
        about rules: [AlertRule], lists: AlertScope.Lists, at minute: Minute, isWhole: Bool
    ) -> AlertProspectsQuestion? {
        if minute != last { (asked, isWaiting) = ([], false) }
        // Exchanges answer one after the other: asked at the first of them and after the last.
        if minute == last, isWhole, !wasWhole { asked = [] }
        (last, wasWhole) = (minute, isWhole)
        let missing = rules.filter { !asked.contains($0.meaning) }
        guard !missing.isEmpty, !isWaiting else { return nil }
        isWaiting = true
        asked.formUnion(missing.map(\.meaning))
        return AlertProspectsQuestion(rules: missing, lists: lists)
    }

    /// An answer to an older window is dropped.
    mutating func receive(_ answer: AlertProspectsAnswer, at minute: Minute) {
        guard answer.last == minute else { return }
        isWaiting = false
        for rule in answer.rules { known[rule] = answer.prospects[rule] }
        answered.formUnion(answer.rules)
    }
}

extension Snapshot {
    /// Whether every source has answered or failed since a minute began.
    func hasAll(of minute: Minute) -> Bool {
        sources.allSatisfy { source in
            source.failure != nil || source.lastSuccess.map { $0 >= minute.start } ?? false
        }
    }
}
