import Glibc
import TrackerEngine

/// Where the configuration is by default: `$XDG_CONFIG_HOME/tracker-tui/config.toml`.
enum ConfigurationPlace {
    /// By the XDG base directory specification 0.8: below `~/.config` where the variable is unset or
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

    /// Whether there is something at a path, whether it can be read or not.
    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}
