import TrackerScreen

/// What standard output can show.
struct OutputKind: Sendable {
    /// How much a picture may take of it.
    var size = Size(width: 80, height: 20)
    /// 0 where it is no terminal, or where none are wanted.
    var colours = 0
    var isUTF8 = true
}
