extension Engine {
    /// Somebody looks at this from now on: its past is worth fetching first.
    public func look(at view: View) {
        plan.look(at: view, at: clock.now)
        bell.ring()
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

    /// Tells readers that something else is fetched now, or nothing any more; how far it is they are
    /// told with what comes.
    private func tellProgress() {
        let progress = plan.progress(at: clock.now)
        guard (progress.pair, progress.market) != (state.backfill.pair, state.backfill.market)
        else { return }
        state.backfill = progress
        perform([.publish])
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
        let minutes = state.first...Minute(containing: now).advanced(by: -1)
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
        state.backfill = plan.progress(at: clock.now)
        perform(effects.filter { !$0.isPublish } + (isPublishing(request) ? [.publish] : []))
        bell.ring()
    }

    /// What nobody waits for is told every few seconds: each time means work for every reader.
    private func isPublishing(_ request: BackfillPlan.Request) -> Bool {
        let now = clock.now
        let isDue = now < lastProgress || now - lastProgress >= .seconds(2)
        guard request.isWanted || isDue || state.backfill.market == nil else { return false }
        lastProgress = now
        return true
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
