import Glibc

/// What the system lets this process have.
///
/// To be looked at before anything starts: with less, the libraries that wait for files end the program
/// without a word, and those that start threads wait for ever.
enum ProcessLimits {
    /// A run with the port and a store, and a few connections.
    private static let neededFiles: rlim_t = 32
    /// All exchanges, and all connections that the port allows.
    private static let wantedFiles: rlim_t = 1024
    private static let neededThreads = 12

    /// What is missing, in a line for a person; `nil` where there is enough.
    ///
    /// Raises the number of open files where that is allowed. Cost: 0.3 ms, for starting the threads
    /// that are needed, and for ending them again.
    static func shortage() -> String? {
        if let files = raiseFiles(), files < neededFiles {
            return
                "only \(files) files may be open at a time (ulimit -n): \(neededFiles) are needed"
        }
        guard canStart(neededThreads) else {
            return "no more threads may be started (ulimit -u, or a limit of the container): "
                + "\(neededThreads) are needed"
        }
        return nil
    }

    /// - Returns: how many files may be open; `nil` where nothing says.
    private static func raiseFiles() -> rlim_t? {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return nil
        }
        guard limit.rlim_cur < wantedFiles, limit.rlim_cur < limit.rlim_max else {
            return limit.rlim_cur
        }
        let before = limit.rlim_cur
        limit.rlim_cur = min(limit.rlim_max, wantedFiles)
        let isRaised = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        return isRaised ? limit.rlim_cur : before
    }

    /// Whether so many threads can be there at the same time.
    private static func canStart(_ count: Int) -> Bool {
        // They wait at a gate that is opened when all are there.
        let gate = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        unsafe gate.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(gate, nil)
        unsafe pthread_mutex_lock(gate)
        var threads: [pthread_t] = []
        while threads.count < count, let thread = unsafe thread(waitingAt: gate) {
            threads.append(thread)
        }
        unsafe pthread_mutex_unlock(gate)
        for thread in threads { pthread_join(thread, nil) }
        unsafe pthread_mutex_destroy(gate)
        unsafe gate.deallocate()
        return threads.count == count
    }

    /// A thread that ends when the gate is opened; `nil` if it cannot be started.
    private static func thread(
        waitingAt gate: UnsafeMutablePointer<pthread_mutex_t>
    ) -> pthread_t? {
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { gate in
                guard let gate = unsafe gate?.assumingMemoryBound(to: pthread_mutex_t.self)
                else { return nil }
                unsafe pthread_mutex_lock(gate)
                unsafe pthread_mutex_unlock(gate)
                return nil
            }, gate)
        return code == 0 ? thread : nil
    }
}
