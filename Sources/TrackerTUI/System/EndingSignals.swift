import CSignals
import Dispatch
import Glibc

/// The signals that ask a run without a screen to end: SIGTERM, SIGINT and SIGHUP.
///
/// None of them is ever lost: what comes before somebody waits for one is there when they do.
enum EndingSignals {
    private static let all = [SIGTERM, SIGINT, SIGHUP]

    /// Notes them from now on, for `first()`.
    static func note() {
        Signals.note(all, evenIgnored: true)
        ts_end_at_once(-1)
    }

    /// Ends the process with status 0 at each of them, and at one that is noted already.
    ///
    /// Holds while nothing runs that would have to be ended first, though the program may be waiting
    /// for a file.
    static func endAtOnce() {
        Signals.note(all, evenIgnored: true)
        ts_end_at_once(0)
        if !Signals.drain().isEmpty { exit(0) }
    }

    /// Lets them act by default, those too that are noted already.
    static func letAct() {
        Signals.release()
        for signal in Signals.drain() { kill(getpid(), signal) }
    }

    /// Waits for the first of them, or until the task is cancelled.
    static func first() async {
        let (signals, caught) = AsyncStream.makeStream(of: Void.self)
        let source = DispatchSource.makeReadSource(
            fileDescriptor: Signals.note(all, evenIgnored: true), queue: .global())
        source.setEventHandler {
            if !Signals.drain().isEmpty { caught.yield() }
        }
        source.activate()
        for await _ in signals { break }
        source.cancel()
    }
}
