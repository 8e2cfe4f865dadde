/// The order in which the past is fetched: no clock, no I/O, no waiting.
///
/// The pair that somebody looks at comes first, as fast as its exchange likes. Then the other pairs
/// of its market, in the order in which they stand on the screen, one request at a time with room
/// between them, and no more of them in an hour than a budget allows.
struct BackfillPlan: Sendable {
    /// One request.
    struct Request: Hashable, Sendable {
        let instrument: Instrument
        let page: CandlePage
        /// Whether somebody is looking at its pair now.
        let isWanted: Bool
    }

    /// The pages that a pair still lacks; `nil` while its source cannot tell.
    ///
    /// `answered`: minutes that its source has told of already: asking again would give no more.
    typealias Needs = (_ pair: Instrument, _ answered: ClosedRange<Minute>?) -> [CandlePage]?

    private let mode: BackfillProgress.Mode
    private var focus = Focus(instrument: nil, order: [])
    /// Whether a client of the port is looking: then the budget also covers that pair.
    private var isClient = false
    private var viewed = Timestamp(milliseconds: 0)
    private var works: [Instrument: Work] = [:]
    /// How often a pair has failed, one time after the other.
    private var failures: [Instrument: Int] = [:]
    /// Pairs that failed one after the other, with no answer in between.
    private var failedInRow: Set<Instrument> = []
    private var underway: [Request] = []
    /// When requests were started for the market, in the last hour.
    private var started: [Timestamp] = []
    /// No request of a market before it.
    private var rests: [Market: Rest] = [:]
    private var lastFailure: String?
    /// When the market was last looked through to its end; `nil` while that is due or goes on.
    private var surveyed: Timestamp?
    private var isSurveying = false
    /// The minutes of a pair that its source has answered for: it does not have those still missing.
    private var answered: [Instrument: ClosedRange<Minute>] = [:]

    /// The progress of a pair.
    private enum Work: Hashable, Sendable {
        /// Pages that are left, the next one first; `done` are answered of `all`.
        case open(left: [CandlePage], done: Int, all: Int)
        case finished
        /// A request of it gave an error; not again before `until`.
        case failed(until: Timestamp)
    }

    private struct Rest: Hashable, Sendable {
        let since: Timestamp
        let until: Timestamp
        let times: Int

        /// A clock that was set back ends it.
        func holds(at now: Timestamp) -> Bool { since <= now && now < until }
    }

    /// The shortest look that counts: a pair that is only scrolled past is not fetched.
    static let glance = Duration.milliseconds(120)
    /// The market is fetched only after the focus has rested this long.
    static let settling = Duration.seconds(1)
    /// Between two requests for the market, at the least; and at least twice the pause of its source.
    static let leastGap = Duration.milliseconds(250)
    /// Requests for the market in an hour.
    static let budget = 4000
    /// A market that was looked through is looked through again after it: polls may have failed.
    static let surveyGap = Duration.seconds(600)
    /// Requests underway for the pair in focus, at most; never more than its source takes in a second.
    static let mostUnderway = 4

    /// Pairs that fail one after the other before their source is blamed, not they.
    static let mostFailedInRow = 3

    init(mode: BackfillProgress.Mode) { self.mode = mode }
}

extension BackfillPlan {
    /// The pair in focus.
    var instrument: Instrument? { focus.instrument }

    /// The time at which it came into focus.
    var viewedSince: Timestamp { viewed }

    /// The market of the pair in focus.
    var market: Market? { focus.instrument?.market }
}

// MARK: - Events

extension BackfillPlan {
    /// The focus has moved to another pair, or its list has another order.
    mutating func look(at new: Focus, isClient: Bool = false, at now: Timestamp) {
        self.isClient = isClient
        guard new != focus else { return }
        if new.instrument != focus.instrument { viewed = now }
        if new.order != focus.order, Set(new.order) != Set(focus.order) { survey() }
        let isOther = new.instrument?.market != focus.instrument?.market
        focus = new
        guard isOther, let market = new.instrument?.market else { return }
        // What was begun for another market is not worth keeping in mind, but what is underway.
        works = works.filter { work in
            work.key.market == market || work.value == .finished
                || underway.contains { $0.instrument == work.key }
        }
    }

    /// A request was answered, whatever was in the answer.
    mutating func succeeded(_ request: Request) {
        underway.removeAll { $0 == request }
        rests[request.instrument.market] = nil
        failures[request.instrument] = nil
        failedInRow = []
        lastFailure = nil
        note(request.page.minutes, of: request.instrument)
        guard case .open(let left, let done, let all) = works[request.instrument] else { return }
        works[request.instrument] = .open(left: left, done: done + 1, all: all)
        settle(request.instrument)
    }

