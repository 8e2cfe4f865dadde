/// Writes that the journal has not done yet, those it could not do, and how the store is.
///
/// A value that waits for nothing: `add` queues a write, `next` gives the one to make, `stored` and
/// `missed` say what became of it. What the journal did not take is remembered by its minute, hour
/// or instrument only, and made anew from the day when it is tried again (`retries`).
struct JournalQueue: Sendable {
    /// Whether writes are made.
    private enum Gate: Sendable, Hashable {
        /// There is no journal, or another program writes it: nothing is queued or remembered.
        case closed
        /// The journal is not open yet, or not read: what should be written is remembered.
        ///
        /// An hour that is packed without what the journal has of it would replace that.
        case waiting
        /// Writes are made; the journal was read from this minute on.
        case open(readFrom: Minute)
    }

    /// How the store is, for readers.
    private(set) var health: StoreHealth
    private var gate: Gate
    /// Whether the day has all that the journal ever had.
    ///
    /// It was read, and nobody else has written it since: what is read once more, of a damaged store or
    /// further back, is no newer than the day.
    private(set) var isBehind = false
    /// The newest minute that the journal has; `nil` before it has one of this run.
    private var newest: Minute?
    /// Writes in order, the next one first.
    private var pending: [JournalEffect] = []
    /// Fetched prices that nobody waits for: they are written together.
    private var fetched: [Backfill] = []
    /// Minutes and packed hours that the journal did not take; they are tried again.
    private var missedMinutes: Set<Minute> = []
    private var missedHours: Set<MarketHour> = []
    /// Instruments with fetched prices that the journal did not take.
    ///
    /// An instrument is in here or on its way: another part of it that is stored meanwhile says
    /// nothing about this one.
    private var missedBackfills: Set<Instrument> = []

    /// Minutes that are given to the journal again at a time.
    static let minutesAtOnce = 30
    /// Fetched parts that are written together.
    static let partsAtOnce = 32
    /// Instruments whose fetched prices are given to the journal again at a time: as many prices
    /// as there are in 30 minutes of 25,000 instruments.
    static let instrumentsAtOnce = 512

    /// `health`: what is known of the store at the start, before it was read.
    init(_ health: StoreHealth) {
        self.health = health
        gate = Self.gate(of: health)
        newest = health.through
    }

    private static func gate(of health: StoreHealth) -> Gate {
        switch health {
        case .memory, .following: .closed
        case .writing, .failing: .waiting
        }
    }
}

// MARK: - The journal

extension JournalQueue {
    /// The store is like this now; what is queued stays.
    mutating func note(_ health: StoreHealth) {
        self.health = health
        if case .writing(_, let through) = health { newest = through }
    }

    /// Another journal, or none, has taken the place of the one before.
    ///
    /// What was queued or remembered for a journal that another program writes now is dropped.
    mutating func replace(_ health: StoreHealth) {
        self.health = health
        gate = Self.gate(of: health)
        isBehind = false
        newest = health.through
        pending = []
        guard gate == .closed else { return }
        (fetched, missedMinutes, missedHours, missedBackfills) = ([], [], [], [])
    }

    /// The journal has been read from `first` on: it can be written.
    mutating func wasRead(from first: Minute) {
        gate = .open(readFrom: first)
        isBehind = true
    }

    /// The journal has found damage: reading it again recovers what can be read, in a new file.
    mutating func foundDamage() {
        gate = .waiting
        for effect in pending { missed(effect) }
        pending = []
    }

    /// The journal has begun anew, without what could not be read of a damaged store: all that the
    /// day has is written again.
    mutating func beganAnew(with day: RollingDay) {
        guard gate != .closed else { return }
        missedMinutes.formUnion(day.unsealedMinutes)
        missedHours.formUnion(day.marketHours)
        missedBackfills.formUnion(day.backfilled)
    }

    /// Whether the stored day is to be read before the journal is written on, or once more: for a
    /// clock that was set has moved the window behind what was read, or ahead of all of it.
    mutating func isToBeRead(from first: Minute) -> Bool {
        guard case .open(let from) = gate else { return gate == .waiting }
        guard first >= from, first <= from.advanced(by: Minute.perDay) else { return true }
        gate = .open(readFrom: first)
        return false
    }
}

