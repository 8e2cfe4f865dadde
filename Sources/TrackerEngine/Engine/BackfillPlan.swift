/// The order in which the past is fetched: no clock, no I/O, no waiting.
///
/// The pair that somebody looks at comes first, as fast as its exchange likes. Then the other pairs
/// of its market, in the order in which they stand on the screen, one request at a time with room
/// between them, and no more of them in an hour than a budget allows.
///
///     plan.look(at: focus, at: now)
///     while let request = plan.next(at: now, pause: pause, needs) { … }    // then `succeeded`, `failed`
///     let later = plan.wake(after: now, pause: pause)
struct BackfillPlan: Sendable {
    /// One request.
    struct Request: Hashable, Sendable {
        let instrument: Instrument
        let page: CandlePage
        /// Whether somebody is looking at its pair now.
        let isWanted: Bool
    }

    typealias Needs = BackfillPages.Needs

    private let mode: BackfillProgress.Mode
    private var focus = Focus(instrument: nil, order: [])
    /// Whether a client of the port is looking: then the budget also covers that pair.
    private var isClient = false
    private var viewed = Timestamp(milliseconds: 0)
    private var pages = BackfillPages()
    private var rests = MarketRests()
    private var budget = RequestBudget(anHour: Self.budget)
    /// Pairs that failed one after the other, with no answer in between.
    private var failedInRow: Set<Instrument> = []
    private var underway: [Request] = []
    private var lastFailure: String?
    /// When the market was last looked through to its end; `nil` while that is due or goes on.
    private var surveyed: Timestamp?
    private var isSurveying = false
    /// Markets that were looked through to their end with nothing left to ask for.
    private var ended: Set<Market> = []

    /// The shortest look that counts: a pair that is only scrolled past is not fetched.
    static let glance = Duration.milliseconds(120)
    /// The market is fetched only after the focus has rested this long.
    static let settling = Duration.seconds(1)
    /// The least time between two requests for the market; never less than twice its source's pause.
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
        let hasOthers = new.order != focus.order && Set(new.order) != Set(focus.order)
        if hasOthers || new.isWholeMarket != focus.isWholeMarket { survey() }
        let isOther = new.instrument?.market != focus.instrument?.market
        focus = new
        // Its pairs may have been fetched as those of other lists.
        if !hasOpenWork { noteEnd() }
        guard isOther, let market = new.instrument?.market else { return }
        // What was begun for another market is not worth keeping in mind, but what is underway.
        pages.forgetUnfinished { pair in
            pair.market != market && !underway.contains { $0.instrument == pair }
        }
    }

    /// A request was answered, whatever was in the answer.
    mutating func succeeded(_ request: Request) {
        underway.removeAll { $0 == request }
        rests.succeeded(request.instrument.market)
        failedInRow = []
        lastFailure = nil
        let isLast = !underway.contains { $0.instrument == request.instrument }
        pages.succeeded(request.page, of: request.instrument, isLast: isLast)
        if !hasOpenWork { noteEnd() }
    }

    /// A request failed.
    mutating func failed(_ request: Request, _ error: QuoteError, at now: Timestamp) {
        let pair = request.instrument
        underway.removeAll { $0 == request }
        guard error != .cancelled else { return pages.callOff(pair) }
        lastFailure = "\(error)"
        failedInRow.insert(pair)
        // Pair after pair: it is not the pairs.
        let isAboutAll = failedInRow.count >= Self.mostFailedInRow
        if rests.failed(pair.market, error, isAboutAll: isAboutAll, at: now) {
            pages.putBack(request.page, of: pair)
        } else {
            pages.failed(pair, at: now)
            if !hasOpenWork { noteEnd() }
        }
    }

    /// A poll of the source of these markets failed: what it asks of polls it asks of candles.
    mutating func pollFailed(_ markets: [Market], _ error: QuoteError, at now: Timestamp) {
        rests.pollFailed(markets, error, at: now)
    }

    /// A poll of their source was good: what a poll had said of patience is over.
    mutating func pollSucceeded(_ markets: [Market]) { rests.pollSucceeded(markets) }

    /// Another program fetches from now on: what is underway is called off, and planned anew where
    /// this one fetches again.
    mutating func stop() {
        underway = []
        pages.forgetUnfinished()
        lastFailure = nil
        ended = []
        survey()
    }

    /// There may be holes that were none: the source of these markets is well again.
    mutating func lookAgain(at markets: [Market]) {
        ended.subtract(markets)
        survey()
        pages.forgetFinished()
    }

    /// The market is to be looked through.
    private mutating func survey() {
        surveyed = nil
        isSurveying = false
    }
}

// MARK: - What next

