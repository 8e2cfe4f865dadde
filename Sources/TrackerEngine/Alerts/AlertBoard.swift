/// Alerts as readers see them: the rules, how they stand, what fired, how the channels do.
public struct AlertBoard: Hashable, Sendable {
    /// The rules in use: those of the configuration, then those made on the screen.
    public var rules: [AlertRule] = []
    /// The lists of pairs that rules name.
    public var lists = AlertScope.Lists()
    /// How rules stand with pairs and sources; nothing for those that are armed.
    public var standings: [AlertMemory.Standing] = []
    /// What fired, oldest first: the newest `mostRecords`.
    public var records: [AlertRecord] = []
    /// Records up to this sequence number were there when the program began: they are no news.
    public var startSequence = 0
    public var channels: [ChannelReport] = []
    /// The channels through which nothing leaves, because the prices are simulated.
    public var withheld: [String] = []
    /// When alerts are held that are not urgent; `nil` for never.
    public var quiet: QuietTime?
    /// How the address does that is requested while all is well; `nil` for none.
    public var heartbeat: ChannelReport?
    /// What is recorded and not sent for a while.
    public var silences: [AlertSilence] = []
    /// What is wrong with the rules or with what keeps them, for a person; `nil` for nothing.
    public var notice: String?
    /// The paths that `notice` may have: the port leaves their folders out.
    public var files: [String] = []

    /// The most records that readers get; a store keeps more.
    public static let mostRecords = 1000

    public init() {}

    /// The number of events that nobody has acknowledged.
    public var unseenCount: Int { records.reduce(0) { $0 + ($1.isSeen ? 0 : 1) } }

    /// The silence that holds for a rule and what it is about at a time; `nil` for none.
    public func silence(
        of rule: String, about subject: AlertSubject? = nil, at now: Timestamp
    ) -> AlertSilence? {
        silences.first { $0.holds(for: rule, about: subject, at: now) }
    }
}

/// An event as it is kept, and what became of it.
public struct AlertRecord: Hashable, Sendable {
    /// Counts up in the order in which events were committed; no two have the same.
    public let sequence: Int
    public let event: AlertEvent
    /// Whether somebody has acknowledged it.
    public var isSeen: Bool
    /// Whether it was recorded only, because of a silence.
    public var isSilenced: Bool
    /// What each channel has made of it.
    public var deliveries: [Delivered]

    public init(
        sequence: Int, event: AlertEvent, isSeen: Bool = false, isSilenced: Bool = false,
        deliveries: [Delivered] = []
    ) {
        self.sequence = sequence
        self.event = event
        self.isSeen = isSeen
        self.isSilenced = isSilenced
        self.deliveries = deliveries
    }

    /// What a channel has made of an event.
    public struct Delivered: Hashable, Sendable {
        public let channel: String
        public var state: OutboxRow.State
        /// What the channel said last.
        public var reply: String?

        public init(channel: String, state: OutboxRow.State, reply: String? = nil) {
            self.channel = channel
            self.state = state
            self.reply = reply
        }
    }
}

/// How a channel does, for a person.
public struct ChannelReport: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        /// Nothing has been sent yet.
        case unused
        /// The newest message was accepted then.
        case well(Timestamp)
        /// It failed, and is tried again then.
        case failing(retry: Timestamp)
        /// It waits for somebody to mend it, and is tried again then.
        case barred(retry: Timestamp)
        /// It has refused every message since then, so many of them, the newest of them within a
        /// day; it gets the next one at once.
        case refusing(since: Timestamp, count: Int)
        /// It is not requested, as not all is well: of a heartbeat, whose newest answer was then.
        case paused(since: Timestamp?)
    }

    public let name: String
    /// What it reaches: `mail.example.org:587`.
    public let place: String
    public var state: State
    /// What it said last; one line.
    public var reply: String?
    /// The number of events that wait for it.
    public var waiting: Int
    /// How many tests of it this run has an outcome of, which is the reply then.
    public var tests = 0

    public init(
        name: String, place: String, state: State = .unused, reply: String? = nil, waiting: Int = 0
    ) {
        self.name = name
        self.place = place
        self.state = state
        self.reply = reply
        self.waiting = waiting
    }

    /// The channel that it is a way of, as rules name it: a mail to several people has a way to each.
    public var channel: String { String(name.prefix { $0 != ":" }) }

    /// Whether nothing is wrong with it, as far as is known.
    public var isSound: Bool {
        switch state {
        // What pauses a heartbeat is told by itself.
        case .unused, .well, .paused: true
        case .failing, .barred, .refusing: false
        }
    }
}

extension AlertBoard {
    /// The channels as rules name them, each once.
    public var channelNames: [String] {
        channels.reduce(into: []) { names, report in
            if !names.contains(report.channel) { names.append(report.channel) }
        }
    }

    /// The channels, and the heartbeat.
    public var ways: [ChannelReport] { channels + [heartbeat].compactMap(\.self) }

    /// Whether rules can be read, alerts be stored, and every channel and the heartbeat works.
    public var isSound: Bool { notice == nil && ways.allSatisfy(\.isSound) }
}

/// A time in which events of a rule are recorded and not sent.
public struct AlertSilence: Hashable, Sendable {
    /// The name of the rule; `*` for all of them.
    public let rule: String
    /// What it is about; `nil` for everything that the rule is about.
    public let subject: AlertSubject?
    /// `nil` for until somebody ends it: the rule is paused.
    public let until: Timestamp?
    public var note: String?

    public init(
        rule: String, subject: AlertSubject? = nil, until: Timestamp?, note: String? = nil
    ) {
        self.rule = rule
        self.subject = subject
        self.until = until
        self.note = note
    }

    /// Whether it holds for a rule and what that is about at a time; one about a market holds for all
    /// of its pairs.
    public func holds(for name: String, about what: AlertSubject?, at now: Timestamp) -> Bool {
        (rule == "*" || rule == name) && isAbout(what) && until.map { $0 > now } ?? true
    }

    private func isAbout(_ what: AlertSubject?) -> Bool {
        switch subject {
        case nil, .everything?: true
        case .market(let market)?: what?.market == market
        case .pair?: subject == what
        }
    }
}

/// What a person wants done about alerts.
public enum AlertOrder: Hashable, Sendable {
    /// Keeps a rule that was made on the screen, in place of one with another name, if there is one.
    case keep(AlertRule, replacing: String?)
    /// Deletes a rule that was made on the screen.
    case delete(rule: String)
    /// In place of another silence of the same rule and subject.
    case silence(AlertSilence)
    /// Ends the silences of a rule and what it is about.
    case unsilence(rule: String, subject: AlertSubject?)
    /// Acknowledges every event up to the one of this sequence number.
    case see(through: Int)
    /// Sends a test message through a channel.
    case test(channel: String)
}