// MARK: - Writes

extension JournalQueue {
    mutating func add(_ effect: JournalEffect) {
        switch gate {
        case .closed: break
        case .waiting: missed(effect)
        case .open: pending.append(effect)
        }
    }

    /// Whether writes are made now.
    var isOpen: Bool { if case .open = gate { true } else { false } }

    var hasNext: Bool { !pending.isEmpty }

    /// The write to make now, `nil` for none; counts as begun.
    mutating func next() -> JournalEffect? { pending.isEmpty ? nil : pending.removeFirst() }

    /// The journal has done it.
    ///
    /// - Returns: whether readers are to be told: the store is well, or further.
    mutating func stored(_ effect: JournalEffect, at place: String) -> Bool {
        switch effect {
        case .append(let batch, _): newest = max(newest ?? batch.minute, batch.minute)
        case .amend(let batches):
            missedMinutes.subtract(batches.map(\.minute))
            newest = batches.map(\.minute).max().map { max(newest ?? $0, $0) } ?? newest
        case .backfill: break
        case .seal(let hours): missedHours.subtract(hours.map(\.key))
        case .note, .prune: return false
        }
        let new = StoreHealth.writing(place: place, through: newest)
        guard new != health, missedMinutes.isEmpty, missedBackfills.isEmpty else { return false }
        health = new
        return true
    }

    /// The journal did not do it, or is not there: the day in memory has it, and it is tried again.
    mutating func missed(_ effect: JournalEffect) {
        switch effect {
        case .append(let batch, _): missedMinutes.insert(batch.minute)
        case .amend(let batches): missedMinutes.formUnion(batches.map(\.minute))
        case .backfill(let parts): missedBackfills.formUnion(parts.map(\.instrument))
        case .seal(let hours): missedHours.formUnion(hours.map(\.key))
        case .note, .prune: break  // made anew each minute, and each hour
        }
    }
}

// MARK: - What is written later

extension JournalQueue {
    /// Keeps a fetched part for later.
    ///
    /// - Returns: a write, once there are enough parts.
    mutating func collect(_ part: Backfill) -> [JournalEffect] {
        fetched.append(part)
        return fetched.count >= Self.partsAtOnce ? writeCollected() : []
    }

    mutating func writeCollected() -> [JournalEffect] {
        guard !fetched.isEmpty else { return [] }
        defer { fetched = [] }
        return [.backfill(fetched)]
    }

    /// Minutes and hours that the journal did not take, as the day has them now.
    mutating func retries(of day: RollingDay, most: Int = minutesAtOnce) -> [JournalEffect] {
        guard !missedMinutes.isEmpty || !missedHours.isEmpty else { return [] }
        let hours = missedHours.sorted().prefix(most).compactMap {
            day.sealedHour($0.hour, of: $0.market)
        }
        // Prices of hours that are packed by now are in those.
        let batches = missedMinutes.sorted().prefix(most).map { day.unsealed(at: $0) }
        missedMinutes.subtract(batches.filter(\.quotes.isEmpty).map(\.minute))
        let rest = batches.filter { !$0.quotes.isEmpty }
        return (hours.isEmpty ? [] : [.seal(hours)]) + (rest.isEmpty ? [] : [.amend(rest)])
    }

    /// Fetched prices that the journal did not take, as the day has them now.
    mutating func retriedBackfills(
        of day: RollingDay, most: Int = instrumentsAtOnce
    ) -> [JournalEffect] {
        guard !missedBackfills.isEmpty else { return [] }
        let instruments = missedBackfills.sorted().prefix(most)
        missedBackfills.subtract(instruments)
        let parts = instruments.flatMap { day.backfills(of: $0) }
        return parts.isEmpty ? [] : [.backfill(parts)]
    }

    /// Forgets missed writes that have left the window.
    mutating func drop(before first: Minute) {
        missedMinutes = missedMinutes.filter { $0 >= first }
        missedHours = missedHours.filter { $0.hour >= first.hour }
    }
}

extension StoreHealth {
    /// The newest minute that is stored, as far as is told.
    fileprivate var through: Minute? {
        if case .writing(_, let through) = self { through } else { nil }
    }
}
