/// What the post knows: rules, what fired, what is to be told, and what is still to be stored.
///
/// A value: events come in, and it answers what is to be sent and what is to be written.
struct AlertLedger: Sendable {
    var rules: [AlertRule] = []
    var lists = AlertScope.Lists()
    var outlets: [AlertOutlet] = []
    var withheld: [String] = []
    var rulesByName: [String: AlertRule] = [:]
    var outbox: Outbox
    /// The newest, oldest first; what waits is not in their deliveries, but in the outbox.
    var records: [AlertRecord] = []
    var memory = AlertMemory()
    var notes = AlertNotes()
    var counters = AlertCounters()
    var accepted: [String: Timestamp] = [:]
    /// What became of the newest test of an outlet, until something else is sent through it.
    var tests: [String: String] = [:]
    /// How many tests there is an outcome of, by outlet.
    var testCounts: [String: Int] = [:]
    /// The names of messages that are not done, by outlet and number.
    var identities: [MessageKey: MailForm.Identity] = [:]
    /// The plan of the configuration, and how its address does.
    var heartbeatPlan: HeartbeatPlan?
    var heartbeat = Heartbeat()
    var threads: [AlertThread: MailForm.Identity] = [:]
    /// Records up to this one were there at the start, or are told.
    var startSequence = 0
    /// The newest record that readers have seen.
    var lastShown = 0
    /// What is wrong with the rules, with the store, and with reading what others have noted in it.
    var notice: String?
    var trouble: String?
    var notesTrouble: String?
    /// The paths that these may have.
    var files: [String] = []
    /// What became of a damaged store.
    var recovery: String?
    var pending = AlertChange()
    /// Rows and channels as the store has them.
    var savedRows: [OutboxRow.Key: OutboxRow] = [:]
    var savedChannels: [String: StoredChannel] = [:]

    struct MessageKey: Hashable {
        let outlet: String
        let number: Int
    }

    /// The most records that wait for a store that cannot be written.
    static let mostPending = 10_000

    init(_ setup: AlertSetup, at now: Timestamp) {
        // The numbers of one run are above those of every run before it.
        outbox = Outbox([:], nextNumber: now.milliseconds, at: now)
        change(setup)
    }

    /// Takes other rules, lists and channels; channels that were waiting to be mended are tried if their
    /// settings have changed, or a person wants it.
    mutating func change(_ setup: AlertSetup) {
        rules = setup.rules
        rulesByName = Dictionary(
            rules.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        lists = setup.lists
        let before = Dictionary(
            outlets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        outlets = setup.outlets
        withheld = setup.withheld
        // What the former address asked for says nothing of this one.
        if heartbeatPlan?.outlet.way.place != setup.heartbeat?.outlet.way.place {
            heartbeat.forgetRest()
        }
        heartbeatPlan = setup.heartbeat
        notice = setup.notice
        files = setup.files
        let policies = Dictionary(
            outlets.map { ($0.name, $0.policy) }, uniquingKeysWith: { first, _ in first })
        outbox.change(policies, quiet: setup.quiet)
        for outlet in outlets {
            guard let standing = outbox.standings[outlet.name] else { continue }
            let isSame = before[outlet.name].map { $0.settings == outlet.settings } ?? false
            if standing.isBarred, !isSame || setup.triesAgain { outbox.mended(outlet.name) }
            // What the former settings met says nothing of these.
            if standing.refusals != nil, !isSame { outbox.recovered(outlet.name) }
        }
    }
}
