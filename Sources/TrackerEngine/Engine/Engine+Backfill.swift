extension Engine {
    /// Somebody looks at this from now on: its past is worth fetching first.
    public func look(at focus: Focus) {
        state.look(at: focus, at: clock.now)
        backfillBell.ring()
    }

    /// A client asks for a pair, and there is no screen: it is looked at when those are done that
    /// were asked for before it, and its market after it.
    public func wish(for instrument: Instrument) {
        if state.wish(for: instrument) { backfillBell.ring() }
    }

    /// Fetches the past, a few requests at a time, until the task is cancelled.
    func keepBackfilling() async {
        let histories = sources.map(\.history)
        // Discarding: a group of the other kind keeps what became of each request to its end.
        await withDiscardingTaskGroup { requests in
            while !Task.isCancelled {
                while let request = state.nextRequest(at: clock.now, from: histories) {
                    requests.addTask { await self.make(request) }
                }
                perform(state.backfillProgress(at: clock.now))
                await pause(until: state.nextRequestTime(after: clock.now, from: histories))
            }
        }
    }

    /// Waits until the bell rings or the time has come.
    private func pause(until wake: Timestamp?) async {
        await withTaskGroup { waits in
            waits.addTask { [backfillBell] in await backfillBell.wait() }
            if let wake { waits.addTask { [clock] in try? await clock.sleep(until: wake) } }
            await waits.next()
            waits.cancelAll()
        }
    }

    private func make(_ request: BackfillPlan.Request) async {
        guard let provider = state.provider(of: request.instrument.market),
            let history = sources[provider].history
        else { return state.calledOff(request, at: clock.now) }
        let term = term
        let result = await Self.ask(history, request, at: clock.now)
        guard term == self.term else { return }
        let requests = sources[provider].requests
        perform(
            state.answered(request, with: result, requests: requests, of: provider, at: clock.now))
        backfillBell.ring()
    }

    /// Fetches a page off the engine, because reading an answer is work.
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
