import Synchronization
import TrackerScreen

/// Everything that may wake the dashboard, in one queue with one reader.
///
/// What comes while the reader is busy is handed over together, so that a burst is drawn once.
///
///     inbox.put(.event(.snapshot(snapshot), from: .real))     // from any thread
///     for await wakes in inbox.batches { … }                  // on the dashboard's
final class Inbox: Sendable {
    /// A reason to wake.
    enum Wake: Sendable {
        case terminal(TerminalEvent)
        case event(Event, from: Feed)
        /// The chart that was left out of a frame may be due.
        case rested
    }

    /// The day that an event is about: the real one or the simulated one.
    enum Feed: Hashable, Sendable {
        case real, simulated
    }

    private let waiting = Mutex<[Wake]>([])
    private let bells: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    init() {
        (bells, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Puts a reason to wake into the queue; may be called on any thread.
    func put(_ wake: Wake) {
        waiting.withLock { $0.append(wake) }
        bell.yield()
    }

    /// The reasons that have come since the batch before, oldest first; waits until there is one.
    var batches: some AsyncSequence<[Wake], Never> {
        bells.map { _ in
            self.waiting.withLock { waiting in
                defer { waiting.removeAll(keepingCapacity: true) }
                return waiting
            }
        }
    }
}
