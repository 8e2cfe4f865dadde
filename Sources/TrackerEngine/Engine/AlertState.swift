/// The alerts of an engine as a value: the watch, what it has found that is not told yet, and what
/// readers see; no clock, no I/O, no waiting.
struct AlertState: Sendable {
    private(set) var watch: AlertWatch
    /// Alerts as readers see them.
    var board = AlertBoard()
    /// Whether another program evaluates, and this one shows what that finds.
    private var isFollowing: Bool
    /// The minute since which this program has asked the sources.
    private var start: Minute
    /// What is not in a batch yet.
    private var events: [AlertEvent] = []
    /// What would have been said while nothing was polled.
    private var missed = MissedAlerts()
    /// Pairs that rules name and whose past is worth fetching.
    private var wishes: [Instrument] = []
    /// Whether what the watch knows has changed since the last batch.
    private var isChanged = false
    /// Whether the stored day was read: a pair that is not in the day has had no price in it then.
    private var isDayKnown = false

    init(rules: [AlertRule], lists: AlertScope.Lists, isFollowing: Bool, at minute: Minute) {
        watch = AlertWatch(rules, lists: lists)
        self.isFollowing = isFollowing
        start = minute
    }

    /// The alerts that readers see, with what is wrong with their evaluation.
    var shown: AlertBoard {
        guard watch.isFull, board.notice == nil else { return board }
        var shown = board
        shown.notice =
            "rules stand at \(AlertWatch.mostStandings) pairs, all there is room for: no others fire"
        return shown
    }

    /// Whether there is nothing to look at: then a minute costs nothing.
    var isIdle: Bool { isFollowing || !watch.hasRules }
}

// MARK: - Looking

extension AlertState {
    /// The name of the source of a market's prices at a minute, where it has to be told.
    typealias Teller = (Market, Minute) -> String?

    /// Looks at markets whose first prices of a minute have come, or later ones for other pairs.
    mutating func look(at markets: [Market], in window: DayWindow, _ source: Teller) {
        for market in markets where watch.concerns(market) {
            notePause(of: market, before: window.last)
            note(watch.look(at: market, in: window), source)
            isChanged = true
        }
    }

    /// The newest minute that rules have looked at of some markets; `nil` if they are about none of
    /// them.
    mutating func newestLook(among markets: [Market]) -> Minute? {
        let concerned = markets.filter { watch.concerns($0) }
        guard !concerned.isEmpty else { return nil }
        return concerned.compactMap { watch.seen(of: $0) }.max() ?? Minute(index: .min)
    }

    /// The past of pairs that rules name is worth fetching when their market is seen for the first
    /// time, and after a pause.
    private mutating func notePause(of market: Market, before minute: Minute) {
        let seen = watch.seen(of: market)
        if let seen, seen.distance(to: minute) <= AlertTiming.longestPause { return }
        let pairs = watch.known.pairs(namedOf: market).map { Instrument(market: market, pair: $0) }
        wishes += pairs
        if let seen { missed.note(seen.next..<minute, of: market, pairs) }
    }

    /// Pairs that are to be fetched, each once.
    mutating func takeWishes() -> [Instrument] {
        defer { wishes = [] }
        return wishes
    }

    /// Looks at what pauses would have brought, once it was fetched.
    ///
    /// `isDone`: whether no more prices of a pair are to come.
    mutating func lookAtMissed(
        in window: DayWindow, _ source: Teller, _ isDone: (Instrument) -> Bool
    ) {
        note(missed.finish(at: window.last, of: watch.known, in: window, isDone), source)
    }

    var hasMissed: Bool { !missed.isEmpty }

    /// Looks at prices that came after those of their minute, for rules that are live.
    mutating func lookLive(
        at quotes: [Quote], in window: DayWindow, _ source: Teller
    ) {
        guard watch.known.isLive else { return }
        for group in quotes.byMarket where watch.concerns(group.market) {
            let new = watch.lookLive(at: group.market, group.runs, in: window)
            isChanged = isChanged || !new.isEmpty
            note(new, source)
        }
    }

