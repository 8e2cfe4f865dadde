import TrackerScreen

/// Where canvases are shown and keys come from.
///
/// What happens at the terminal goes to the closure that it was opened with, so that it lands in
/// the one inbox of the dashboard together with everything else that may wake it.
protocol Terminal: Actor {
    /// What it can show.
    nonisolated var symbols: Symbols { get }

    /// As it was last told to be; a canvas of another size is cut or leaves blanks.
    var size: Size { get }

    /// Shows a canvas, or, while the terminal takes nothing, the last of many as soon as it does.
    ///
    /// Never blocks. Nothing is written where nothing has changed.
    func show(_ canvas: Canvas)

    /// Draws the last canvas anew, whatever another program has written over it.
    func repaint()

    /// Shows everything in the colours of a theme from now on.
    func setTheme(_ theme: Theme)

    /// Whether clicks and the wheel are keys, or are left to the terminal for marking text.
    func setMouse(_ isOn: Bool)

    /// Puts a text where the terminal keeps what is copied, if it lets programs do that.
    func copy(_ text: String)

    /// Gives the terminal back as it was; nothing is shown afterwards.
    func close()
}

/// What happened at a terminal.
enum TerminalEvent: Hashable, Sendable {
    /// Everything that was typed since the last time, at least one: draw once for all of them.
    case keys([Key])
    /// Another size; ask for it and draw.
    case resized
    /// A signal asks for the end; the terminal has been given back already.
    case terminate(signal: Int32)
    /// Nobody is at the other end any more.
    case gone
}

/// Why there is no screen.
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
            "TERM is \"\(type)\": no such terminal is known here, or it cannot place the cursor"
        case .failed(let action, let reason): "cannot \(action): \(reason)"
        }
    }
}
