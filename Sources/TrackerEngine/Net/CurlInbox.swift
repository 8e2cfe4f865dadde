import CCurl
import Synchronization

/// The commands that other threads give to the curl thread.
@safe final class CurlInbox: Sendable {
    enum Command: Sendable {
        case start(any CurlJob)
        case cancel(any CurlJob)
        case stop
    }

    // Used by the curl thread only, but for `curl_multi_wakeup`, which curl allows to all.
    nonisolated(unsafe) let multi: UnsafeMutableRawPointer

    private let commands = Mutex<[Command]>([])

    init?() {
        guard let multi = unsafe curl_multi_init() else { return nil }
        unsafe self.multi = unsafe multi
    }

    deinit { unsafe curl_multi_cleanup(multi) }

    func push(_ command: Command) {
        commands.withLock { $0.append(command) }
        _ = unsafe curl_multi_wakeup(multi)
    }

    /// Every command that has come since the last call, in order.
    func removeAll() -> [Command] {
        commands.withLock { commands in
            defer { commands = [] }
            return commands
        }
    }
}
