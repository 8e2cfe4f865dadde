import CCurl
import Glibc

/// The loop itself: lives on its thread, from `start` to the command `stop`.
@safe struct CurlThread {
    private let inbox: CurlInbox
    private var live = unsafe [UnsafeMutableRawPointer: Running]()

    private struct Running {
        let job: any CurlJob
        let handle: CurlHandle
    }

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

    /// Carries out commands, moves bytes, waits; `false` after `stop`.
    private mutating func runOnce() -> Bool {
        for command in inbox.removeAll() {
            switch command {
            case .start(let job): start(job)
            case .cancel(let job):
                cancel { $0 === job }
            case .stop:
                cancel { _ in true }
                return false
            }
        }
        perform()
        finishEnded()
        // curl shortens the wait to its own next time-out; a command wakes it up. Without
        // transfers it is not woken at all.
        let wait: Int32 = unsafe live.isEmpty ? .max : 60_000
        unsafe curl_multi_poll(inbox.multi, nil, 0, wait, nil)
        return true
    }

    /// Moves the bytes that can be moved.
    private func perform() {
        var running: Int32 = 0
        unsafe curl_multi_perform(inbox.multi, &running)
    }

    private mutating func start(_ job: any CurlJob) {
        guard !job.isCancelled else { return job.abandon(.cancelled) }
        guard let handle = job.prepare(), add(handle) else { return job.abandon(.notStarted) }
        unsafe live[handle.pointer] = Running(job: job, handle: handle)
    }

    private func add(_ handle: CurlHandle) -> Bool {
        unsafe curl_multi_add_handle(inbox.multi, handle.pointer) == CURLM_OK
    }

    /// Calls jobs off, all at once: those that are called off later must not go on meanwhile.
    private mutating func cancel(where isMeant: (any CurlJob) -> Bool) {
        let meant = unsafe Array(live.values).filter { isMeant($0.job) }
        guard !meant.isEmpty else { return }
        for running in meant { running.handle.cutOff() }
        perform()
        for running in meant {
            unsafe curl_multi_remove_handle(inbox.multi, running.handle.pointer)
            running.job.abandon(.cancelled)
            unsafe live[running.handle.pointer] = nil
        }
    }

    private mutating func finishEnded() {
        var handle: UnsafeMutableRawPointer?
        var code = CURLE_OK
        while unsafe tt_multi_next(inbox.multi, &handle, &code) == 1 {
            guard let ended = unsafe handle, let running = unsafe live[ended] else { continue }
            unsafe curl_multi_remove_handle(inbox.multi, ended)
            guard running.job.ended(code) else {
                unsafe live[ended] = nil
                continue
            }
            guard !add(running.handle) else { continue }
            running.job.abandon(.notResumed)
            unsafe live[ended] = nil
        }
    }
}

private func curlThreadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context = unsafe context { unsafe CurlThread.main(context) }
    return nil
}
