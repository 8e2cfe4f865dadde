import Glibc

/// The environment variables of the program.
package enum Environment {
    /// The value of a variable; `nil` for one that is not set, or set to nothing.
    ///
    /// Bytes that are not UTF-8 become U+FFFD.
    package static func value(of name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }
}
