import CNcurses
import Glibc
import Synchronization

/// Runs actors on one thread of its own that otherwise sleeps in poll(2), on the terminal, on
/// signals, and on work that comes from other threads.
///
/// Nothing wakes it while nothing happens. The thread lives as long as the process.
final class TerminalExecutor: SerialExecutor {
    /// The events that the thread waits for besides work.
    struct Watch: Sendable {
        /// The descriptor that is read from; -1 for none.
        var input: Int32 = -1
        /// The descriptor that is written to; -1 for none.
        var output: Int32 = -1
        /// The pipe in which signals are noted; -1 for none.
        var signals: Int32 = -1
        /// True while bytes wait for room in the output.
        var wantsRoom = false
        /// The latest moment to wake at; `nil` for no limit.
        var deadline: ContinuousClock.Instant?
        /// The function that is called on the thread when something has happened.
        var wake: (@Sendable (Readiness) -> Void)?
    }

    /// The events that have happened; an empty set means that the deadline has passed.
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

    /// Runs jobs until none is left; a job that another one enqueues runs before the next wait.
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

    /// Sleeps until something happens; returns `nil` if only new work has arrived.
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

    /// The wait in milliseconds, rounded up so that the deadline has passed after it; -1 for ever.
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
