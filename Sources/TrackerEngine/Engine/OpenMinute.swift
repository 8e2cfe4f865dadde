/// The minute whose prices are being gathered, until the journal gets it.
///
/// It is journalled when no source that is asked in time is still to answer, and at the latest
/// `patience` after its start; what comes later amends it.
struct OpenMinute: Sendable {
    static let patience = Duration.seconds(30)

    /// The prices so far; `nil` while no minute is open.
    private var batch: Batch?
    /// The newest minute that was given to the journal: what comes for it now amends it.
    private var closed: Minute?

    /// The minute that is open; `nil` while none is.
    var minute: Minute? { batch?.minute }

    /// The latest time at which the minute is given to the journal; `nil` while none is open.
    var deadline: Timestamp? { batch.map { $0.minute.start + Self.patience } }

    /// Whether the minute is over at a time, or has waited long enough by then.
    func isDue(at now: Timestamp) -> Bool {
        guard let batch else { return false }
        return Minute(containing: now) != batch.minute
            || now - batch.minute.start >= Self.patience
    }

    /// Puts prices in, and opens the running minute with its first ones.
    ///
    /// - Returns: the write for prices of a minute that is not open.
    mutating func add(_ new: Batch, running: Minute) -> [JournalEffect] {
        if batch == nil, new.minute == running, closed.map({ $0 < running }) ?? true {
            batch = Batch(minute: running, quotes: [])
        }
        guard let held = batch, held.minute == new.minute else {
            return new.quotes.isEmpty ? [] : [.amend([new])]
        }
        batch =
            held.quotes.isEmpty
            ? new : Batch(minute: held.minute, quotes: held.quotes + new.quotes)
        return []
    }

    /// Closes the minute.
    ///
    /// - Returns: its write; none where no minute is open, or no price came.
    mutating func close() -> [JournalEffect] {
        guard let batch else { return [] }
        self.batch = nil
        noteClosed(batch.minute)
        return batch.quotes.isEmpty ? [] : [.append(batch)]
    }

    /// The journal has this minute already: after a quick restart, or by another program.
    mutating func noteClosed(_ minute: Minute) { closed = max(closed ?? minute, minute) }
}
