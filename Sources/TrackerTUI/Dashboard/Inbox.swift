import Synchronization
import TrackerScreen

/// Everything that may wake the dashboard, in one queue with one reader.
///
/// What comes while the reader is busy is handed over together, so that a burst is drawn once.
final class Inbox: Sendable {
    /// A reason to wake.
    enum Wake: Sendable {
        case terminal(TerminalEvent)
        case event(Event, from: Feed)
    }

    /// Whose prices they are.
    enum Feed: Hashable, Sendable {
        case real, simulated
    }

    private let waiting = Mutex<[Wake]>([])
    private let bells: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    init() {
        (bells, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// From any thread.
    func put(_ wake: Wake) {
        waiting.withLock { $0.append(wake) }
        bell.yield()
    }

    /// All that has come, oldest first, each time that something has.
    var batches: some AsyncSequence<[Wake], Never> {
        bells.map { _ in
            self.waiting.withLock { waiting in
                defer { waiting.removeAll(keepingCapacity: true) }
                return waiting
            }
        }
    }
}
