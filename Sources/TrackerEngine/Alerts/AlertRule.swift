/// What a person wants to be told of: pairs, conditions, and how sensitive the rule is.
///
/// Its text and its sentence are the same in the configuration, at the prompt and on the command
/// line. `AlertWatch` finds when it fires; `BackTest` finds when it would have.
public struct AlertRule: Hashable, Sendable {
    /// 1 to 40 of letters, digits, `-` and `_`; no other rule has it.
    public let name: String
    public let scope: AlertScope
    /// All of them have to hold; at least one.
    public let conditions: [AlertCondition]
    public var sensitivity = Sensitivity()
    public var delivery = Delivery()
    /// Where it was written; `nil` for one that was typed.
    public var place: Place?

    public init(_ name: String, on scope: AlertScope, when conditions: [AlertCondition]) {
        self.name = name
        self.scope = scope
        self.conditions = conditions
    }

    /// When a rule fires again, and when not; `nil` stands for what the conditions suggest.
    public struct Sensitivity: Hashable, Sendable {
        /// Minutes for which the conditions have to hold at each polled minute.
        public var hold = 0
        /// How far the figure has to come back before the rule can fire anew.
        public var margin: Margin?
        /// Whether it fires again when the price has gone as far again.
        public var steps: Bool?
        /// The least number of minutes between two fires of an instrument.
        public var coolDown: Int?
        /// Whether each instrument fires once only.
        public var isOnce = false
        /// The first minute at which the rule counts no more, that after `lastDay`; `nil` for never.
        public var expiry: Minute?
        /// Whether the end of an episode is told too.
        public var tellsEnd: Bool?
        /// Whether it may fire on what was true before anyone looked.
        public var firesAtStart = false
        /// Whether it looks at each poll, not only at the first of a minute.
        public var isLive = false
        /// Whether patterns include pairs with few different prices.
        public var includesThin = false

        public init() {}

        /// The last day on which the rule counts, a day of UTC: `2026-12-31`; `nil` for no end.
        public var lastDay: String? {
            expiry.map { String($0.advanced(by: -1).start.iso.prefix(10)) }
        }
    }

    /// The way back that arms a rule anew.
    public enum Margin: Hashable, Sendable {
        /// In the unit of the figure.
        case absolute(Double)
        /// A share of the level: 0.005 stands for 0.5 %.
        case share(Double)
    }

    /// Where its alerts go, and in which words.
    public struct Delivery: Hashable, Sendable {
        /// The names of channels; `nil` for all of them.
        public var channels: [String]?
        /// Whether quiet hours and gathering do not hold it up.
        public var isUrgent = false
        public var title: AlertTemplate?
        public var text: AlertTemplate?

        public init() {}
    }

    /// The file and the line where a rule begins.
    public struct Place: Hashable, Sendable {
        public let file: String
        public let line: Int

        public init(file: String, line: Int) {
            self.file = file
            self.line = line
        }
    }
}

// MARK: - What the conditions suggest

extension AlertRule {
    /// The condition that an alert speaks of: the first that is no mere choice of pairs.
    public var subject: AlertCondition {
        conditions.first { condition in
            switch condition {
            case .quote, .stale: false
            default: true
            }
        } ?? conditions[0]
    }

    /// The longest span of its conditions.
    var longestSpan: AlertSpan? { conditions.compactMap(\.span).max() }

    /// The least number of minutes between two fires of an instrument: the span where there is one,
    /// else 15.
    public var coolDown: Int { sensitivity.coolDown ?? longestSpan?.minutes ?? 15 }

    public var hasSteps: Bool { sensitivity.steps ?? (subject.figure?.isMove ?? false) }

    public var tellsEnd: Bool { sensitivity.tellsEnd ?? (subject.figure?.endsByDefault ?? false) }

    /// A text that says all that decides when it fires: rules with the same text fire alike.
    public var meaning: String {
        let s = sensitivity
        let margin =
            switch s.margin {
            case .absolute(let number)?: "\(number)"
            case .share(let share)?: "\(share)*"
            case nil: "-"
            }
        let flags = [hasSteps, s.isOnce, tellsEnd, s.firesAtStart, s.isLive, s.includesThin]
            .map { $0 ? "1" : "0" }.joined()
        return "\(scope.text) | \(conditionText) | \(s.hold) \(margin) \(coolDown) \(flags)"
            + (s.expiry.map { " \($0.index)" } ?? "")
    }

    /// A number for its meaning: a rule whose number has changed begins anew.
    public var fingerprint: UInt64 { meaning.fowlerHash }
}
