import TrackerScreen

/// The outcome of reading the configuration again while the screen is up.
enum Rereading: Sendable {
    /// The settings hold from now on; the sentence says what was read, and what waits for the next
    /// start.
    case adopted(ScreenSettings, String)
    /// Everything stays as it was, for the reason that the sentence has.
    case unchanged(String)

    /// The event that brings it to the screen.
    var event: Event {
        switch self {
        case .adopted(let settings, let text): .settings(settings, text)
        case .unchanged(let text): .notice(text)
        }
    }
}