    /// Pages come from the newest to the oldest: what is apart from the rest begins anew.
    private mutating func note(_ minutes: ClosedRange<Minute>, of instrument: Instrument) {
        guard let known = answered[instrument],
            minutes.upperBound.next >= known.lowerBound, minutes.lowerBound <= known.upperBound.next
        else { return answered[instrument] = minutes }
        answered[instrument] =
            min(minutes.lowerBound, known.lowerBound)...max(minutes.upperBound, known.upperBound)
    }

    /// A request failed.
    mutating func failed(_ request: Request, _ error: QuoteError, at now: Timestamp) {
        underway.removeAll { $0 == request }
        guard error != .cancelled else { return works[request.instrument] = nil }
        lastFailure = "\(error)"
        failedInRow.insert(request.instrument)
        let market = request.instrument.market
        let times = (rests[market]?.times ?? 0) + 1
        // Pair after pair: it is not the pairs.
        let isAboutAll = failedInRow.count >= Self.mostFailedInRow
        if let wait = error.restOfAll(times: times) ?? (isAboutAll ? .outage(times) : nil) {
            // The pages stay: what is wrong is not the pair.
            rests[market] = Rest(since: now, until: now + wait, times: times)
            if case .open(let left, let done, let all) = works[request.instrument] {
                works[request.instrument] = .open(
                    left: [request.page] + left, done: done, all: all)
            }
            return
        }
        // Another page of it that was underway adds nothing.
        if case .failed = works[request.instrument] { return }
        let pairTimes = (failures[request.instrument] ?? 0) + 1
        failures[request.instrument] = pairTimes
        works[request.instrument] = .failed(until: now + .seconds(300 << min(pairTimes, 5)))
    }

    /// A poll of the source of these markets failed: what it asks of polls it asks of candles.
    mutating func pollFailed(_ markets: [Market], _ error: QuoteError, at now: Timestamp) {
        guard error != .cancelled else { return }
        let wait = error.restOfAll(times: 1) ?? .outage(1)
        for market in markets {
            let until = max(now + wait, rests[market]?.until ?? now)
            rests[market] = Rest(since: now, until: until, times: rests[market]?.times ?? 0)
        }
    }

    /// A poll of their source was good: what a poll had said of patience is over.
    mutating func pollSucceeded(_ markets: [Market]) {
        for market in markets where rests[market]?.times == 0 { rests[market] = nil }
    }

    /// Another program fetches from now on: what is underway is called off, and planned anew where
    /// this one fetches again.
    mutating func stop() {
        underway = []
        works = works.filter { $0.value == .finished }
        lastFailure = nil
        survey()
    }

    /// There may be holes that were none: a source is well again, the clock has jumped.
    mutating func lookAgain() {
        survey()
        works = works.filter { $0.value != .finished }
    }

    /// The market is to be looked through.
    private mutating func survey() {
        surveyed = nil
        isSurveying = false
    }

    /// A pair whose pages are all answered is finished.
    private mutating func settle(_ instrument: Instrument) {
        guard case .open(let left, _, _) = works[instrument], left.isEmpty,
            !underway.contains(where: { $0.instrument == instrument })
        else { return }
        works[instrument] = .finished
    }
}

// MARK: - What next

extension BackfillPlan {
    /// The next request that may be started now, `nil` for none; counts as started.
    ///
    /// `pause`: the least time between two requests to the source of the market in focus.
    mutating func next(at now: Timestamp, pause: Duration, _ needs: Needs) -> Request? {
        guard mode != .off, let instrument = focus.instrument else { return nil }
        if let rest = rests[instrument.market], rest.holds(at: now) { return nil }
        guard now - viewed >= Self.glance || now < viewed else { return nil }
        if let request = nextWanted(instrument, at: now, pause, needs) { return request }
        guard mode == .market, underway.isEmpty else { return nil }
        return nextOfMarket(at: now, pause, needs)
    }

    /// When `next` may give something that it does not give now, `nil` where only an event helps.
    func wake(after now: Timestamp, pause: Duration) -> Timestamp? {
        guard mode != .off, let instrument = focus.instrument else { return nil }
        if let rest = rests[instrument.market], rest.holds(at: now) { return rest.until }
        if now >= viewed, now - viewed < Self.glance { return viewed + Self.glance }
        guard mode == .market, underway.isEmpty else { return nil }
        return hasPages ? marketTime(after: now, pause) : nil
    }

    private mutating func nextWanted(
        _ instrument: Instrument, at now: Timestamp, _ pause: Duration, _ needs: Needs
    ) -> Request? {
        let most = max(
            1, min(Self.mostUnderway, Int(Duration.seconds(1) / max(pause, .milliseconds(1)))))
        guard underway.count < most else { return nil }
        if isClient, let paused = pausedUntil(at: now), now < paused { return nil }
        guard let request = take(instrument, isWanted: true, at: now, needs) else { return nil }
        if isClient { note(startAt: now) }
        return request
    }

