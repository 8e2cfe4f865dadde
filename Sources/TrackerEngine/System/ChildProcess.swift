import Glibc
import Synchronization

/// A program that is run to its end, without a shell.
///
/// ```swift
/// let end = await ChildProcess(["pass", "show", "mail"]).run()
/// ```
package struct ChildProcess: Hashable, Sendable {
    /// The program, found in `PATH` unless it has a slash, then its arguments; at least one.
    package let words: [String]
    /// What it gets on standard input.
    package var input: [UInt8] = []
    /// When it is killed, with all programs that it has started.
    package var timeLimit = Duration.seconds(10)
    /// The most bytes of standard output that are kept; more are read, and forgotten.
    package var outputLimit = 64 << 10

    package init(_ words: [String]) { self.words = words }

    /// How it ended.
    package struct Ending: Hashable, Sendable {
        package enum Reason: Hashable, Sendable {
            case exited(Int32)
            case killed(signal: Int32)
            /// It did not end in time.
            case timedOut
            /// It could not be started.
            case notStarted(SystemError)
        }

        package let reason: Reason
        package var output: [UInt8] = []
        /// The first 200 bytes of standard error.
        package var complaint: [UInt8] = []

        package init(_ reason: Reason) { self.reason = reason }

        /// Why it did not do what it should, as the end of a sentence; `nil` after status 0.
        package var fault: String? {
            let lines = String(decoding: complaint, as: UTF8.self).split(separator: "\n")
            let said = lines.isEmpty ? "" : ": \(lines.joined(separator: " ").plain(upTo: 200))"
            switch reason {
            case .exited(0): return nil
            case .exited(let status): return "ended with status \(status)\(said)"
            case .killed(let signal): return "was ended by signal \(signal)\(said)"
            case .timedOut: return "did not end in time\(said)"
            case .notStarted(let error): return "cannot be started: \(error)"
            }
        }
    }

    /// Runs it on a thread of its own; once the task is cancelled, its time is over.
    package func run() async -> Ending {
        let isUnwanted = Flag()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                start(ChildErrand(self, isUnwanted) { continuation.resume(returning: $0) })
            }
        } onCancel: {
            isUnwanted.value.store(true, ordering: .relaxed)
        }
    }

    private func start(_ errand: ChildErrand) {
        let context = unsafe Unmanaged.passRetained(errand)
        var thread = pthread_t()
        guard unsafe pthread_create(&thread, nil, childMain, context.toOpaque()) == 0 else {
            unsafe context.release()
            return errand.answer(Ending(.notStarted(.last)))
        }
        pthread_detach(thread)
    }

    /// Whether nobody waits for it any more.
    final class Flag: Sendable {
        let value = Atomic(false)
    }
}

/// A program to be run, for the thread that runs it.
private final class ChildErrand: Sendable {
    private let child: ChildProcess
    private let isUnwanted: ChildProcess.Flag
    let answer: @Sendable (ChildProcess.Ending) -> Void

    init(
        _ child: ChildProcess, _ isUnwanted: ChildProcess.Flag,
        answer: @escaping @Sendable (ChildProcess.Ending) -> Void
    ) {
        self.child = child
        self.isUnwanted = isUnwanted
        self.answer = answer
    }

    func run() {
        answer(child.runHere { isUnwanted.value.load(ordering: .relaxed) })
    }
}

private func childMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // A program that does not read its input must not end ours.
    unsafe SignalSet.withEmpty { pipe in
        unsafe sigaddset(pipe, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, pipe, nil)
    }
    guard let context = unsafe context else { return nil }
    unsafe Unmanaged<ChildErrand>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
