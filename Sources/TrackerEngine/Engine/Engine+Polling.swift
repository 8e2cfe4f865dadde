extension Engine {
    /// The answer to a request to poll at once.
    public enum PollAnswer: Hashable, Sendable {
        /// The sources of these names were asked, and have answered or failed.
        case asked([String])
        /// Every source was asked a moment ago, or has said when it wants to be asked again.
        case tooEarly
        /// Another program polls; this one reads along.
        case following
    }

    /// Asks every source that may be asked now.
    public func pollNow() async -> PollAnswer {
        guard !isFollowing else { return .following }
        let now = clock.now
        let allowed = sources.indices.filter { state.allowsExtraPoll(of: $0, at: now) }
        await withTaskGroup { group in
            for source in allowed { group.addTask { await self.poll(source) } }
        }
        return allowed.isEmpty ? .tooEarly : .asked(allowed.map { sources[$0].name })
    }

    /// Asks a source by its schedule, until another program takes over or the task is cancelled.
    func keepPolling(_ source: Int) async {
        // A poll while following returns at once, without giving the actor away: the task would spin
        // on it, and nobody could cancel it.
        while !Task.isCancelled, !isFollowing {
            let now = clock.now
            let due = state.due(source, at: now)
            if due <= now, !state.isBeingAsked(source) {
                await poll(source)
            } else {
                // No longer than to the next minute: a poll in between may have changed the plan.
                let next = Minute(containing: now).next.start
                try? await clock.sleep(until: due <= now ? next : min(due, next))
            }
        }
    }

    /// Asks a source once; nobody is asked twice at the same time.
    private func poll(_ source: Int) async {
        guard !isFollowing, !state.isBeingAsked(source) else { return }
        let (start, term) = (clock.now, term)
        perform(state.started(source, at: start))
        let result = await Self.ask(sources[source], at: start)
        // Another program has prices of this minute by now.
        guard term == self.term else { return }
        var effects = state.noteRequests(sources[source].requests, of: source)
        effects += state.advance(to: clock.now)
        switch result {
        case .success(let poll):
            effects += state.received(poll, from: source, startedAt: start, at: clock.now)
            backfillBell.ring()
        case .failure(let error):
            let chance = Double.random(in: 0..<1, using: &random)
            effects += state.failed(error, from: source, at: clock.now, chance: chance)
        }
        perform(effects)
    }

    /// Polls a source off the engine.
    ///
    /// Reading an answer is work, and must not hold up the other sources.
    @concurrent
    private static func ask(
        _ source: any QuoteSource, at start: Timestamp
    ) async -> Result<Poll, QuoteError> {
        do throws(QuoteError) {
            return .success(try await source.poll(at: start))
        } catch {
            return .failure(error)
        }
    }
}
