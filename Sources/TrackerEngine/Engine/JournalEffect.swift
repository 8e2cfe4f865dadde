/// One write to the stored day.
public enum JournalEffect: Sendable {
    /// The quotes of a minute, the first time, and what is known beside prices by then.
    case append(Batch, StoreReport)
    /// Quotes that were late, or that the journal did not get the first time.
    case amend([Batch])
    /// Prices that were fetched afterwards.
    case backfill([Backfill])
    /// Packed hours, in place of their single minutes.
    case seal([SealedHour])
    /// What is known beside prices, of a minute without any.
    case note(StoreReport)
    /// Everything older than a minute goes.
    case prune(before: Minute)
}

extension JournalEffect {
    /// Writes it, as one transaction.
    ///
    /// - Throws: `StoreError`, and then nothing of it was written.
    public func write(to journal: any MinuteJournal) async throws(StoreError) {
        switch self {
        case .append(let batch, let report): try await journal.append(batch, noting: report)
        case .amend(let batches): try await journal.amend(batches)
        case .backfill(let parts): try await journal.backfill(parts)
        case .seal(let hours): try await journal.seal(hours)
        case .note(let report): try await journal.note(report)
        case .prune(let first): try await journal.prune(before: first)
        }
    }
}
