/// A command line that cannot be understood.
enum OptionError: Error, Hashable, Sendable {
    case unknown(option: String, nearest: String?)
    case noValue(option: String, expected: String)
    /// A flag that was given a value with `=`.
    case unwantedValue(option: String)
    case badValue(option: String, value: String, allowed: String)
    case notTogether(String, String)
    case unexpected(argument: String, command: String)
    case missing(argument: String, command: String)
    case unknownCommand(String)
    /// An option of one command given to another.
    case foreign(option: String, command: String)
}

extension OptionError: CustomStringConvertible {
    /// One line: the option, and what is allowed.
    var description: String {
        switch self {
        case .unknown(let option, let nearest?):
            "\(option): no such option; did you mean \(nearest)?"
        case .unknown(let option, nil): "\(option): no such option; --help lists them"
        case .noValue(let option, let expected): "\(option) needs a value: \(expected)"
        case .unwantedValue(let option): "\(option) takes no value"
        case .badValue(let option, let value, let allowed):
            "\(option) \"\(value.prefix(60))\": must be \(allowed)"
        case .notTogether(let one, let other): "\(one) and \(other) do not go together"
        case .unexpected(let argument, let command):
            "\(command): \"\(argument.prefix(60))\" is one argument too many"
        case .missing(let argument, let command): "\(command) needs \(argument)"
        case .unknownCommand(let word):
            "\"\(word.prefix(60))\" is no command: they are get, show, top, import, export, favourites and sources"
        case .foreign(let option, let command): "\(option) means nothing to \(command)"
        }
    }
}
