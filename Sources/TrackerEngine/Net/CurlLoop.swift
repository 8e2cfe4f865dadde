import CCurl
import Synchronization

/// The thread on which every transfer of a client runs, from the first one on.
final class CurlLoop: Sendable {
    private let configuration: HTTPConfiguration
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
    init(_ configuration: HTTPConfiguration) { self.configuration = configuration }

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

    func fetch(_ request: HTTPRequest) async -> Result<HTTPResponse, HTTPError> {
        guard let inbox else { return .failure(.other("the network library did not start")) }
        let slot = Mutex<CurlTransfer?>(nil)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let transfer = CurlTransfer(request, configuration, continuation)
                slot.withLock { $0 = transfer }
                // A task cancelled before this line found no transfer in the slot.
                if Task.isCancelled { transfer.isCancelled.store(true, ordering: .relaxed) }
                inbox.push(.start(transfer))
            }
        } onCancel: {
            guard let transfer = slot.withLock({ $0 }) else { return }
            transfer.isCancelled.store(true, ordering: .relaxed)
            inbox.push(.cancel(transfer))
        }
    }
}
