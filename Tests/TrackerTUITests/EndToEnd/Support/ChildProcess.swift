import Foundation
import Synchronization

/// A process of the test's own, in a session of its own; it is killed with the last reference.
final class ChildProcess: Sendable {
    enum Ending: Hashable, Sendable {
        case exit(Int32)
        case signal(Int32)
    }

    /// Where its three standard descriptors come from.
    enum Stream: Sendable {
        case descriptor(Int32)
        /// A device; the first one becomes the terminal of the session.
        case file(String)
    }

    private let id: pid_t
    private let state: State

    private final class State: Sendable {
        let ending = Mutex<(how: Ending, at: ContinuousClock.Instant)?>(nil)
    }

    init(
        _ path: String, _ arguments: [String], environment: [String: String], streams: [Stream],
        blocked: [Int32] = []
    ) throws {
        let state = State()
        let id = try Self.spawn(
            [path] + arguments, environment.map { "\($0)=\($1)" }, streams, blocked)
        (self.id, self.state) = (id, state)
        Thread.detachNewThread { Self.wait(for: id, state) }
    }

    deinit { send(SIGKILL) }

    /// `nil` while it runs.
    var ending: Ending? { state.ending.withLock { $0?.how } }

    /// The moment itself, however late somebody looks.
    var endedAt: ContinuousClock.Instant? { state.ending.withLock { $0?.at } }

    /// Waits for its end.
    func ending(within patience: Duration = .seconds(20)) async throws -> Ending {
        try await eventually("the program goes on", within: patience) { ending }
    }

    /// Does nothing after its end.
    func send(_ signal: Int32) {
        state.ending.withLock { if $0 == nil { kill(id, signal) } }
    }

    private static func wait(for id: pid_t, _ state: State) {
        var information = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {
        }
        // Its number is free for others only once this is known.
        state.ending.withLock { ending in
            var status: Int32 = 0
            unsafe waitpid(id, &status, 0)
            let signal = status & 0x7F
            let how: Ending = signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
            ending = (how, .now)
        }
    }

    private static func spawn(
        _ words: [String], _ environment: [String], _ streams: [Stream], _ blocked: [Int32]
    ) throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (number, stream) in streams.enumerated() {
            switch stream {
            case .descriptor(let descriptor):
                unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
            case .file(let path):
                unsafe posix_spawn_file_actions_addopen(
                    &actions, Int32(number), path, O_RDWR, 0)
            }
        }
        // What tests beside this one have open is none of its business.
        for number in Int32(streams.count)..<min(getdtablesize(), 4096) {
            unsafe posix_spawn_file_actions_addclose(&actions, number)
        }
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        prepare(&attributes, blocked: blocked)
        let arguments = unsafe pointers(words)
        let variables = unsafe pointers(environment)
        defer { unsafe (arguments + variables).forEach { unsafe free($0) } }
        var id: pid_t = 0
        let code = unsafe posix_spawn(
            &id, words[0], &actions, &attributes, arguments, variables)
        guard code == 0 else { throw NothingCame(description: "cannot start: error \(code)") }
        return id
    }

    /// A session of its own, and signals as a shell would leave them, but for some that are blocked:
    /// they wait until the program lets them through.
    private static func prepare(_ attributes: inout posix_spawnattr_t, blocked: [Int32]) {
        var all = sigset_t()
        var mask = sigset_t()
        unsafe sigfillset(&all)
        unsafe sigemptyset(&mask)
        for signal in blocked { unsafe sigaddset(&mask, signal) }
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setsigmask(&attributes, &mask)
        // POSIX_SPAWN_SETSID, which Swift's Glibc does not show.
        let session: Int32 = 0x80
        let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | session
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    private static func pointers(_ words: [String]) -> [UnsafeMutablePointer<CChar>?] {
        unsafe words.map { unsafe strdup($0) } + [nil]
    }
}
