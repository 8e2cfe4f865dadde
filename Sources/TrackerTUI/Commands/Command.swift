/// A command: the words that ask for it, its options, and what it does.
///
/// A command is one file and one line in `Commands.all`:
///
///     struct TopCommand: Command {
///         static let form = CommandForm(
///             "top", summary: "the most restless pairs", arguments: "[MARKET]", 0...1)
///         static let options = OptionList<Self>(
///             [.value("-n", "N", "number of pairs (default 10)", \.count, .number(1...100_000))],
///             .including(\.store), .including(\.configuration))
///
///         var arguments: [String] = []
///         var count = 10
///         var store = StoreOptions()
///         var configuration = ConfigurationOptions()
///
///         func run(in place: Workplace) async throws(CommandError) -> ExitCode { … }
///     }
///
/// Parser, help, "did you mean", the keys of the configuration and the tests of the README and the
/// manual page come from that.
protocol Command: OptionGroup {
    static var form: CommandForm { get }

    /// The words that are no options, in their order; a command that takes none leaves this out.
    var arguments: [String] { get set }

    /// Where its configuration is; a command that reads none leaves this out.
    var configuration: ConfigurationOptions { get set }

    /// Whether it runs with what is sound in a configuration that has faults; most leave this out.
    var worksWithFaults: Bool { get }

    /// Runs the command.
    ///
    /// - Throws: why it could not do what it was asked; the program says so on standard error.
    func run(in place: Workplace) async throws(CommandError) -> ExitCode
}

extension Command {
    var arguments: [String] {
        get { [] }
        set {}
    }

    var configuration: ConfigurationOptions {
        get { ConfigurationOptions() }
        set {}
    }

    var worksWithFaults: Bool { false }

    /// The forms of its options, for parser and help.
    static var optionForms: [OptionForm] { options.forms }

    /// The keys that its options have in the configuration.
    static var settings: [Setting] { options.settings }
}

/// The words that ask for a command, and what the help says of it.
struct CommandForm: Sendable {
    /// The word at the beginning of the line; empty for the dashboard, and for what an option makes
    /// of it.
    let name: String
    /// Options that ask for it.
    let flags: [String]
    /// The purpose of the command in a few words, without a full stop.
    let summary: String
    /// The arguments in the help: `[MARKET] PAIR`.
    let arguments: String
    /// The number of arguments that there may be.
    let count: ClosedRange<Int>
    /// The words for what is missing if there are fewer.
    let needed: String
    /// Sentences below the options of the help.
    let notes: String
    /// Whether the configuration is read before; a command that only tells something about the
    /// program has to work when that is broken.
    let readsConfiguration: Bool
    /// Whether it runs without a screen until a signal asks for the end, which is then no failure.
    let isService: Bool

    init(
        _ name: String = "", flags: [String] = [], summary: String, arguments: String = "",
        _ count: ClosedRange<Int> = 0...0, needed: String = "", notes: String = "",
        readsConfiguration: Bool = true, isService: Bool = false
    ) {
        self.name = name
        self.flags = flags
        self.summary = summary
        self.arguments = arguments
        self.count = count
        self.needed = needed
        self.notes = notes
        self.readsConfiguration = readsConfiguration
        self.isService = isService
    }

    /// The word or the options that ask for it, with the arguments: `top [MARKET]`,
    /// `--version, -V`.
    var text: String {
        name.isEmpty || !flags.isEmpty
            ? flags.joined(separator: ", ")
            : arguments.isEmpty ? name : "\(name) \(arguments)"
    }
}
