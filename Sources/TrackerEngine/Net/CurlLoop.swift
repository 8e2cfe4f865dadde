import CCurl
import Synchronization

/// The thread on which every job of a client runs, from the first one on.
final class CurlLoop: Sendable {
    private let state = Mutex(State.idle)

    private enum State {
        case idle
        case running(CurlInbox)
        /// The library or a thread could not be had.
        case failed
    }

    /// Once in a process.
    private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Nothing is started: the libraries for TLS take 5 ms, and a screen should not wait for them.
    init() {}

    deinit { if case .running(let inbox) = state.withLock({ $0 }) { inbox.push(.stop) } }

    private var inbox: CurlInbox? {
        state.withLock { state in
            if case .idle = state {
                let inbox = Self.isLibraryReady ? CurlInbox() : nil
                state =
                    if let inbox, CurlThread.start(inbox) { .running(inbox) } else { .failed }
            }
            return if case .running(let inbox) = state { inbox } else { nil }
        }
    }

    /// Runs a job; cancelling the task ends it.
    ///
    /// `make` gets what the job is to answer to.
    /// - Returns: its answer; `nil` where the network library did not start.
    func run<Answer: Sendable>(
        _ make: (CheckedContinuation<Answer, Never>) -> any CurlJob
    ) async -> Answer? {
        guard let inbox else { return nil }
        let slot = Mutex<(any CurlJob)?>(nil)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let job = make(continuation)
                slot.withLock { $0 = job }
                // A task cancelled before this line found no job in the slot.
                if Task.isCancelled { job.cancel() }
                inbox.push(.start(job))
            }
        } onCancel: {
            guard let job = slot.withLock({ $0 }) else { return }
            job.cancel()
            inbox.push(.cancel(job))
        }
    }
}
