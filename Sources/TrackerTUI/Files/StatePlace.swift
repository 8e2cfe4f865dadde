import Glibc
import TrackerEngine

/// The directory that the program may write to: `$XDG_STATE_HOME/tracker-tui`.
struct StatePlace: Hashable, Sendable {
    let directory: String

    /// The directory by the XDG base directory specification 0.8: `~/.local/state` where the variable is unset or
    /// no absolute path; `nil` where there is no home either.
    init?(
        environment: (String) -> String? = Environment.value(of:)
    ) {
        if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
            directory = state + "/tracker-tui"
        } else if let home = environment("HOME"), home.hasPrefix("/") {
            directory = home + "/.local/state/tracker-tui"
        } else {
            return nil
        }
    }

    var store: String { directory + "/day.sqlite" }
    var simulatedStore: String { directory + "/simulated.sqlite" }
    var log: String { directory + "/log" }
    var favourites: String { directory + "/favourites" }
    var views: String { directory + "/views" }
    var alerts: String { directory + "/alerts.toml" }
    var screen: String { directory + "/screen" }

    /// Makes the directory and those above it, for the user alone; it can be written to then.
    func make() throws(FileError) {
        try Folder.make(directory)
        guard unsafe access(directory + "/.", W_OK) == 0 else {
            throw .cannotWrite(path: directory, reason: "\(SystemError.last)")
        }
    }
}
