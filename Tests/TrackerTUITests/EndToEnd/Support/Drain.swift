import Glibc
import Synchronization

/// What comes from a descriptor: read when somebody looks, and never otherwise.
///
/// So whoever does not look lets the other end wait. Owns the descriptor.
final class Drain: Sendable {
    private let state: Mutex<State>

    private struct State {
        var descriptor: Int32
        var bytes: [UInt8] = []
    }

    init(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        state = Mutex(State(descriptor: descriptor))
    }

    deinit { close() }

    /// Everything so far.
    var bytes: [UInt8] {
        state.withLock { state in
            var chunk = [UInt8](repeating: 0, count: 65_536)
            while case let count = unsafe read(state.descriptor, &chunk, chunk.count), count > 0 {
                state.bytes += chunk[..<count]
            }
            return state.bytes
        }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    func close() {
        state.withLock { state in
            if state.descriptor >= 0 { Glibc.close(state.descriptor) }
            state.descriptor = -1
        }
    }
}
