package import TrackerEngine

/// What may change the screen.
package enum Event: Sendable {
    case key(Key)
    case resized(Size)
    /// A snapshot of the engine whose prices are shown.
    case snapshot(Snapshot)
    /// The answer to what a command asked to be worked out, for the view that wanted it.
    case answer(any Sendable)
    /// A configuration that was read, and what to say of it; `nil`: nothing.
    case settings(ScreenSettings, String?)
    /// Something that was kept at an earlier start.
    case recall(Kept)
    /// Where a screen was left: the start, or the end of the simulated day, goes back to it.
    case goBack(ScreenMemory)
    /// Something to tell the person, until the next key.
    case notice(String)
}
