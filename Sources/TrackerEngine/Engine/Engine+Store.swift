// MARK: - Writing

extension Engine {
    /// A write that a journal is to make.
    struct Write: Sendable {
        let effect: JournalEffect
        let journal: any MinuteJournal
        /// The `Engine.term` in which it was begun.
        let term: Int
    }

    /// The write to make now, `nil` for none.
    func nextWrite() -> Write? {
        guard !isFollowing, case .writer(let journal) = access, let effect = state.journal.next()
        else {
            return nil
        }
        return Write(effect: effect, journal: journal, term: term)
    }

    /// A write was made, or has failed.
    func ended(_ write: Write, _ error: StoreError?) async {
        guard write.term == term else { return }
        let place = write.journal.location
        switch error {
        case .superseded?: await giveUp(write.journal)
        case nil: perform(state.stored(write.effect, at: place))
        case let error?: perform(state.notStored(write.effect, at: place, error))
        }
    }

    private func giveUp(_ journal: any MinuteJournal) async {
        await stepDown(at: journal.location) { await journal.stepDown() }
    }
}

// MARK: - Reading

extension Engine {
    /// Reads the stored day, which is written from then on.
    func loadDay() async {
        guard case .writer(let journal) = access else { return }
        perform(state.advance(to: clock.now))
        let (first, term) = (state.first, term)
        do throws(StoreError) {
            if try await !loadParts(of: journal, from: first) {
                // What can be read of a damaged store goes on in a new one.
                perform(state.recovers(isDayKnown: isDayKnown))
                let stored = try await recover(journal, from: first)
                perform(state.restored(stored, isRead: isDayKnown))
            }
            guard term == self.term else { return }
            perform(state.journalWasRead(from: first, access.health))
            isDayKnown = true
        } catch {
            guard term == self.term else { return }
            perform(state.loadingEnded())
            if case .superseded = error { return await giveUp(journal) }
            perform(state.storeChanged(.failing(place: journal.location, reason: "\(error)")))
        }
    }

    /// Reads a damaged store as a whole; readers see how far that is.
    private func recover(
        _ journal: any MinuteJournal, from first: Minute
    ) async throws(StoreError) -> StoredDay {
        let (steps, step) = AsyncStream.makeStream(
            of: StoreProgress.self, bufferingPolicy: .bufferingNewest(1))
        async let told: Void = show(steps)
        let result: Result<StoredDay, StoreError>
        do throws(StoreError) {
            result = .success(try await journal.load(from: first) { step.yield($0) })
        } catch {
            result = .failure(error)
        }
        step.finish()
        await told
        return try result.get()
    }

    private func show(_ steps: AsyncStream<StoreProgress>) async {
        for await step in steps { perform(state.recovers(step)) }
    }

    /// Reads the stored day: the market that somebody looks at first, then the others.
    ///
    /// - Returns: whether all of it could be read.
    private func loadParts(
        of store: any StoredDayParts, from first: Minute
    ) async throws(StoreError) -> Bool {
        var plan: LoadPlan
        do throws(StoreError) {
            plan = LoadPlan(try await store.contents(), first: configuration.firstMarket)
        } catch .damaged {
            return false
        }
        var isSound = true
        while let (markets, progress) = plan.next() {
            let stored = try await store.load(markets, from: first)
            isSound = isSound && stored.damage == nil
            perform(state.loaded(stored, progress: isDayKnown ? nil : progress))
        }
        return isSound
    }

    /// Opens and reads what could not be opened or read before, and reads further back when the
    /// clock was set back.
    func mendStore() async {
        if case .failed(let place, _, let reopen) = access {
            do throws(StoreError) {
                await reopened(try reopen())
            } catch {
                noteFailure(.failed(place: place, reason: "\(error)", reopen: reopen))
            }
        }
        guard !isFollowing, case .writer = access, state.journal.isToBeRead(from: state.first)
        else { return }
        await loadDay()
    }

    private func reopened(_ new: StoreAccess) async {
        switch new {
        case .writer:
            access = new
            perform(state.leads(new.health))
        case .follower(let follower): await stepDown(at: follower.location) { follower }
        case .failed, .none: noteFailure(new)
        }
    }

    /// The newest reason is shown, not the first one.
    private func noteFailure(_ failed: StoreAccess) {
        access = failed
        if state.store != failed.health { perform(state.storeChanged(failed.health)) }
    }
}

// MARK: - Following

extension Engine {
    /// Shows what another program writes, until that one is gone or the task is cancelled.
    func follow(_ follower: any JournalFollower) async {
        perform(state.advance(to: clock.now))
        // What was polled here before is shown on: there is nothing to wait for.
        if !isDayKnown { await readFirst(follower) }
        // Whoever has just been superseded does not fight over the store.
        var mayLead = term == 0
        while !Task.isCancelled {
            perform(state.advance(to: clock.now))
            do throws(StoreError) {
                if mayLead, let journal = try await follower.takeOver() {
                    access = .writer(journal)
                    isFollowing = false
                    return perform(state.leads(access.health))
                }
                let changes = try await follower.changes(from: state.first)
                if state.store != access.health { perform(state.storeChanged(access.health)) }
                if let changes { perform(state.restored(changes)) }
            } catch {
                noteUnreadable(follower, error)
            }
            try? await clock.sleep(until: clock.now + Self.followGap)
            mayLead = true
        }
    }

    /// Part by part, so that there is something to look at soon.
    private func readFirst(_ follower: any JournalFollower) async {
        do throws(StoreError) {
            // What cannot be read is looked at again at once, as a whole.
            _ = try await loadParts(of: follower, from: state.first)
        } catch {
            noteUnreadable(follower, error)
        }
        perform(state.loadingEnded())
        isDayKnown = true
    }

    private func noteUnreadable(_ follower: any JournalFollower, _ error: StoreError) {
        let health = StoreHealth.failing(place: follower.location, reason: "\(error)")
        if state.store != health { perform(state.storeChanged(health)) }
    }

    /// Between two looks at what another program has written.
    private static let followGap = Duration.seconds(2)
}

extension StoreAccess {
    /// The health that readers are shown before anything was read or written.
    var health: StoreHealth {
        switch self {
        case .none(let reason): .memory(reason: reason)
        case .writer(let journal): .writing(place: journal.location, through: nil)
        case .follower(let follower): .following(place: follower.location)
        case .failed(let place, let reason, _): .failing(place: place, reason: reason)
        }
    }
}
