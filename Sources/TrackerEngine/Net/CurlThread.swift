import CCurl
import Glibc
import Synchronization

/// The loop itself: lives on its thread, from `start` to the command `stop`.
@safe struct CurlThread {
    private let inbox: CurlInbox
    private var live = unsafe [UnsafeMutableRawPointer: CurlTransfer]()

    private init(_ inbox: CurlInbox) { self.inbox = inbox }

    /// Whether a thread could be had.
    static func start(_ inbox: CurlInbox) -> Bool {
        let context = unsafe Unmanaged.passRetained(inbox)
        var thread = pthread_t()
        guard unsafe pthread_create(&thread, nil, curlThreadMain, context.toOpaque()) == 0 else {
            unsafe context.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    fileprivate static func main(_ context: UnsafeMutableRawPointer) {
        // Writing to a TLS connection that the other side has closed must not end the program.
        var pipe = sigset_t()
        unsafe sigemptyset(&pipe)
        unsafe sigaddset(&pipe, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &pipe, nil)
        let inbox = unsafe Unmanaged<CurlInbox>.fromOpaque(context).takeRetainedValue()
        var thread = CurlThread(inbox)
        while thread.runOnce() {}
    }

    /// Takes commands, moves bytes, waits; `false` after `stop`.
    private mutating func runOnce() -> Bool {
        for command in inbox.takeAll() {
            switch command {
            case .start(let transfer): start(transfer)
            case .cancel(let transfer): cancel(transfer)
            case .stop:
                for transfer in unsafe Array(live.values) { cancel(transfer) }
                return false
            }
        }
        var running: Int32 = 0
        unsafe curl_multi_perform(inbox.multi, &running)
        finishEnded()
        // curl shortens the wait to its own next time-out; a command wakes it up. Without
        // transfers it is not woken at all.
        let wait: Int32 = unsafe live.isEmpty ? .max : 60_000
        unsafe curl_multi_poll(inbox.multi, nil, 0, wait, nil)
        return true
    }

    private mutating func start(_ transfer: CurlTransfer) {
        guard !transfer.isCancelled.load(ordering: .relaxed) else {
            return transfer.finish(.failure(.cancelled))
        }
        guard transfer.prepare(), let handle = unsafe transfer.handle,
            unsafe curl_multi_add_handle(inbox.multi, handle) == CURLM_OK
        else { return transfer.finish(.failure(.other("the transfer could not be set up"))) }
        unsafe live[handle] = transfer
    }

    private mutating func cancel(_ transfer: CurlTransfer) {
        guard let handle = unsafe transfer.handle, unsafe live.removeValue(forKey: handle) != nil
        else { return }
        unsafe curl_multi_remove_handle(inbox.multi, handle)
        transfer.finish(.failure(.cancelled))
    }

    private mutating func finishEnded() {
        var handle: UnsafeMutableRawPointer?
        var code = CURLE_OK
        while unsafe tt_multi_next(inbox.multi, &handle, &code) == 1 {
            guard let ended = unsafe handle, let transfer = unsafe live[ended] else { continue }
            unsafe curl_multi_remove_handle(inbox.multi, ended)
            unsafe live[ended] = nil
            if let result = transfer.outcome(code) {
                transfer.finish(result)
            } else if unsafe curl_multi_add_handle(inbox.multi, ended) == CURLM_OK {
                unsafe live[ended] = transfer
            } else {
                transfer.finish(.failure(.other("the redirect could not be followed")))
            }
        }
    }
}

private func curlThreadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context = unsafe context { unsafe CurlThread.main(context) }
    return nil
}
