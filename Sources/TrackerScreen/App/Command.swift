package import TrackerEngine

/// Something that the screen asks its shell to do.
package enum Command: Hashable, Sendable {
    case quit
    /// Stops the whole process, as Ctrl-Z does elsewhere.
    case suspend
    /// Paints everything anew.
    case redraw
    case pollNow
    /// Gives the mouse to the program, or leaves it to the terminal.
    case mouse(Bool)
    /// Shows the simulated day, or the real one again.
    case showSimulated(Bool)
    /// Paints everything in the colours of a theme, for the terminal's ground, if that is known.
    case theme(Theme, on: RGB?)
    /// Reads the configuration again.
    case reload
    /// Keeps something for the next start.
    case keep(Kept)
    /// Puts a line of text where the terminal keeps what is copied.
    case copy(String)
    /// Writes the chart of a pair and its day into the folder that the program was started in.
    case save(Instrument)
    /// Works something out of the window that is shown, beside the screen; the answer is an event.
    case workOut(Work)
    /// Does something about alerts.
    case alert(AlertOrder)
    /// Tells the engine what is looked at now.
    case look(Focus)
}

/// A document of the person that outlives the program.
package enum Kept: Hashable, Sendable {
    case favourites(Favourites)
    case views(SavedViews)
}
