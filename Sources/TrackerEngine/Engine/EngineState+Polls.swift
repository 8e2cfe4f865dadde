// MARK: - Polls

extension EngineState {
    /// The time at which a source is to be asked next.
    public mutating func due(_ source: Int, at now: Timestamp) -> Timestamp {
        polled[source].due(at: now)
    }

    /// Whether somebody who wants a source to be asked right now may have that.
    func allowsExtraPoll(of source: Int, at now: Timestamp) -> Bool {
        polled[source].schedule.allowsExtraPoll(at: now)
    }

    /// A source is asked now.
    public mutating func started(_ source: Int, at now: Timestamp) -> [EngineEffect] {
        polled[source].started(at: now)
        // Where a time was promised, it is there; all others are told of with their answer.
        return polled[source].health.failure == nil ? [] : [.publish]
    }

    /// Whether a source has been asked, and has neither answered nor failed.
    public func isBeingAsked(_ source: Int) -> Bool { polled[source].asked != nil }

    /// A source has answered; `start` is when it was asked: that minute has its price now.
    ///
    /// Instruments beyond `mostInstruments` are left out of it.
    public mutating func received(
        _ answer: Poll, from source: Int, startedAt start: Timestamp, at now: Timestamp
    ) -> [EngineEffect] {
        let poll = withinBounds(answer)
        // What was missed meanwhile may be fetched.
        if polled[source].health.failure != nil {
            backfill.sourceIsBack(markets(of: source) + providers.known(to: source))
        }
        polled[source].succeeded(poll, startedAt: start, at: now)
        let runs = poll.quotes.marketRuns
        providers.answered(source, with: runs.map(\.market))
        let asked = Minute(containing: start)
        var writes: [JournalEffect] = []
        var isTaken = false
        if polled[source].isFirstAnswer(for: asked) {
            let added = add(Batch(minute: asked, quotes: poll.quotes), from: source)
            // Nearly always: each price is that of the day's newest minute.
            isTaken = added.count == poll.quotes.count && asked == minute
            writes = added.writes
        }
        writes += addSpares()
        writes += closeUnlessAwaiting(at: now)
        if !isTaken {
            let own = providers.own(poll.quotes, of: source)
            day.note(own)
            for run in runs where provider(of: run.market) == source { touch(run.market) }
            watchLive(own)
        }
        return writes.effects + alerts.tell() + [.publish]
    }

    /// A poll has failed; `chance` in 0..<1 spreads the wait, see `PollSchedule`.
    public mutating func failed(
        _ error: QuoteError, from source: Int, at now: Timestamp, chance: Double = 0.5
    ) -> [EngineEffect] {
        guard error != .cancelled else {
            polled[source].cancelled()
            return []
        }
        polled[source].failed(error, at: now, chance: chance)
        providers.failed(source)
        // Those that nobody else serves now.
        backfill.pollFailed(markets(of: source), error, at: now)
        return (addSpares() + closeUnlessAwaiting(at: now)).effects + alerts.tell() + [.publish]
    }

    /// The source that serves a market, `nil` for none.
    public func provider(of market: Market) -> Int? { providers.providers[market] }

    /// The markets that a source serves.
    public func markets(of source: Int) -> [Market] {
        providers.providers.filter { $0.value == source }.map(\.key)
    }

    /// The newest requests of a source, of any purpose.
    public mutating func noteRequests(
        _ requests: [RequestRecord], of source: Int
    ) -> [EngineEffect] {
        polled[source].note(requests) ? [.publish] : []
    }
}

// MARK: - The most instruments

extension EngineState {
    /// The answer without new instruments for which there is no room.
    ///
    /// A name is held for a day, so a source that makes up names would fill the memory. What is left
    /// out counts as rejected, and the first of it is told.
    private func withinBounds(_ answer: Poll) -> Poll {
        var room = mostInstruments - day.count
        guard answer.quotes.count > room else { return answer }
        var poll = answer
        poll.quotes = answer.quotes.filter { quote in
            if day.holds(quote.instrument) { return true }
            room -= 1
            if room == -1, poll.firstRejection == nil {
                poll.firstRejection =
                    "\(quote.instrument): there are already \(mostInstruments) pairs"
            }
            return room >= 0
        }
        poll.rejected += answer.quotes.count - poll.quotes.count
        return poll
    }
}

// MARK: - The prices of a minute

extension EngineState {
    /// The outcome of adding prices: the writes, and how many prices the day took.
    private typealias Added = (writes: [JournalEffect], count: Int)

    private mutating func add(_ batch: Batch, from source: Int) -> Added {
        guard batch.minute >= first, batch.minute <= minute else { return ([], 0) }
        let isOver = batch.minute < minute
        return add(providers.share(batch, of: source, isOver: isOver), at: batch.minute)
    }

    /// Adds spare prices of the running minute for markets whose provider has failed.
    private mutating func addSpares() -> [JournalEffect] {
        let quotes = providers.spares(of: minute)
        return quotes.isEmpty ? [] : add(quotes, at: minute).writes
    }

    /// Adds every spare price of the running minute, because no other source will answer in time.
    mutating func addLastSpares() -> [JournalEffect] {
        let quotes = providers.lastSpares(of: minute)
        return quotes.isEmpty ? [] : add(quotes, at: minute).writes
    }

    private mutating func add(_ quotes: [Quote], at asked: Minute) -> Added {
        var batch = Batch(minute: asked, quotes: quotes)
        if !doubts(asked) { batch = day.missing(from: batch) }
        let count = day.ingest(batch)
        let markets = batch.quotes.byMarket.map(\.market)
        for market in markets { touch(market) }
        watch(markets, at: asked)
        return (open.add(batch, running: minute), count)
    }

    private mutating func closeUnlessAwaiting(at now: Timestamp) -> [JournalEffect] {
        guard let minute = open.minute,
            !polled.contains(where: { $0.isAwaited(for: minute, at: now) })
        else { return [] }
        return (minute == self.minute ? addLastSpares() : []) + close()
    }

    /// Closes the open minute: its prices are journalled with the report, in one transaction.
    mutating func close() -> [JournalEffect] { Self.writes(of: open.close(), report()) }
}
