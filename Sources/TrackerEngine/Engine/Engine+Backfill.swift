extension Engine {
    /// Somebody looks at this from now on: its past is worth fetching first.
    public func look(at view: View) {
        plan.look(at: view, at: clock.now)
        bell.ring()
    }

    /// A client asks for a pair, and there is no screen: it is looked at when those are done that
    /// were asked for before it, and its market after it.
    public func wish(for instrument: Instrument) {
        guard !plan.isDone(instrument), plan.instrument != instrument,
            !wishes.contains(instrument), wishes.count < Self.mostWishes
        else { return }
        wishes.append(instrument)
        bell.ring()
    }

    /// Who walks through everything has to ask again.
    static let mostWishes = 256

    private func grantWish(at now: Timestamp) {
        let isBusy = plan.instrument.map { !plan.isDone($0) } ?? false
        // A pair that its source does not know, or whose source is away, is not waited for.
        guard !wishes.isEmpty, !isBusy || now - plan.viewedSince > .seconds(60) else { return }
        let instrument = wishes.removeFirst()
        let pairs = state.day.pairs(of: instrument.market, since: state.first)
        let order = pairs.map { Instrument(market: instrument.market, pair: $0) }
        plan.look(at: View(instrument: instrument, order: order), isClient: true, at: now)
    }

    /// Fetches the past, a few requests at a time, until the task is cancelled.
    func keepBackfilling() async {
        // Discarding: a group of the other kind keeps what became of each request to its end.
        await withDiscardingTaskGroup { requests in
            while !Task.isCancelled {
                while let request = nextRequest() {
                    requests.addTask { await self.perform(request) }
                }
                tellProgress()
                await pause()
            }
        }
    }

    /// Until the bell rings, or the plan has something to do by itself.
    private func pause() async {
        let wake = plan.wake(after: clock.now, pause: pauseOfSource)
        await withTaskGroup { waits in
            waits.addTask { [bell] in await bell.wait() }
            if let wake { waits.addTask { [clock] in try? await clock.sleep(until: wake) } }
            await waits.next()
            waits.cancelAll()
        }
    }

    private func nextRequest() -> BackfillPlan.Request? {
        let now = clock.now
        grantWish(at: now)
        return plan.next(at: now, pause: pauseOfSource) {
            pages(of: $0, beside: $1, at: now)
        }
    }

    /// The pause that the source of what is looked at wants between requests.
    private var pauseOfSource: Duration {
        plan.market.flatMap { history(of: $0)?.pause } ?? .zero
    }

    private func history(of market: Market) -> (any CandleSource)? {
        state.server(of: market).flatMap { sources[$0].history }
    }

    /// The requests that would fill holes of a pair; `nil` while its source does not know it.
    private func pages(
        of instrument: Instrument, beside answered: ClosedRange<Minute>?, at now: Timestamp
    ) -> [CandlePage]? {
        guard let server = state.server(of: instrument.market) else { return nil }
        guard let history = sources[server].history else { return [] }
        // The running minute is for polls.
        let last = Minute(containing: now).advanced(by: -1)
        // A clock that was set back is not noticed everywhere at once.
        guard state.first <= last else { return nil }
        let minutes = state.first...last
        let pages = history.pages(of: instrument, covering: minutes, at: now)
        if pages.isEmpty { return isGone(instrument, from: server) ? [] : nil }
        guard let series = state.day.series(of: instrument, through: state.minute) else {
            return pages
        }
        return pages.filter { $0.lacks(in: series, beside: answered) }
    }

    /// Whether a source has answered since it had a price of a pair: of yesterday's pairs some are
    /// gone for good, and waiting for them would have no end.
    private func isGone(_ instrument: Instrument, from server: Int) -> Bool {
        guard let answered = state.sources[server].lastSuccess else { return false }
        guard let latest = state.day.latest(of: instrument)?.minute else { return true }
        return latest < Minute(containing: answered).advanced(by: -1)
    }

    private func perform(_ request: BackfillPlan.Request) async {
        guard let server = state.server(of: request.instrument.market),
            let history = sources[server].history
        else { return plan.failed(request, .cancelled, at: clock.now) }
        let result = await Self.ask(history, request, at: clock.now)
        var effects: [EngineEffect] = []
        switch result {
        case .success(let part):
            plan.succeeded(request)
            effects = state.backfilled(part, isWanted: request.isWanted)
        case .failure(let error): plan.failed(request, error, at: clock.now)
        }
        effects += state.noteRequests(sources[server].requests, of: server)
        // What nobody waits for is told with the progress.
        perform(effects.filter { !$0.isPublish } + (request.isWanted ? [.publish] : []))
        bell.ring()
    }

    /// Publishes how far it is; what nobody waits for every few seconds only, because each time
    /// means work for every reader.
    private func tellProgress() {
        let now = clock.now
        let progress = plan.progress(at: now)
        guard progress != state.backfill else { return }
        var same = state.backfill
        same.pairs = progress.pairs
        let isMinor = progress == same && progress.market != nil
        guard !isMinor || now < lastProgress || now - lastProgress >= .seconds(2) else { return }
        lastProgress = now
        state.backfill = progress
        perform([.publish])
    }

    /// Off the engine: reading an answer is work.
    @concurrent
    private static func ask(
        _ history: any CandleSource, _ request: BackfillPlan.Request, at now: Timestamp
    ) async -> Result<Backfill, QuoteError> {
        do throws(QuoteError) {
            return .success(
                try await history.candles(of: request.instrument, on: request.page, at: now))
        } catch {
            return .failure(error)
        }
    }
}

extension EngineEffect {
    fileprivate var isPublish: Bool { if case .publish = self { true } else { false } }
}

extension CandlePage {
    /// Whether a minute at which one of its candles ends has no price, and is none of those that
    /// are known to have none.
    fileprivate func lacks(in series: Series, beside answered: ClosedRange<Minute>?) -> Bool {
        minutes.contains { minute in
            minute.index.isMultiple(of: step) && series[minute] == nil
                && answered?.contains(minute) != true
        }
    }
}
