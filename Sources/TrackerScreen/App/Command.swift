package import TrackerEngine

/// What the screen asks its shell to do.
package enum Command: Hashable, Sendable {
    case quit
    /// Stops the whole process, as Ctrl-Z does elsewhere.
    case suspend
    /// Paints everything anew.
    case redraw
    case pollNow
    /// Whether the terminal gives the mouse to the program.
    case mouse(Bool)
    /// Shows the simulated day, or the real one again.
    case showSimulated(Bool)
    /// Paints everything in the colours of another theme.
    case theme(Theme)
    /// Reads the configuration again.
    case reload
    /// Keeps something for the next start.
    case keep(Kept)
    /// Puts a line of text where the terminal keeps what is copied.
    case copy(String)
    /// Writes files into the folder that the program was started in.
    case save(SavedChart)
    /// Works something out of the window that is shown, beside the screen; the answer is an event.
    case workOut(RestlessQuestion)
    /// Tells the engine what is looked at now.
    case look(View)
}

/// What outlives the program.
package enum Kept: Hashable, Sendable {
    case favourites(Favourites)
    case views(SavedViews)
}