    private mutating func nextOfMarket(
        at now: Timestamp, _ pause: Duration, _ needs: Needs
    ) -> Request? {
        guard marketTime(after: now, pause) <= now else { return nil }
        if !isSurveying {
            if surveyed.map({ now - $0 >= Self.surveyGap || now < $0 }) ?? true {
                works = works.filter { $0.value != .finished || $0.key == focus.instrument }
                survey()
                isSurveying = true
            } else if !hasOpenWork {
                return nil
            }
        }
        for instrument in focus.order {
            guard let request = take(instrument, isWanted: false, at: now, needs) else { continue }
            note(startAt: now)
            return request
        }
        // All are finished, or have failed, or their source cannot tell yet.
        isSurveying = false
        surveyed = now
        return nil
    }

    private mutating func note(startAt now: Timestamp) {
        started.append(now)
        started.removeAll { now - $0 > .seconds(3600) }
    }

    /// The next page of a pair that has one; a pair without a work gets one.
    private mutating func take(
        _ instrument: Instrument, isWanted: Bool, at now: Timestamp, _ needs: Needs
    ) -> Request? {
        switch works[instrument] {
        case .finished: return nil
        case .failed(let until) where now < until: return nil
        case .failed, nil:
            guard let pages = needs(instrument, answered[instrument]) else { return nil }
            works[instrument] =
                pages.isEmpty ? .finished : .open(left: pages, done: 0, all: pages.count)
        case .open: break
        }
        guard case .open(var left, let done, let all) = works[instrument], !left.isEmpty else {
            return nil
        }
        let request = Request(
            instrument: instrument, page: left.removeFirst(), isWanted: isWanted)
        works[instrument] = .open(left: left, done: done, all: all)
        underway.append(request)
        return request
    }

    /// Whether a pair of the market is not done with.
    private var hasOpenWork: Bool {
        focus.order.contains { !isDone($0) }
    }

    /// Whether all of a pair is fetched, or cannot be.
    func isDone(_ instrument: Instrument) -> Bool {
        switch works[instrument] {
        case .finished, .failed: true
        case .open, nil: false
        }
    }

    /// Whether there is a page to ask for, or a pair of which that is not known.
    private var hasPages: Bool {
        focus.order.contains { instrument in
            if case .open(let left, _, _) = works[instrument] { return !left.isEmpty }
            return works[instrument] == nil && surveyed == nil
        }
    }

    /// The earliest time of the next request for the market.
    private func marketTime(after now: Timestamp, _ pause: Duration) -> Timestamp {
        // A clock that was set back has settled.
        var time = viewed <= now ? viewed + Self.settling : now
        if let last = started.last, last <= now {
            time = max(time, last + max(pause * 2, Self.leastGap))
        }
        if let paused = pausedUntil(at: now) { time = max(time, paused) }
        return time
    }

    private func pausedUntil(at now: Timestamp) -> Timestamp? {
        guard started.count >= Self.budget else { return nil }
        let recent = started.filter { $0 <= now && now - $0 <= .seconds(3600) }
        guard recent.count >= Self.budget else { return nil }
        return recent[recent.count - Self.budget] + .seconds(3600)
    }
}

// MARK: - How far

extension BackfillPlan {
    /// The progress, as readers are shown it.
    func progress(at now: Timestamp) -> BackfillProgress {
        var progress = BackfillProgress()
        progress.mode = mode
        progress.failure = lastFailure
        guard mode != .off, let instrument = focus.instrument else { return progress }
        if case .open(_, let done, let all) = works[instrument] {
            progress.pair = instrument
            progress.requests = .init(done: done, all: all)
        }
        guard mode == .market, hasOpenWork else { return progress }
        let done = focus.order.count { isDone($0) }
        // Before the first of them nothing can be said of how many there are to fetch.
        guard focus.order.contains(where: { works[$0] != nil }) else { return progress }
        progress.market = instrument.market
        progress.pairs = .init(done: done, all: focus.order.count)
        progress.pausedUntil = pausedUntil(at: now)
        return progress
    }
}

extension QuoteError {
    /// How long a source is to be left alone that has failed so many times; `nil` where only the
    /// pair is what is wrong.
    fileprivate func restOfAll(times: Int) -> Duration? {
        switch self {
        case _ where isTooFast: return max(wish ?? .zero, .outage(times) * 4)
        case .refused(_, let status, _, _):
            if let wish { return max(wish, .outage(times) * 4) }
            // A ban, mostly of ten minutes.
            if status == 403 { return .seconds(600) }
            return status >= 500 ? .outage(times) : nil
        case .barred: return .seconds(3600)
        case .unreachable: return .outage(times)
        case .malformed, .busy, .cancelled: return nil
        }
    }
}

extension Duration {
    /// 30 s, 1, 2, 4 … 16 minutes.
    fileprivate static func outage(_ times: Int) -> Duration { .seconds(15 << min(times, 6)) }
}
