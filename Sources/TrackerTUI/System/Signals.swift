import CSignals
import Glibc

/// Signals that are noted in a pipe, and handled when there is time for them.
///
/// They cannot be blocked and read from a `signalfd` instead: the main thread of an asynchronous
/// `main` waits with an empty mask, so that there they act all the same.
///
///     let readable = Signals.note([SIGTERM, SIGWINCH])      // for poll(2)
///     for signal in Signals.drain() { … }
///     Signals.release()
enum Signals {
    /// Notes these signals from now on; those that are noted already stay so.
    ///
    /// Those that are ignored stay so unless `evenIgnored`.
    /// - Returns: a descriptor that becomes readable with each of them; -1 if there is no pipe.
    @discardableResult
    static func note(_ signals: [Int32], evenIgnored: Bool = false) -> Int32 {
        unsafe ts_catch(signals, Int32(signals.count), evenIgnored ? 1 : 0)
    }

    /// Removes and returns everything noted; many of a kind are one.
    static func drain() -> Set<Int32> {
        var signals: Set<Int32> = []
        while case let signal = ts_next(), signal != 0 { signals.insert(signal) }
        return signals
    }

    /// Lets all of them act as they did before.
    ///
    /// A hang-up comes twice, from the kernel and from the shell: a program that ends for the first
    /// one ignores the second.
    static func release(ignoringHangUp: Bool = false) { ts_release(ignoringHangUp ? SIGHUP : 0) }

    /// Stops the process and its group as SIGTSTP does; returns when it is continued.
    static func stop() { ts_stop() }
}
