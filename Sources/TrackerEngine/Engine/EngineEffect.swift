/// One thing to do about an event, named by its addressee; effects are done in order.
///
/// Each addressee has a queue of its own (`EffectChannel`), so that one that is slow, or fails,
/// costs the others nothing.
public enum EngineEffect: Sendable {
    /// Something is to be written to the stored day.
    case journal(JournalEffect)
    /// Events are to be kept and told.
    case alerts(AlertBatch)
    /// Readers are to get a new snapshot.
    case publish
}

extension EngineEffect {
    var isPublish: Bool { if case .publish = self { true } else { false } }
}
