import CNcurses
import Glibc
import TrackerEngine
import TrackerScreen

extension OutputKind {
    /// The kind of the program's own standard output: as wide as the terminal, half as high.
    static func live() -> OutputKind {
        _ = unsafe setlocale(LC_CTYPE, "")
        var kind = OutputKind()
        kind.isUTF8 = tt_codeset_is_utf8() != 0
        guard Descriptor.standardOutput.isTerminal else { return kind }
        var window = winsize()
        if unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 {
            kind.size = Size(
                width: min(Int(window.ws_col), 200), height: max(12, Int(window.ws_row) / 2))
        }
        kind.colours = ColourDepth.ofEnvironment
        return kind
    }
}
