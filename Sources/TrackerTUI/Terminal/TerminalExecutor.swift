import CNcurses
import Glibc
import Synchronization

/// Runs actors on one thread of its own that otherwise sleeps in poll(2), on the terminal, on
/// signals, and on work that comes from other threads.
///
/// Nothing wakes it while nothing happens. The thread lives as long as the process.
final class TerminalExecutor: SerialExecutor {
    /// What to wait for besides work.
    struct Watch: Sendable {
        /// Read from; -1 for none.
        var input: Int32 = -1
        /// Written to; -1 for none.
        var output: Int32 = -1
        /// Where the numbers of signals come from; -1 for none.
        var signals: Int32 = -1
        /// Whether to wait until the output takes more.
        var wantsRoom = false
        /// When to wake at the latest.
        var deadline: ContinuousClock.Instant?
        /// Called on the thread.
        var wake: (@Sendable (Readiness) -> Void)?
    }

    /// What has come to pass; with none of them, the deadline has.
    struct Readiness: OptionSet, Sendable {
        let rawValue: UInt8
        static let readable = Readiness(rawValue: 1)
        static let writable = Readiness(rawValue: 2)
        static let signalled = Readiness(rawValue: 4)
        static let hungUp = Readiness(rawValue: 8)
    }

    private let jobs = Mutex<[UnownedJob]>([])
    private let watch = Mutex(Watch())
    private let thread = Mutex<pthread_t?>(nil)
    private let bell = tt_eventfd()

    /// Starts the thread.
    init() {
        var started = pthread_t()
        // The thread never ends, so what it runs on is kept for ever.
        let me = unsafe Unmanaged.passRetained(self).toOpaque()
        unsafe pthread_create(&started, nil, runLoop, me)
        pthread_detach(started)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        jobs.withLock { $0.append(unowned) }
        if !isOnThread { ring() }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        unsafe UnownedSerialExecutor(ordinary: self)
    }

    /// Makes `assumeIsolated` work in what the loop calls.
    func checkIsolated() { precondition(isOnThread) }

    /// Changes what is waited for.
    func update(_ change: (inout Watch) -> Void) {
        watch.withLock { change(&$0) }
        if !isOnThread { ring() }
    }

    private var isOnThread: Bool {
        thread.withLock { $0.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }

    private func ring() {
        var one: UInt64 = 1
        _ = unsafe write(bell, &one, 8)
    }

    fileprivate func loop() {
        thread.withLock { $0 = pthread_self() }
        while true {
            runJobs()
            let current = watch.withLock { $0 }
            let ready = wait(current)
            if let ready { current.wake?(ready) }
        }
    }

    /// Until none is left: what a job enqueues here runs before the next wait.
    private func runJobs() {
        while true {
            let batch = jobs.withLock { queue in
                defer { queue.removeAll(keepingCapacity: true) }
                return queue
            }
            guard !batch.isEmpty else { return }
            for job in batch { unsafe job.runSynchronously(on: asUnownedSerialExecutor()) }
        }
    }

    /// Nothing where only the bell has rung.
    private func wait(_ watch: Watch) -> Readiness? {
        let input = Int16(POLLIN)
        let output = watch.wantsRoom ? watch.output : -1
        var polled = [
            pollfd(fd: bell, events: input, revents: 0),
            pollfd(fd: watch.signals, events: input, revents: 0),
            pollfd(fd: watch.input, events: input, revents: 0),
            pollfd(fd: output, events: Int16(POLLOUT), revents: 0),
        ]
        guard unsafe poll(&polled, 4, milliseconds(until: watch.deadline)) >= 0 else { return nil }
        if polled[0].revents != 0 {
            var count: UInt64 = 0
            _ = unsafe read(bell, &count, 8)
        }
        var ready: Readiness = []
        let broken = Int16(POLLHUP | POLLERR | POLLNVAL)
        if polled[1].revents != 0 { ready.insert(.signalled) }
        if polled[2].revents & input != 0 { ready.insert(.readable) }
        if polled[3].revents & Int16(POLLOUT) != 0 { ready.insert(.writable) }
        if (polled[2].revents | polled[3].revents) & broken != 0 { ready.insert(.hungUp) }
        let isLate = watch.deadline.map { $0 <= .now } ?? false
        return ready.isEmpty && !isLate ? nil : ready
    }

    /// Rounded up, so that the deadline has passed when the wait is over; -1 for ever.
    private func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let left = ContinuousClock.now.duration(to: deadline).components
        let whole =
            left.seconds * 1000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(clamping: max(0, whole))
    }
}

private func runLoop(_ executor: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let executor = unsafe executor {
        unsafe Unmanaged<TerminalExecutor>.fromOpaque(executor).takeUnretainedValue().loop()
    }
    return nil
}
