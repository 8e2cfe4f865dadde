extension EngineState {
    /// Somebody looks at this from now on: its past is worth fetching first.
    mutating func look(at focus: Focus, at now: Timestamp) { backfill.look(at: focus, at: now) }

    /// A client asks for a pair, and there is no screen.
    ///
    /// - Returns: whether that is news.
    mutating func wish(for instrument: Instrument) -> Bool { backfill.wish(for: instrument) }

    /// The next request for prices of the past that may be made now, `nil` for none.
    ///
    /// It counts as started. `histories` has an element for each source.
    mutating func nextRequest(
        at now: Timestamp, from histories: [(any CandleSource)?]
    ) -> BackfillPlan.Request? {
        backfill.next(at: now, holes(at: now, histories))
    }

    /// The time at which `nextRequest` may give more than it gives now; `nil` if only an event helps.
    func nextRequestTime(
        after now: Timestamp, from histories: [(any CandleSource)?]
    ) -> Timestamp? {
        backfill.wake(after: now, holes(at: now, histories))
    }

    private func holes(at now: Timestamp, _ histories: [(any CandleSource)?]) -> Holes {
        Holes(
            day: day, minute: minute, now: now, providers: providers.providers,
            answered: polled.map(\.health.lastSuccess), histories: histories)
    }

    /// A request was answered, or failed; the newest requests of its source are noted with it.
    mutating func answered(
        _ request: BackfillPlan.Request, with result: Result<Backfill, QuoteError>,
        requests: [RequestRecord], of source: Int, at now: Timestamp
    ) -> [EngineEffect] {
        var effects: [EngineEffect] = []
        switch result {
        case .success(let part):
            backfill.succeeded(request)
            effects = backfilled(part, isWanted: request.isWanted)
        case .failure(let error): backfill.failed(request, error, at: now)
        }
        effects += noteRequests(requests, of: source)
        // What nobody waits for is told with the progress.
        return effects.filter { !$0.isPublish } + (request.isWanted ? [.publish] : [])
    }

    /// A request could not be made: nobody serves its market any more.
    mutating func calledOff(_ request: BackfillPlan.Request, at now: Timestamp) {
        backfill.failed(request, .cancelled, at: now)
    }

    /// Tells readers how far it is, if there is news that is worth it.
    mutating func backfillProgress(at now: Timestamp) -> [EngineEffect] {
        backfill.showProgress(at: now) ? [.publish] : []
    }

    /// Prices of the past have been fetched; `isWanted`: somebody looks at their pair, so that they
    /// are journalled at once, and not together with others.
    public mutating func backfilled(_ part: Backfill, isWanted: Bool) -> [EngineEffect] {
        guard let series = part.series.clipped(to: first...minute) else { return [] }
        let clipped = Backfill(part.instrument, series, isCoarse: part.isCoarse)
        let sealedBefore = minute.advanced(by: -Self.sealingDelay)
        guard let put = day.backfill(clipped, sealedBefore: sealedBefore) else { return [] }
        touch(part.instrument.market)
        watchFetched(part.instrument)
        let writes = isWanted ? [.backfill([put])] : journal.collect(put)
        return writes.effects + [.publish]
    }
}
