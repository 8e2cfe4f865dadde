import CNcurses
import TrackerEngine

extension TerminalType {
    /// The type that the environment names.
    static var ofEnvironment: TerminalType {
        TerminalType(Environment.value(of: "TERM"), isDescribed: isDescribed)
    }

    /// Whether this machine has a description of a type.
    static func isDescribed(_ type: String) -> Bool { unsafe tt_colours_of(type) >= 0 }
}
