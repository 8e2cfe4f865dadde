import Glibc

extension ChildProcess {
    /// Runs it on this thread, which waits; not for what is not wanted any more.
    func runHere(unless isUnwanted: () -> Bool) -> Ending {
        var pipes = ChildPipes()
        guard pipes.open() else { return Ending(.notStarted(.last)) }
        defer { pipes.close() }
        let deadline = ContinuousClock.now + timeLimit
        switch start(pipes) {
        case .failure(let error): return Ending(.notStarted(error))
        case .success(let number):
            pipes.closeTheirs()
            let reason = wait(for: number, &pipes) {
                ContinuousClock.now >= deadline || isUnwanted()
            }
            var ending = Ending(reason)
            ending.output = pipes.output
            ending.complaint = pipes.complaint
            return ending
        }
    }

    /// Starts it in a process group of its own, with the three pipes and no other file.
    private func start(_ pipes: ChildPipes) -> Result<pid_t, SystemError> {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (target, number) in pipes.theirs.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, number, Int32(target))
        }
        for number in Self.inherited { unsafe posix_spawn_file_actions_addclose(&actions, number) }
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe SignalSet.withEmpty { signals in
            unsafe posix_spawnattr_setsigmask(&attributes, signals)
            unsafe sigfillset(signals)
            unsafe posix_spawnattr_setsigdefault(&attributes, signals)
        }
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var number = pid_t()
        let error = unsafe posix_spawnp(
            &number, words.first ?? "", &actions, &attributes, &arguments, environ)
        return error == 0 ? .success(number) : .failure(SystemError(error))
    }

    /// Descriptors that would be open in the program, as libraries have not said otherwise.
    private static var inherited: [Int32] {
        // One after the other: a folder of them is not everywhere.
        let end = Int32(clamping: min(max(sysconf(Int32(_SC_OPEN_MAX)), 256), 4096))
        return (3..<end).filter { number in
            let flags = fcntl(number, F_GETFD)
            return flags >= 0 && flags & FD_CLOEXEC == 0
        }
    }

    /// Moves bytes until it has ended, and kills it where that takes too long.
    private func wait(
        for number: pid_t, _ pipes: inout ChildPipes, until isOver: () -> Bool
    ) -> Ending.Reason {
        var rest = input[...]
        var pause: Int32 = 1
        while true {
            // A program that it has left behind may keep the pipes open: its own end counts.
            pipes.move(&rest, most: outputLimit, wait: pause)
            pause = min(pause * 2, 50)
            var status: Int32 = 0
            if unsafe waitpid(number, &status, WNOHANG) == number {
                pipes.move(&rest, most: outputLimit, wait: 0)
                return Self.reason(status)
            }
            guard !isOver() else {
                kill(-number, SIGKILL)
                _ = unsafe waitpid(number, &status, 0)
                return .timedOut
            }
        }
    }

    private static func reason(_ status: Int32) -> Ending.Reason {
        // The macros of wait(2), which Swift does not import.
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
    }
}

/// The three pipes between a program and ours.
struct ChildPipes {
    private(set) var output: [UInt8] = []
    private(set) var complaint: [UInt8] = []
    /// Of input, output and errors: our ends; -1 for one that is closed.
    private var ours: [Int32] = []
    /// Of input, output and errors: the program's ends.
    private(set) var theirs: [Int32] = []

    private static let mostComplaint = 200

    /// Whether they could be had.
    mutating func open() -> Bool {
        for place in 0..<3 {
            var ends: [Int32] = [-1, -1]
            guard unsafe pipe(&ends) == 0 else {
                let error = errno
                close()
                errno = error
                return false
            }
            let (mine, other) = place == 0 ? (ends[1], ends[0]) : (ends[0], ends[1])
            ours.append(Self.raised(mine))
            theirs.append(Self.raised(other))
            _ = fcntl(ours[place], F_SETFL, O_NONBLOCK)
        }
        return ours.allSatisfy { $0 >= 0 } && theirs.allSatisfy { $0 >= 0 }
    }

    /// The descriptor under a number above 2, closed on exec: a program whose standard input is
    /// closed gets one below, which the places of the child would cover.
    private static func raised(_ number: Int32) -> Int32 {
        let raised = fcntl(number, F_DUPFD_CLOEXEC, 3)
        _ = Glibc.close(number)
        return raised
    }

    mutating func closeTheirs() {
        for number in theirs where number >= 0 { _ = Glibc.close(number) }
        theirs = []
    }

    mutating func close() {
        closeTheirs()
        for number in ours where number >= 0 { _ = Glibc.close(number) }
        ours = []
    }

    /// Reads and writes what can be at once; waits up to `wait` ms for something to do.
    mutating func move(_ input: inout ArraySlice<UInt8>, most: Int, wait: Int32) {
        if input.isEmpty, ours[0] >= 0 { closeOurs(0) }
        var waiting = ours.enumerated().map { place, number in
            pollfd(fd: number, events: Int16(place == 0 ? POLLOUT : POLLIN), revents: 0)
        }
        _ = unsafe poll(&waiting, nfds_t(waiting.count), wait)
        if waiting[0].revents != 0 { send(&input) }
        for place in 1...2 where waiting[place].revents != 0 { read(place, most: most) }
    }

    private mutating func closeOurs(_ place: Int) {
        _ = Glibc.close(ours[place])
        ours[place] = -1
    }

    private mutating func send(_ input: inout ArraySlice<UInt8>) {
        let count = unsafe input.withUnsafeBytes { unsafe write(ours[0], $0.baseAddress, $0.count) }
        if count >= 0 {
            input = input.dropFirst(count)
        } else if errno != EAGAIN && errno != EINTR {
            // It does not want the rest.
            input = []
        }
        if input.isEmpty { closeOurs(0) }
    }

    private mutating func read(_ place: Int, most: Int) {
        // More than a pipe holds, and not for ever: a program may write without end.
        for _ in 0..<32 {
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = unsafe Glibc.read(ours[place], &bytes, bytes.count)
            if count < 0, errno == EAGAIN || errno == EINTR { return }
            guard count > 0 else { return closeOurs(place) }
            if place == 1 {
                output += bytes.prefix(min(count, most - output.count))
            } else {
                complaint += bytes.prefix(min(count, Self.mostComplaint - complaint.count))
            }
        }
    }
}
