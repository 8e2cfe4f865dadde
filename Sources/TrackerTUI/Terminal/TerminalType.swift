import TrackerEngine

/// The type of the terminal: what `TERM` says, or a known type in its place.
///
/// Newer terminals come with a description of their own, which the machine at the other end of an ssh
/// connection does not have. They all understand what a known type understands.
struct TerminalType: Hashable, Sendable {
    /// The name for ncurses; `nil` or empty if `TERM` is.
    let name: String?
    /// A sentence about a type that stands for another one.
    let remark: String?

    /// Chooses a type: the one of `TERM` if it is described on this machine.
    init(_ term: String?, isDescribed: (String) -> Bool) {
        guard let term, !term.isEmpty, !isDescribed(term),
            let substitute = Self.substitute(for: term), isDescribed(substitute)
        else {
            (name, remark) = (term, nil)
            return
        }
        name = substitute
        remark =
            "TERM=\(term.plain(upTo: 40)) is unknown on this machine; \(substitute) is used."
    }

    /// Whether it is a console of the kernel, whose fonts have letters and lines and little else.
    ///
    /// The fonts of Debian's console-setup have neither braille nor quarter nor half blocks.
    var isConsole: Bool { name.map { $0 == "linux" || $0.hasPrefix("linux-") } ?? false }

    private static let xtermLike = [
        "xterm-", "ghostty", "kitty", "wezterm", "foot", "alacritty", "konsole", "contour", "rio",
        "vte", "gnome", "mlterm", "iterm", "st-", "ms-terminal", "mintty",
    ]

    private static func substitute(for term: String) -> String? {
        if xtermLike.contains(where: term.hasPrefix) { return "xterm-256color" }
        return ["tmux", "screen"].contains(where: term.hasPrefix) ? "screen-256color" : nil
    }
}
