/// Why a text is no TOML that can be used.
package enum TOMLError: Error, Hashable, Sendable {
    /// An error in the words of toml++.
    case broken(String, TOML.Place)
    /// More than anyone writes by hand; a parser that recurses would crash.
    case tooDeep(TOML.Place)
    /// The text is larger than the limit in bytes.
    case tooLarge(limit: Int)
    case noMemory

    /// The place of the error, if it has one.
    package var place: TOML.Place? {
        switch self {
        case .broken(_, let place), .tooDeep(let place): place
        case .tooLarge, .noMemory: nil
        }
    }
}

extension TOMLError: CustomStringConvertible {
    /// One plain line, without a full stop: "line 3, column 5: …".
    package var description: String { (place.map { "\($0): " } ?? "") + words }

    /// The description without the place.
    package var words: String {
        switch self {
        case .broken(let words, _): Self.plain(words)
        case .tooDeep: "nested too deeply"
        case .tooLarge(let limit): "more than \(limit >> 10) kB"
        case .noMemory: "too large for the available memory"
        }
    }

    /// toml++'s words in the style of ours.
    private static func plain(_ words: String) -> String {
        let start = "Error while parsing "
        let rest = words.hasPrefix(start) ? words.dropFirst(start.count) : words[...]
        return (rest.prefix(1).lowercased() + rest.dropFirst()).plain(upTo: 200)
    }
}

extension TOML.Place: CustomStringConvertible {
    package var description: String { "line \(line), column \(column)" }
}
