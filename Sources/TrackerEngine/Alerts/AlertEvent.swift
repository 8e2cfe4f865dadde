/// Something that a rule has to say: a condition has become true, went on, or is over.
public struct AlertEvent: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The conditions have become true.
        case fire
        /// The price has gone as far again since the last fire.
        case again
        /// The figure has come back.
        case end
    }

    /// The name of the rule.
    public let rule: String
    public let subject: AlertSubject
    /// The minute of the price that it was seen at.
    public let minute: Minute
    public let kind: Kind
    /// The price of the minute; `nil` for one without, as of a source that fails.
    public var price: Price?
    /// The figure of the rule's `subject` condition, in its unit; the multiple that was passed.
    public var value: Double?
    /// The price that a move is measured from, the other price of a spread, the price of the fire
    /// that has ended.
    public var base: Price?
    /// The minute of `base`.
    public var baseMinute: Minute?
    /// The minute of the last price before, if more than 5 minutes lie between: nobody saw when it
    /// became true.
    public var gap: Minute?
    /// Whether it was seen between two minutes, by a rule that is live.
    public var isLive = false
    /// Whether it is worked out of prices that were fetched afterwards: nobody polled at its minute.
    public var isMissed = false
    /// The source that the market's prices came from, where more than one offers them; else `nil`.
    public var source: String?

    public init(rule: String, subject: AlertSubject, minute: Minute, kind: Kind) {
        self.rule = rule
        self.subject = subject
        self.minute = minute
        self.kind = kind
    }

    /// The key that no two events have.
    public struct Key: Hashable, Sendable {
        public let rule: String
        public let subject: AlertSubject
        public let minute: Minute
        public let kind: Kind
    }

    public var key: Key { Key(rule: rule, subject: subject, minute: minute, kind: kind) }

    /// The change from `base` to `price` as a fraction: 0.03 stands for +3 %.
    public var change: Double? {
        guard let price, let base, !base.isNone else { return nil }
        return price.amount / base.amount - 1
    }

    /// The order in which events are told: by minute, market, pair, rule.
    public static func precedes(_ left: AlertEvent, _ right: AlertEvent) -> Bool {
        if left.minute != right.minute { return left.minute < right.minute }
        if left.subject != right.subject { return left.subject < right.subject }
        if left.rule != right.rule {
            return left.rule.utf8.lexicographicallyPrecedes(right.rule.utf8)
        }
        return left.kind.rawValue < right.kind.rawValue
    }
}

/// What an alert is about: a pair, or the source of a market, or of all markets.
public enum AlertSubject: Hashable, Sendable, Comparable, CustomStringConvertible {
    case everything
    case market(Market)
    case pair(Instrument)

    /// `*`, `kraken`, `kraken:btcusd`: the key in a store.
    public var description: String {
        switch self {
        case .everything: "*"
        case .market(let market): market.name
        case .pair(let instrument): "\(instrument)"
        }
    }

    /// The market; `nil` for all of them.
    public var market: Market? {
        switch self {
        case .everything: nil
        case .market(let market): market
        case .pair(let instrument): instrument.market
        }
    }
}

extension [AlertEvent] {
    /// In the order in which they are told.
    ///
    /// Places are sorted, because events are large.
    var inOrder: [AlertEvent] {
        guard count > 1 else { return self }
        return indices.sorted { AlertEvent.precedes(self[$0], self[$1]) }.map { self[$0] }
    }
}
