import Glibc
import TrackerEngine
import TrackerScreen

extension OutputKind {
    /// The kind of the program's own standard output: as wide as the terminal, half as high.
    static func live() -> OutputKind {
        var kind = OutputKind()
        let isTerminal = Descriptor.standardOutput.isTerminal
        let locale = CharacterLocale.adopt()
        kind.symbols =
            isTerminal
            ? locale.symbols(on: .ofEnvironment, isASCII: false)
            : locale.isUTF8 ? .unicode : .ascii
        if isTerminal, locale.isSurprising { kind.notice = locale.remark }
        kind.isTerminal = isTerminal
        guard isTerminal else { return kind }
        var window = winsize()
        if unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 {
            kind.size = Size(
                width: min(Int(window.ws_col), 200), height: max(12, Int(window.ws_row) / 2))
        }
        kind.colours = ColourDepth.ofEnvironment
        return kind
    }
}
