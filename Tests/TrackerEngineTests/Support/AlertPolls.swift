@testable import TrackerEngine

/// An engine's state with rules of alerts that is given polls by hand, and what it says.
struct AlertPolls {
    static let start = Minute(unixSeconds: 1_630_000_020)
    static let place = StoreHealth.writing(place: "p", through: nil)

    var state: EngineState
    /// The batches of alerts, in order.
    private(set) var batches: [AlertBatch] = []
    /// What the journal was given, in order.
    private(set) var minutes: [Batch] = []
    /// How many minutes the journal had been given at each batch: it writes no later ones before that
    /// batch is kept.
    private var writtenBefore: [Int] = []
    /// Each effect as a letter: `j`ournal, `a`lerts, `p`ublish.
    private(set) var letters = ""

    /// `sources`: the markets that each of them is known to serve.
    init(
        _ rules: [AlertRule], lists: AlertScope.Lists = AlertScope.Lists(),
        sources: [[String]] = [["kraken"]], store: StoreHealth = place, at offset: Int = 0
    ) throws {
        state = EngineState(
            now: Self.start.advanced(by: offset).start,
            sources: sources.indices.map { SourceHealth(name: "source\($0)", address: "a") },
            markets: try sources.map { try $0.map { try Market($0) } }, interval: .seconds(60),
            store: store, alerts: (rules, lists))
    }

    static func rule(
        _ text: String, on place: String = "kraken:pair0", name: String = "r",
        _ change: (inout AlertRule.Sensitivity) -> Void = { _ in }
    ) throws -> AlertRule {
        var rule = AlertRule(
            name, on: AlertScope([try AlertReader.part(place)]),
            when: try AlertReader.conditions(text))
        rule.sensitivity.includesThin = true
        change(&rule.sensitivity)
        return rule
    }

    /// What was told, in the order of the batches.
    var events: [AlertEvent] { batches.flatMap(\.events) }

    /// What was told as short words: `fire 3 pair0 101.0`.
    var words: [String] {
        events.map { event in
            let subject = "\(event.subject)".split(separator: ":").last ?? ""
            let price = event.price.map { " \($0.amount)" } ?? ""
            return "\(event.kind) \(Self.start.distance(to: event.minute)) \(subject)\(price)"
        }
    }

    mutating func note(_ effects: [EngineEffect]) {
        for effect in effects {
            switch effect {
            case .journal(let write):
                letters += "j"
                switch write {
                case .append(let batch, _): minutes.append(batch)
                case .amend(let batches): minutes += batches
                default: break
                }
            case .alerts(let batch):
                letters += "a"
                batches.append(batch)
                writtenBefore.append(minutes.count)
            case .publish: letters += "p"
            }
        }
    }

    static func time(_ minute: Int, _ seconds: Int = 1) -> Timestamp {
        start.advanced(by: minute).start + .seconds(seconds)
    }

    mutating func advance(to minute: Int) { note(state.advance(to: Self.time(minute))) }

    /// A source answers with prices of `pair0`, `pair1`, …; NaN for none.
    mutating func poll(
        _ minute: Int, _ amounts: [Double], source: Int = 0, market: String = "kraken",
        second: Int = 1, at now: Timestamp? = nil
    ) throws {
        let quotes = try amounts.enumerated().compactMap { number, amount in
            amount.isNaN
                ? nil : Quote(try Samples.instrument(number, market: market), try Price(amount))
        }
        let start = Self.time(minute, second)
        note(state.advance(to: now ?? start))
        note(
            state.received(
                Poll(quotes: quotes), from: source, startedAt: start, at: now ?? start))
    }

    mutating func fail(_ minute: Int, source: Int = 0) {
        let now = Self.time(minute)
        note(state.advance(to: now))
        note(state.failed(.unreachable(host: "h", reason: "r"), from: source, at: now))
    }

    /// Loses the newest batches at a kill, and what would have been written after them.
    mutating func lose(_ lost: Int) {
        guard lost > 0 else { return }
        minutes.removeLast(minutes.count - writtenBefore[batches.count - lost])
        batches.removeLast(lost)
        writtenBefore.removeLast(lost)
    }

    mutating func finish() { note(state.finish()) }

    /// Goes on as a program that was started anew, with a day and what was kept of alerts.
    mutating func restart(_ memory: AlertMemory, stored: [Batch], at minute: Int) throws {
        let old = self
        self = try AlertPolls(
            old.state.alerts.watch.rules, lists: old.state.alerts.watch.lists,
            sources: old.state.sources.indices.map { source in
                old.state.providers.known(to: source).map(\.name)
            }, at: minute)
        (batches, minutes) = (old.batches, old.minutes)
        writtenBefore = old.writtenBefore
        state.restoreAlerts(memory)
        note(state.restored(StoredDay(minutes: stored)))
        note(state.journalWasRead(from: state.first, Self.place))
    }
}
