/// What a watch knows beside rules and prices, in the form that a store keeps.
///
/// A watch that goes on with it says what the one before would have said.
public struct AlertMemory: Hashable, Sendable {
    /// The newest minute of each market that was looked at.
    public var seen: [Market: Minute] = [:]
    public var sights: [Sight] = []
    /// How rules stand with pairs and sources; nothing for those that are armed.
    public var standings: [Standing] = []

    public init() {}

    /// The same with what an older memory knows beside it.
    ///
    /// What only was true at first sight gives way to what was known before it.
    func over(_ old: AlertMemory) -> AlertMemory {
        var result = self
        result.seen.merge(old.seen) { max($0, $1) }
        let prints = Dictionary(
            sights.map { ($0.rule, $0.fingerprint) }, uniquingKeysWith: { first, _ in first })
        let isSame = { (rule: String) in
            prints[rule] == nil
                || old.sights.contains { $0.rule == rule && $0.fingerprint == prints[rule] }
        }
        let rules = Set(Set(old.sights.map(\.rule)).filter(isSame))
        let earlier = old.sights.filter { rules.contains($0.rule) }
        let known = Set(earlier.map { Place(rule: $0.rule, subject: .market($0.market)) })
        result.sights.removeAll {
            known.contains(Place(rule: $0.rule, subject: .market($0.market)))
        }
        result.sights += earlier
        let before = old.standings.filter { rules.contains($0.rule) }
        let held = Set(before.map { Place(rule: $0.rule, subject: $0.subject) })
        result.standings.removeAll {
            $0.standing.phase == .held
                && held.contains(Place(rule: $0.rule, subject: $0.subject))
        }
        let own = Set(result.standings.map { Place(rule: $0.rule, subject: $0.subject) })
        result.standings += before.filter {
            !own.contains(Place(rule: $0.rule, subject: $0.subject))
        }
        return result
    }

    private struct Place: Hashable {
        let rule: String
        let subject: AlertSubject
    }

    /// Since when a rule knows a market.
    public struct Sight: Hashable, Sendable {
        public let rule: String
        /// The rule's meaning then: another one begins anew.
        public let fingerprint: UInt64
        public let market: Market
        public let minute: Minute

        public init(rule: String, fingerprint: UInt64, market: Market, minute: Minute) {
            self.rule = rule
            self.fingerprint = fingerprint
            self.market = market
            self.minute = minute
        }
    }

    public struct Standing: Hashable, Sendable {
        public let rule: String
        public let subject: AlertSubject
        public let standing: AlertStanding

        public init(rule: String, subject: AlertSubject, standing: AlertStanding) {
            self.rule = rule
            self.subject = subject
            self.standing = standing
        }
    }
}
