import TrackerEngine

/// Why the parts cannot be made that the options ask for.
enum SetupError: Error, Hashable, Sendable {
    case sources(QuoteSourcesError)
    case exchanges(path: String, ExchangesError)
    case file(option: String, FileError)
}

extension SetupError: CustomStringConvertible {
    /// One line: the option, the file and the place in it, and what is wrong.
    var description: String {
        switch self {
        case .sources(let error): "\(error)"
        case .exchanges(let path, let error): "\(path), \(error)"
        case .file(let option, let error): "\(option): \(error)"
        }
    }
}