extension BackfillPlan {
    /// The next request that may be started now, `nil` for none; counts as started.
    ///
    /// `pause`: the least time between two requests to the source of the market in focus.
    mutating func next(at now: Timestamp, pause: Duration, _ needs: Needs) -> Request? {
        guard mode != .off, let instrument = focus.instrument else { return nil }
        guard rests.end(of: instrument.market, at: now) == nil else { return nil }
        guard now - viewed >= Self.glance || now < viewed else { return nil }
        if let request = nextWanted(instrument, at: now, pause: pause, needs) { return request }
        guard mode == .market, underway.isEmpty else { return nil }
        return nextOfMarket(at: now, pause: pause, needs)
    }

    /// When `next` may give something that it does not give now, `nil` where only an event helps.
    func wake(after now: Timestamp, pause: Duration) -> Timestamp? {
        guard mode != .off, let instrument = focus.instrument else { return nil }
        if let end = rests.end(of: instrument.market, at: now) { return end }
        if now >= viewed, now - viewed < Self.glance { return viewed + Self.glance }
        guard mode == .market, underway.isEmpty else { return nil }
        return hasPages ? marketTime(after: now, pause: pause) : nil
    }

    private mutating func nextWanted(
        _ instrument: Instrument, at now: Timestamp, pause: Duration, _ needs: Needs
    ) -> Request? {
        let most = max(
            1, min(Self.mostUnderway, Int(Duration.seconds(1) / max(pause, .milliseconds(1)))))
        guard underway.count < most else { return nil }
        if isClient, let paused = budget.pausedUntil(at: now), now < paused { return nil }
        guard let request = start(instrument, isWanted: true, at: now, needs) else { return nil }
        if isClient { budget.spend(at: now) }
        return request
    }

    private mutating func nextOfMarket(
        at now: Timestamp, pause: Duration, _ needs: Needs
    ) -> Request? {
        guard marketTime(after: now, pause: pause) <= now else { return nil }
        if !isSurveying {
            if surveyed.map({ now - $0 >= Self.surveyGap || now < $0 }) ?? true {
                pages.forgetFinished(but: focus.instrument)
                survey()
                isSurveying = true
            } else if !hasOpenWork {
                return nil
            }
        }
        for pair in focus.order {
            guard let request = start(pair, isWanted: false, at: now, needs) else { continue }
            budget.spend(at: now)
            return request
        }
        // All are finished, or have failed, or their source cannot tell yet.
        noteEnd()
        isSurveying = false
        surveyed = now
        return nil
    }

    /// Nothing of the list is left to ask for: of its market neither, if the list has all of that and
    /// its source can tell of a pair.
    private mutating func noteEnd() {
        guard let market, focus.isWholeMarket,
            focus.order.contains(where: { pages.isKnown($0) })
        else { return }
        ended.insert(market)
    }

    /// Starts the next request of a pair that has one.
    private mutating func start(
        _ instrument: Instrument, isWanted: Bool, at now: Timestamp, _ needs: Needs
    ) -> Request? {
        guard let page = pages.next(of: instrument, at: now, needs) else { return nil }
        let request = Request(instrument: instrument, page: page, isWanted: isWanted)
        underway.append(request)
        return request
    }

    /// Whether a pair of the market is not done with.
    private var hasOpenWork: Bool { focus.order.contains { !isDone($0) } }

    /// Whether all of a pair is fetched, or cannot be.
    func isDone(_ instrument: Instrument) -> Bool { pages.isDone(instrument) }

    /// Whether there is a page to ask for, or a pair of which that is not known.
    private var hasPages: Bool {
        focus.order.contains { pages.hasNext(of: $0) ?? (surveyed == nil) }
    }

    /// The earliest time of the next request for the market.
    private func marketTime(after now: Timestamp, pause: Duration) -> Timestamp {
        // A clock that was set back has settled.
        var time = viewed <= now ? viewed + Self.settling : now
        if let last = budget.last, last <= now {
            time = max(time, last + max(pause * 2, Self.leastGap))
        }
        if let paused = budget.pausedUntil(at: now) { time = max(time, paused) }
        return time
    }
}

// MARK: - How far

extension BackfillPlan {
    /// The progress, as readers are shown it.
    func progress(at now: Timestamp) -> BackfillProgress {
        var progress = BackfillProgress()
        progress.mode = mode
        progress.failure = lastFailure
        progress.ended = ended.union(rests.givenUp(at: now))
        guard mode != .off, let instrument = focus.instrument else { return progress }
        if let (done, all) = pages.progress(of: instrument) {
            progress.pair = instrument
            progress.requests = .init(done: done, all: all)
        }
        guard mode == .market, hasOpenWork else { return progress }
        let done = focus.order.count { isDone($0) }
        // Before the first of them nothing can be said of how many there are to fetch.
        guard focus.order.contains(where: { pages.isKnown($0) }) else { return progress }
        progress.market = instrument.market
        progress.pairs = .init(done: done, all: focus.order.count)
        progress.pausedUntil = budget.pausedUntil(at: now)
        return progress
    }
}
