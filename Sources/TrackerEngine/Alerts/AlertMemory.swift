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
