public import TrackerEngine

extension StoredDay {
    /// The single minutes as quotes: a batch for each row.
    public var minutes: [Batch] {
        rows.map { Batch(minute: $0.minute, quotes: $0.quotes) }
    }
}
