import TrackerEngine
import TrackerScreen

/// A terminal, which shows canvases and sends keys.
///
/// What happens at the terminal goes to the closure that it was opened with, so that it lands in
/// the one inbox of the dashboard together with everything else that may wake it.
protocol Terminal: Actor {
    /// The glyphs that it can show.
    nonisolated var symbols: Symbols { get }

    /// What is unusual about it and the locale.
    nonisolated var report: TerminalReport { get }

    /// The size that the terminal last reported; a larger canvas is cut, a smaller one leaves
    /// blanks.
    var size: Size { get }

    /// Shows a canvas, or, while the terminal takes nothing, the last of many as soon as it does.
    ///
    /// Never blocks. Nothing is written where nothing has changed.
    func show(_ canvas: Canvas)

    /// Draws the last canvas anew, whatever another program has written over it.
    func repaint()

    /// Shows everything in the colours of a theme from now on, for the terminal's ground, if that is
    /// known.
    func setTheme(_ theme: Theme, on ground: RGB?)

    /// Asks for clicks and the wheel as keys, or leaves them to the terminal for marking text.
    func setMouse(_ isOn: Bool)

    /// Puts a text where the terminal keeps what is copied, if it lets programs do that.
    func copy(_ text: String)

    /// Rings, and shows a text where the terminal shows such things.
    func ring(_ signs: TerminalSigns, _ text: String)

    /// Gives the terminal back as it was; nothing is shown afterwards.
    func close()
}

/// An event at a terminal.
enum TerminalEvent: Hashable, Sendable {
    /// The keys typed since the last event, at least one: one frame is drawn for all of them.
    case keys([Key])
    /// The terminal has another size.
    case resized
    /// The terminal has said which colour it fills its screen with; `nil`: it cannot tell.
    case ground(RGB?)
    /// A signal asks for the end; the terminal has been given back already.
    case terminate(signal: Int32)
    /// The terminal is gone.
    case gone
}

/// The reason why there is no screen.
enum TerminalError: Error, Hashable, Sendable {
    /// A stream that is a file, a pipe or closed.
    case notATerminal(stream: String)
    /// No `TERM`, or one that says nothing.
    case noType
    /// `TERM` names a type that is unknown here, or that cannot place the cursor.
    case unusableType(String)
    /// The system refused something; `reason` in words.
    case failed(action: String, reason: String)
}

extension TerminalError: CustomStringConvertible {
    var description: String {
        switch self {
        case .notATerminal(let stream): "\(stream) is not a terminal: the dashboard needs one"
        case .noType: "TERM is not set: it names the type of the terminal, such as xterm-256color"
        case .unusableType(let type):
            "TERM is \"\(type)\": this terminal is unknown here or cannot place the cursor"
        case .failed(let action, let reason): "cannot \(action): \(reason)"
        }
    }
}
