import Glibc

/// The environment variables of the program.
enum Environment {
    /// The value of a variable; `nil` for one that is not set, or set to nothing.
    static func value(of name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }
}
