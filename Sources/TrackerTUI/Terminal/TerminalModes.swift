import TrackerEngine

/// The modes of a terminal that ncurses does not look after.
///
/// (xterm, "Control Sequences", private modes; synchronized output: the terminal-wg specification.)
struct TerminalModes: Hashable, Sendable {
    /// True for types that answer questions, mark pasted text and report the mouse.
    let isModern: Bool
    /// Whether another program stands between, such as tmux: what it does not know is lost or printed.
    private let isWrapped: Bool

    /// The modes of a type of terminal, as `TERM` names it.
    ///
    /// `isWrapped`: there are other signs of a program between.
    init(type: String, isWrapped: Bool = false) {
        self.isWrapped = isWrapped || type.hasPrefix("tmux") || type.hasPrefix("screen")
        // Consoles and real terminals would print a part of the question.
        isModern = !["linux", "vt", "cons", "sun", "ansi", "wy", "pcansi"].contains {
            type.hasPrefix($0)
        }
    }

    static let synchronizedOutput = 2026
    /// DECRQM: asks whether the mode is known.
    static let askSynchronizedOutput = bytes("\u{1B}[?2026$p")

    /// A frame that the terminal shows at once.
    static func synchronized(_ frame: [UInt8]) -> [UInt8] {
        bytes("\u{1B}[?2026h") + frame + bytes("\u{1B}[?2026l")
    }

    func enter(mouse isOn: Bool) -> [UInt8] {
        guard isModern else { return [] }
        return Self.bytes("\u{1B}[?2004h") + (isOn ? mouse(true) : [])
    }

    /// The bytes that leave all modes from any state, in the middle of a frame too.
    var leave: [UInt8] {
        isModern ? Self.bytes("\u{1B}[?2026l\u{1B}[?2004l") + mouse(false) : []
    }

    /// Clicks and the wheel, no motion, in SGR form.
    func mouse(_ isOn: Bool) -> [UInt8] {
        guard isModern else { return [] }
        return Self.bytes(isOn ? "\u{1B}[?1000h\u{1B}[?1006h" : "\u{1B}[?1006l\u{1B}[?1000l")
    }

    /// OSC 52: the text goes to the clipboard of whoever sits at the terminal, over ssh too.
    func copy(_ text: String) -> [UInt8] {
        guard isModern else { return [] }
        return Self.bytes("\u{1B}]52;c;") + Base64.encoded(Array(text.utf8)) + [0x07]
    }

    /// A ring, and a notification.
    func ring(_ signs: TerminalSigns, _ text: String) -> [UInt8] {
        signs.bytes(text, isPlain: isWrapped || !isModern)
    }

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
}
