import Glibc

/// A program that a table of the configuration names, and where.
package struct PlacedProgram: Hashable, Sendable {
    let name: String
    /// The key that names it: `run`, `password-command`.
    let key: String
    package let place: TOML.Place

    /// What is wrong with it; `nil` for nothing.
    ///
    /// `environment`: the value of a variable, `nil` for one that is not set.
    package func fault(_ environment: (String) -> String?) -> String? {
        let shown = name.plain(upTo: 80)
        guard !name.contains("/") else {
            return Self.canRun(name) ? nil : "\(key): \(shown) is not there, or cannot be run"
        }
        let folders = (environment("PATH") ?? "/usr/bin:/bin")
            .split(separator: ":", omittingEmptySubsequences: false)
        let isFound = folders.contains { Self.canRun("\($0.isEmpty ? "." : $0)/\(name)") }
        return isFound ? nil : "\(key): there is no program \(shown) in PATH"
    }

    private static func canRun(_ path: String) -> Bool { unsafe access(path, X_OK) == 0 }
}
