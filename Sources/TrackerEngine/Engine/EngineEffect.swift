/// What should be done about an event, in this order.
public enum EngineEffect: Sendable {
    case append(Batch)
    case amend([Batch])
    case backfill([Backfill])
    case seal([SealedHour])
    case prune(before: Minute)
    case publish
}

extension EngineEffect {
    /// Does it to a journal; what is for readers only does nothing there.
    ///
    /// - Throws: `StoreError`, and then nothing of it was written.
    public func write(to journal: any MinuteJournal) async throws(StoreError) {
        switch self {
        case .append(let batch): try await journal.append(batch)
        case .amend(let batches): try await journal.amend(batches)
        case .backfill(let parts): try await journal.backfill(parts)
        case .seal(let hours): try await journal.seal(hours)
        case .prune(let first): try await journal.prune(before: first)
        case .publish: break
        }
    }
}
