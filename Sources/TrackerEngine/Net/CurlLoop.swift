import CCurl
import Synchronization

/// The thread on which every transfer of a client runs.
final class CurlLoop: Sendable {
    private let configuration: HTTPConfiguration
    /// `nil` where the library or a thread could not be had.
    private let inbox: CurlInbox?

    /// Once in a process.
    private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init(_ configuration: HTTPConfiguration) {
        self.configuration = configuration
        let inbox = Self.isLibraryReady ? CurlInbox() : nil
        self.inbox = inbox.flatMap { CurlThread.start($0) ? $0 : nil }
    }

    deinit { inbox?.push(.stop) }

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
