/// What rules would have said while nothing was polled: found once prices of that time were fetched.
///
/// Only of pairs that rules name, by themselves or in a list: those are fetched, and few.
struct MissedAlerts: Sendable {
    /// The minutes without a poll, by market: the newest pause of each.
    private var gaps: [Market: Range<Minute>] = [:]
    /// Pairs whose past is being fetched.
    private var waiting: Set<Instrument> = []
    /// Pairs of which something was fetched.
    private var fetched: Set<Instrument> = []
    private var deadline = Minute(index: .min)

    /// How long prices are waited for.
    static let patience = 15

    var isEmpty: Bool { gaps.isEmpty }

    /// A market has a price again, of a minute; `pairs` are those that rules name.
    mutating func note(_ gap: Range<Minute>, of market: Market, _ pairs: [Instrument]) {
        guard !pairs.isEmpty else { return }
        gaps[market] = gap
        waiting.formUnion(pairs)
        deadline = gap.upperBound.advanced(by: Self.patience)
    }

    /// Prices of a pair were fetched.
    mutating func fetched(_ instrument: Instrument) {
        if waiting.contains(instrument) { fetched.insert(instrument) }
    }

    /// The alerts of the pauses, once all that can be fetched is there, or has been waited for; empty
    /// before.
    ///
    /// `isDone`: whether no more prices of a pair are to come.
    mutating func finish(
        at minute: Minute, of rules: AlertRules, in window: DayWindow,
        _ isDone: (Instrument) -> Bool
    ) -> [AlertEvent] {
        guard !isEmpty, minute >= deadline || waiting.allSatisfy(isDone) else { return [] }
        defer { self = MissedAlerts() }
        return fetched.sorted().flatMap { instrument in
            gaps[instrument.market].map { events(of: instrument, in: $0, rules, window) } ?? []
        }
    }

    private func events(
        of instrument: Instrument, in gap: Range<Minute>, _ rules: AlertRules, _ window: DayWindow
    ) -> [AlertEvent] {
        rules.naming(instrument).flatMap { place -> [AlertEvent] in
            let timing = rules.timings[place]
            guard !timing.looksAtSilence, !timing.waitsForPairs else { return [] }
            let test = BackTest(rules.all[place], on: instrument, in: window)
            return test.events.filter { $0.kind != .end && gap.contains($0.minute) }.map { event in
                var event = event
                event.isMissed = true
                return event
            }
        }
    }
}
