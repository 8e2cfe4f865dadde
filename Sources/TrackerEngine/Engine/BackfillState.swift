/// The backfill as a value: focus, wishes, requests, progress; no clock, no I/O, no waiting.
struct BackfillState: Sendable {
    private var plan: BackfillPlan
    /// Pairs that clients of the port have asked for, where there is no screen.
    private var wishes: [Instrument] = []
    /// What the screen looks at; `nil` without a screen.
    private var screen: Focus?
    /// Whether a wish is looked at, and not the screen's pair.
    private var isGranted = false
    /// The progress that readers were told last.
    private(set) var shown = BackfillProgress()
    private var lastShown = Timestamp(milliseconds: 0)

    /// Wishes kept at a time; a client that walks through every pair has to ask again.
    static let mostWishes = 256
    /// A wish waits no longer than this for the one before it: its source may not know the pair.
    static let longestWait = Duration.seconds(60)
    /// The time between two reports of what nobody waits for, as each means work for every reader.
    static let reportGap = Duration.seconds(2)

    init(mode: BackfillProgress.Mode) { plan = BackfillPlan(mode: mode) }
}

// MARK: - What is wanted

extension BackfillState {
    mutating func look(at focus: Focus, at now: Timestamp) {
        (screen, isGranted) = (focus, false)
        plan.look(at: focus, at: now)
    }

    /// Whether all of a pair is fetched, or cannot be.
    func isDone(_ instrument: Instrument) -> Bool { plan.isDone(instrument) }

    /// A client wants a pair: it is looked at when those are done that were asked for before it,
    /// and its market after it.
    ///
    /// - Returns: whether that is news.
    mutating func wish(for instrument: Instrument) -> Bool {
        guard !plan.isDone(instrument), plan.instrument != instrument,
            !wishes.contains(instrument), wishes.count < Self.mostWishes
        else { return false }
        wishes.append(instrument)
        return true
    }

    private mutating func grantWish(at now: Timestamp, _ holes: Holes) {
        let isBusy = plan.instrument.map { !plan.isDone($0) } ?? false
        // A pair that its source does not know, or whose source is away, is not waited for.
        guard !isBusy || now - plan.viewedSince > Self.longestWait else { return }
        guard !wishes.isEmpty else {
            // Back to what the screen shows.
            if isGranted, let screen { look(at: screen, at: now) }
            return
        }
        isGranted = true
        let instrument = wishes.removeFirst()
        let order = holes.instruments(of: instrument.market)
        plan.look(at: Focus(instrument: instrument, order: order), isClient: true, at: now)
    }
}

// MARK: - Requests

extension BackfillState {
    /// The next request that may be made now, `nil` for none; counts as started.
    mutating func next(at now: Timestamp, _ holes: Holes) -> BackfillPlan.Request? {
        grantWish(at: now, holes)
        return plan.next(at: now, pause: holes.pause(of: plan.market), holes.pages)
    }

    /// The time at which `next` may give a request without another event; `nil` for none.
    func wake(after now: Timestamp, _ holes: Holes) -> Timestamp? {
        plan.wake(after: now, pause: holes.pause(of: plan.market))
    }

    mutating func succeeded(_ request: BackfillPlan.Request) { plan.succeeded(request) }

    mutating func failed(
        _ request: BackfillPlan.Request, _ error: QuoteError, at now: Timestamp
    ) {
        plan.failed(request, error, at: now)
    }

    /// A poll of the source of these markets failed.
    mutating func pollFailed(_ markets: [Market], _ error: QuoteError, at now: Timestamp) {
        plan.pollFailed(markets, error, at: now)
    }

    /// The source of these markets is well again.
    mutating func sourceIsBack(_ markets: [Market]) {
        plan.lookAgain(at: markets)
        plan.pollSucceeded(markets)
    }

    /// Another program fetches from now on.
    mutating func stop() {
        plan.stop()
        shown = BackfillProgress()
    }
}

// MARK: - How far

extension BackfillState {
    /// Makes `shown` what is true now, where that is worth it.
    ///
    /// - Returns: whether it has changed.
    mutating func showProgress(at now: Timestamp) -> Bool {
        let progress = plan.progress(at: now)
        guard progress != shown else { return false }
        var same = shown
        same.pairs = progress.pairs
        let isMinor = progress == same && progress.market != nil
        let isEarly = now >= lastShown && now - lastShown < Self.reportGap
        guard !isMinor || !isEarly else { return false }
        lastShown = now
        shown = progress
        return true
    }
}
