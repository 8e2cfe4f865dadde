import CNcurses
import TrackerEngine

extension TerminalType {
    /// The type that the environment names.
    static var ofEnvironment: TerminalType {
        TerminalType(Environment.value(of: "TERM")) { unsafe tt_colours_of($0) >= 0 }
    }
}
