/// What an evaluation has brought: events, and what the watch knows after it.
public struct AlertBatch: Hashable, Sendable {
    /// In the order in which they are told.
    public let events: [AlertEvent]
    /// What has to be kept with them, in one transaction.
    public let memory: AlertMemory

    public init(_ events: [AlertEvent], memory: AlertMemory) {
        self.events = events
        self.memory = memory
    }
}
