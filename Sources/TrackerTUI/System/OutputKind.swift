import TrackerScreen

/// The size and the colours of what standard output goes to.
struct OutputKind: Sendable {
    /// The room for a picture, in cells.
    var size = Size(width: 80, height: 20)
    /// The number of colours; 0 if it is no terminal, or if none are wanted.
    var colours = 0
    var symbols = Symbols.unicode
    var isTerminal = false
    /// Why a picture on it looks worse than it needs to, and the cure; `nil` where it does not.
    var notice: String?
}
