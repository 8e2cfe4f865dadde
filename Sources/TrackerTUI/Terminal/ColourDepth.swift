import CNcurses
import TrackerEngine

/// How many colours there are to draw with.
enum ColourDepth {
    /// The number of colours of a terminal, 0 where none are wanted.
    ///
    /// As its description has it; of a type that is not described here most have 256 when their
    /// name says so, and all have eight. `type` is what `TERM` says, `noColour` what `NO_COLOR`
    /// says: anything but nothing means none (no-color.org).
    static func count(type: String?, noColour: String?) -> Int {
        guard (noColour ?? "").isEmpty, let type, !["", "dumb", "unknown"].contains(type) else {
            return 0
        }
        let described = unsafe tt_colours_of(type)
        if described >= 0 { return Int(described) }
        return type.contains("256") || type.contains("direct") ? 256 : 8
    }

    /// Whether a terminal of 256 colours shows those in 24 bits too.
    ///
    /// `colorTerm` is what `COLORTERM` says. It goes along into screen, which knows nothing of them.
    static func hasRGB(type: String?, colorTerm: String?) -> Bool {
        guard let type, !type.hasPrefix("screen") else { return false }
        let isSaid = ["truecolor", "24bit"].contains(colorTerm ?? "")
        return isSaid || (unsafe tt_has_rgb(type) == 1)
    }

    /// Where the program runs.
    static var ofEnvironment: Int {
        count(
            type: TerminalType.ofEnvironment.name, noColour: Environment.value(of: "NO_COLOR"))
    }

    /// Where the program runs.
    static var hasRGBInEnvironment: Bool {
        hasRGB(
            type: TerminalType.ofEnvironment.name, colorTerm: Environment.value(of: "COLORTERM"))
    }
}
