import TrackerEngine
import TrackerScreen

/// A command line that cannot be understood.
enum OptionError: Error, Hashable, Sendable {
    case unknown(option: String, nearest: String?)
    case noValue(option: String, expected: String)
    /// A flag that was given a value with `=`.
    case unwantedValue(option: String)
    case badValue(option: String, value: String, allowed: String)
    case notTogether(String, String)
    /// A text of `--format` that is none.
    case badFormat(PriceFormat.Fault)
    case unexpected(argument: String, command: String)
    case missing(argument: String, command: String)
    /// A word that is none of the commands.
    case unknownCommand(String, nearest: String?, commands: [String])
    /// A command that does not stand first.
    case lateCommand(String)
    /// An option of other commands given to this one; `""` is the dashboard.
    case foreign(option: String, command: String, owners: [String])
}

extension OptionError: CustomStringConvertible {
    /// One line: the option, and what is allowed.
    var description: String {
        switch self {
        case .unknown(let option, let nearest?):
            "\(Self.plain(option)): no such option; did you mean \(nearest)?"
        case .unknown(let option, nil):
            "\(Self.plain(option)): no such option; --help lists them"
        case .noValue(let option, let expected): "\(option) needs a value: \(expected)"
        case .unwantedValue(let option): "\(option) takes no value"
        case .badValue(let option, let value, let allowed):
            "\(option) \"\(Self.plain(value))\": must be \(allowed)"
        case .notTogether(let one, let other):
            "\(Self.plain(one)) and \(Self.plain(other)) cannot be used together"
        case .badFormat(let fault): "--format: \(Self.text(of: fault))"
        case .unexpected(let argument, let command):
            "\(command): unexpected argument \"\(Self.plain(argument))\""
        case .missing(let argument, let command): "\(command) needs \(argument)"
        case .unknownCommand(let word, let nearest?, _):
            "\"\(Self.plain(word))\" is not a command; did you mean \(nearest)?"
        case .unknownCommand(let word, nil, let commands):
            "\"\(Self.plain(word))\" is not a command; the commands are \(Self.list(commands))"
        case .lateCommand(let word): "\"\(word)\" is a command: write it before the options"
        case .foreign(let option, let command, let owners):
            command.isEmpty
                ? "\(option) is not an option of the dashboard; "
                    + "it belongs to \(owners.joined(separator: ", "))"
                : "\(option) is not an option of \(command)"
        }
    }

    private static func text(of fault: PriceFormat.Fault) -> String {
        switch fault {
        case .unknown(let name, let column):
            let names = PriceFormat.Field.allCases.map(\.rawValue)
            let nearest = NearestName.to(name, among: names)
            return "there is no {\(plain(name))} (column \(column)); "
                + (nearest.map { "did you mean {\($0)}?" } ?? "the fields are \(list(names))")
        case .open(let column):
            return "the brace in column \(column) is never closed; {{ stands for a brace"
        case .stray(let column):
            return "the brace in column \(column) closes nothing; }} stands for a brace"
        }
    }

    private static func plain(_ word: String) -> String { word.plain(upTo: 60) }

    private static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "none" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
