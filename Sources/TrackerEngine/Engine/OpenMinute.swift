/// The minute whose prices are being gathered, until the journal gets it.
///
/// It is journalled when no source that is asked in time is still to answer, and at the latest
/// `patience` after its start; what comes later amends it.
struct OpenMinute: Sendable {
    static let patience = Duration.seconds(30)

    /// The minute that is open; `nil` while none is.
    private(set) var minute: Minute?
    /// The prices of it so far, a part for each answer: what has come is not copied for what comes.
    private var parts: [[Quote]] = []
    /// The newest minute that was given to the journal: what comes for it now amends it.
    private var closed: Minute?

    /// The latest time at which the minute is given to the journal; `nil` while none is open.
    var deadline: Timestamp? { minute.map { $0.start + Self.patience } }

    /// Whether the minute is over at a time, or has waited long enough by then.
    func isDue(at now: Timestamp) -> Bool {
        guard let minute else { return false }
        return Minute(containing: now) != minute || now - minute.start >= Self.patience
    }

    /// Puts prices in, and opens the running minute with its first ones.
    ///
    /// - Returns: the write for prices of a minute that is not open.
    mutating func add(_ new: Batch, running: Minute) -> [JournalEffect] {
        if minute == nil, new.minute == running, closed.map({ $0 < running }) ?? true {
            minute = running
        }
        guard minute == new.minute else {
            return new.quotes.isEmpty ? [] : [.amend([new])]
        }
        if !new.quotes.isEmpty { parts.append(new.quotes) }
        return []
    }

    /// Closes the minute.
    ///
    /// - Returns: its prices; `nil` where no minute is open, or no price came.
    mutating func close() -> Batch? {
        guard let closing = minute else { return nil }
        var quotes = parts.first ?? []
        // The only part needs no copy.
        if parts.count > 1 { quotes.reserveCapacity(parts.reduce(0) { $0 + $1.count }) }
        for part in parts.dropFirst() { quotes += part }
        (minute, parts) = (nil, [])
        noteClosed(closing)
        return quotes.isEmpty ? nil : Batch(minute: closing, quotes: quotes)
    }

    /// The journal has this minute already: after a quick restart, or by another program.
    mutating func noteClosed(_ minute: Minute) { closed = max(closed ?? minute, minute) }
}
