extension EngineState {
    /// How the store is has changed.
    public mutating func storeChanged(_ health: StoreHealth) -> [EngineEffect] {
        journal.note(health)
        return [.publish]
    }

    /// The journal has been read from `first` on: it is written from now on.
    mutating func journalWasRead(from first: Minute, _ health: StoreHealth) -> [EngineEffect] {
        journal.wasRead(from: first)
        reports = ReportTurns()
        let effects = loadingEnded() + storeChanged(through(health))
        watchStored()
        return alerts.tell() + effects
    }

    /// The health of a store that was read and not written yet: what was read of it is on the disk.
    private func through(_ health: StoreHealth) -> StoreHealth {
        guard case .writing(let place, nil) = health else { return health }
        return .writing(place: place, through: readThrough)
    }

    /// The journal has done it.
    public mutating func stored(_ effect: JournalEffect, at place: String) -> [EngineEffect] {
        journal.stored(effect, at: place) ? [.publish] : []
    }

    /// The journal could not do it.
    public mutating func notStored(
        _ effect: JournalEffect, at place: String, _ error: StoreError
    ) -> [EngineEffect] {
        journal.missed(effect)
        switch effect {
        case .append(_, let report), .note(let report): reports.missed(report)
        default: break
        }
        if case .damaged = error { journal.foundDamage() }
        return storeChanged(.failing(place: place, reason: error.description))
    }

    /// The store is this program's to write, once it was read: that of another one has ended, or
    /// it could be opened at last.
    mutating func leads(_ health: StoreHealth) -> [EngineEffect] {
        journal.replace(through(health))
        followed = nil
        alerts.lead(at: minute)
        return [.publish]
    }

    /// Another program polls and writes from now on: this one reads along.
    ///
    /// The day stays as it is. What was not written yet is dropped: that program has prices of its
    /// own for those minutes.
    mutating func follows(_ health: StoreHealth) -> [EngineEffect] {
        journal.replace(health)
        _ = open.close()
        for source in polled.indices { polled[source].retire() }
        providers.forgetMinutes()
        backfill.stop()
        alerts.follow()
        return [.publish]
    }
}
