package import TrackerEngine

/// Something that may change the screen.
package enum Event: Sendable {
    case key(Key)
    case resized(Size)
    /// The terminal has said which colour it fills its screen with; `nil`: it cannot tell.
    case ground(RGB?)
    /// A snapshot of the engine whose prices are shown.
    case snapshot(Snapshot)
    /// The answer to what a command asked to be worked out, for the view that wanted it.
    case answer(any Sendable)
    /// A configuration that was read, and what to say of it; `nil`: nothing.
    case settings(ScreenSettings, String?)
    /// Something that was kept at an earlier start.
    case recall(Kept)
    /// The place at which a screen was left, at the start and after the simulated day.
    case goBack(ScreenMemory)
    /// What became of a wish to poll at once.
    case polled(Engine.PollAnswer)
    /// Something to tell the person, until the next key.
    case notice(String)
}
