/// One addressee of the engine's effects: the journal, the readers of snapshots.
///
/// Each has a queue of its own. The engine only puts effects into it, and never waits for what
/// becomes of them: a store that is slow or fails holds up no reader, and the other way round. To
/// add an addressee is a case of `EngineEffect`, a conformer of this protocol in a file of its own,
/// and its place in the list that `Engine.init` makes.
///
///     final class Mails: EffectChannel {
///         private let outbox = Mutex(Outbox())    // a value: pending, failing, when to try again
///         private let bell = Bell()
///
///         func accept(_ effects: [EngineEffect], from state: inout EngineState) {
///             for case .send(let alert) in effects { outbox.withLock { $0.add(alert) } }
///             bell.ring()
///         }
///
///         func work(for engine: Engine) async {
///             while !Task.isCancelled {
///                 while let mail = outbox.withLock({ $0.next() }) { await post(mail) }
///                 await bell.wait()
///             }
///         }
///     }
public protocol EffectChannel: Sendable {
    /// Queues those of the effects that are for this addressee, and leaves the others alone.
    ///
    /// The engine calls it after every event that has effects, in the order of the events; it has
    /// to return at once. `state` is as the event has left it.
    func accept(_ effects: [EngineEffect], from state: inout EngineState)

    /// Gets ready to lead, before the stored day is read.
    func begin(for engine: Engine) async

    /// Carries out what is queued, until the task is cancelled.
    ///
    /// Runs beside the polls while this program leads: a program that reads along what another one
    /// writes sends and writes nothing. Called anew whenever it leads again.
    func work(for engine: Engine) async

    /// Runs in the place of `work` while another program leads, until the task is cancelled.
    func follow(for engine: Engine) async

    /// Returns when what was accepted so far is kept, as far as it can be.
    ///
    /// The day is written after it: what alerts say of a price is on the disk before the price, or a
    /// kill between the two would lose it.
    func settle() async

    /// Carries out what is left when the engine ends.
    ///
    /// The engine returns only after it: whoever may hang bounds its time itself.
    func finish(for engine: Engine) async
}

extension EffectChannel {
    public func begin(for engine: Engine) async {}
    public func settle() async {}
    public func work(for engine: Engine) async {}
    public func follow(for engine: Engine) async {}
    public func finish(for engine: Engine) async {}
}
