package import TrackerEngine

/// What may change the screen.
package enum Event: Sendable {
    case key(Key)
    case resized(Size)
    /// From the engine whose prices are shown.
    case snapshot(Snapshot)
    /// What a command asked to be worked out.
    case restless(RestlessAnswer)
    /// From a configuration that was read again, and what to say of it.
    case settings(ScreenSettings, String)
    /// Something to tell the person, until the next key.
    case notice(String)
}
