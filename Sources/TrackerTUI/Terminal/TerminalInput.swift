import Glibc
import TrackerScreen

/// What a terminal sends: keys, control keys that stand for signals, and answers to questions.
struct TerminalInput {
    private var decoder = KeyDecoder()
    /// Whether the terminal has been asked for something that it has not answered yet.
    private(set) var isAwaitingAnswer = false
    /// Whether the terminal has said that it can show a frame at once (mode 2026).
    private(set) var knowsSynchronizedOutput = false
    /// Whether the terminal has been asked for its ground and has not told it yet.
    private var isGroundOpen = false

    /// The keys and the signals that some bytes stand for, each in their order.
    struct Batch {
        var keys: [Key] = []
        var signals: [Int32] = []
        /// The terminal's ground, if it has said so.
        var ground: RGB?
        /// Whether it has answered a later question than that for its ground, which it cannot tell.
        var hidesGround = false
    }

    /// The signals that the device would send for control keys if they were not bytes, which they
    /// are because of pasted texts.
    private static let signals: [Character: Int32] = ["c": SIGINT, "\\": SIGQUIT, "z": SIGTSTP]

    /// The questions that make a terminal say what it can do; the answers come among the keys.
    ///
    /// They are not waited for. The last one is answered by the most terminals.
    mutating func ask() -> [UInt8] {
        (isAwaitingAnswer, isGroundOpen) = (true, true)
        return TerminalGround.question + TerminalModes.askSynchronizedOutput
    }

    /// Decodes the next bytes; a sequence may be split anywhere between two calls.
    mutating func read(_ bytes: ArraySlice<UInt8>) -> Batch { sorted(decoder.decode(bytes)) }

    /// Ends an unfinished sequence, after `wait` has passed without another byte.
    mutating func giveUp() -> Batch { sorted(decoder.giveUp()) }

    /// How long to wait for the rest of a sequence; `nil` for ever.
    var wait: Duration? {
        switch decoder.patience {
        case .short: .milliseconds(25)
        case .long: .milliseconds(500)
        case nil: nil
        }
    }

    private mutating func sorted(_ inputs: [KeyDecoder.Input]) -> Batch {
        var batch = Batch()
        for input in inputs {
            switch input {
            case .key(.control(let letter)) where Self.signals[letter] != nil:
                batch.signals.append(Self.signals[letter] ?? SIGINT)
            case .key(let key): batch.keys.append(key)
            case .mode(TerminalModes.synchronizedOutput, let value):
                isAwaitingAnswer = false
                knowsSynchronizedOutput = value == 1 || value == 2
                batch.hidesGround = isGroundOpen
                isGroundOpen = false
            case .mode: break
            case .ground(let ground):
                (batch.ground, batch.hidesGround) = (ground, false)
                isGroundOpen = false
            }
        }
        return batch
    }
}