    /// Looks at the minutes of the stored day that the watch has not seen.
    mutating func catchUp(in window: DayWindow, _ source: Teller) {
        for market in window.markets where watch.concerns(market) {
            note(watch.catchUp(with: market, in: window), source)
        }
        (isChanged, isDayKnown) = (true, true)
    }

    /// Looks at how long the sources of markets have failed.
    ///
    /// `lastSuccess`: by market whose source is not well, the time of that source's last good answer;
    /// `nil` for one that has never answered.
    mutating func lookAtSources(
        _ lastSuccess: [Market: Timestamp?], of all: [Market], at minute: Minute
    ) {
        let failing = lastSuccess.mapValues { time in
            time.map { Minute(containing: $0) } ?? start
        }
        let found = watch.lookAtSources(failing, of: all, at: minute)
        isChanged = isChanged || !found.isEmpty
        events += found
    }

    private mutating func note(_ new: [AlertEvent], _ source: Teller) {
        guard !new.isEmpty else { return }
        events += new.map { event in
            var event = event
            event.source = event.subject.market.flatMap { source($0, event.minute) }
            return event
        }
    }
}

// MARK: - Telling

extension AlertState {
    /// A batch of what was found, if there is something.
    mutating func tell() -> [EngineEffect] {
        events.isEmpty ? [] : [.alerts(batch())]
    }

    /// A batch also where only what the watch knows has changed: wants to be called once a minute.
    mutating func tellMinute() -> [EngineEffect] {
        isChanged ? [.alerts(batch())] : tell()
    }

    private mutating func batch() -> AlertBatch {
        defer { (events, isChanged) = ([], false) }
        return AlertBatch(events.inOrder, memory: watch.keptMemory())
    }
}

// MARK: - What changes

extension AlertState {
    /// Takes other rules and lists; rules that mean the same go on as they stand.
    mutating func change(_ rules: [AlertRule], _ lists: AlertScope.Lists) {
        if watch.rules == rules { return watch.change(lists: lists) }
        watch.change(rules, lists: lists)
        isChanged = true
    }

    /// Goes on with what a watch before this one knew; what it knows of the future, because the clock
    /// was set back meanwhile, counts as of this minute.
    mutating func restore(_ memory: AlertMemory, at minute: Minute) {
        watch = AlertWatch(watch.rules, lists: watch.lists, memory: memory)
        if memory.seen.values.contains(where: { $0 > minute }) {
            watch.clockWentBack(to: minute)
        }
    }

    /// Prices of the past were fetched.
    mutating func fetched(_ instrument: Instrument, in window: DayWindow) {
        watch.fetched(instrument, in: window)
        missed.fetched(instrument)
    }

    /// Forgets how rules stand with pairs that have left the day.
    ///
    /// A day that was not read is known once this program has asked the sources for as long.
    mutating func forgetPairs(goneFrom day: RollingDay, at minute: Minute) {
        guard isDayKnown || start.distance(to: minute) >= Minute.perDay else { return }
        if watch.forgetPairs(goneFrom: day) { isChanged = true }
    }

    /// The day has other prices of these markets than the watch has seen; `nil` for all.
    mutating func dayWasReplaced(of markets: [Market]? = nil) {
        watch.dayWasReplaced(of: markets)
    }

    mutating func clockWentBack(to minute: Minute) { watch.clockWentBack(to: minute) }

    /// Another program evaluates from now on: what was not told is dropped, as that one finds it.
    mutating func follow() {
        isFollowing = true
        (events, isChanged, missed, wishes) = ([], false, MissedAlerts(), [])
    }

    /// This program evaluates from now on.
    mutating func lead(at minute: Minute) {
        (isFollowing, isDayKnown) = (false, false)
        start = minute
    }
}
