import Glibc
import TrackerEngine

/// The default place of the configuration: `$XDG_CONFIG_HOME/tracker-tui/config.toml`.
enum ConfigurationPlace {
    /// The path by the XDG base directory specification 0.8: below `~/.config` where the variable is unset or
    /// no absolute path; `nil` where there is no home either.
    static func path(
        environment: (String) -> String? = Environment.value(of:)
    ) -> String? {
        if let folder = environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
            return folder + "/tracker-tui/config.toml"
        }
        guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
        return home + "/.config/tracker-tui/config.toml"
    }

    /// True if there is something at a path, even if it cannot be read.
    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}
