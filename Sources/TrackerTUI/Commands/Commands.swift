import TrackerEngine

/// The commands of the program, and how a command line becomes one of them.
enum Commands {
    /// All commands, in the order of the help.
    static let all: [any Command.Type] = [
        DashboardCommand.self,
        GetCommand.self,
        ShowCommand.self,
        PriceCommand.self,
        TopCommand.self,
        ImportCommand.self,
        ExportCommand.self,
        FavouritesCommand.self,
        AlertsCommand.self,
        SourcesCommand.self,
        HeadlessCommand.self,
        PlainCommand.self,
        CheckConfigurationCommand.self,
        HelpCommand.self,
        VersionCommand.self,
    ]

    /// Runs the command that a line, without the program's name, asks for.
    ///
    /// An error is reported on the console.
    static func run(_ words: [String], in place: Workplace) async -> ExitCode {
        var place = place
        do throws(CommandError) {
            let command = try ready(words, &place)
            return try await command.run(in: place)
        } catch let fault {
            let error = fault.blamingConfiguration(in: place)
            place.console.complain(error.lines)
            return error.code
        }
    }

    /// The command with the configuration that the line names, which `place` gets too.
    private static func ready(
        _ words: [String], _ place: inout Workplace
    ) throws(CommandError) -> any Command {
        place.settings = settings
        place.words = words
        let command = try commandOrError(words, nil)
        place.signals.begin(type(of: command).form.isService)
        guard type(of: command).form.readsConfiguration else { return command }
        do throws(ConfigurationError) {
            place.file = try place.readConfiguration(command.configuration)
        } catch {
            guard command.worksWithFaults else { throw .configuration(error) }
            place.console.complain(error.lines)
            place.file = place.soundConfiguration(command.configuration)
            place.isConfigurationFaulty = true
        }
        return try commandOrError(words, place.file)
    }

    private static func commandOrError(
        _ words: [String], _ file: ConfigurationFile?
    ) throws(CommandError) -> any Command {
        do { return try command(words, over: file) } catch { throw .option(error) }
    }
}

// MARK: - Reading a command line

extension Commands {
    /// Reads a command line, without the program's name; it wins over the configuration.
    static func command(
        _ words: [String], over file: ConfigurationFile? = nil
    ) throws(OptionError) -> any Command {
        let named = words.first.flatMap(named)
        let rest = named == nil ? words : Array(words.dropFirst())
        let type: any Command.Type = named ?? DashboardCommand.self
        // A value that begins with two dashes is joined to its option: these are none.
        let flags = Set(rest.prefix { $0 != "--" })
        if !flags.isDisjoint(with: HelpCommand.form.flags) {
            return HelpCommand(arguments: [type.form.name].filter { !$0.isEmpty })
        }
        guard type.form.name.isEmpty, let mode = try mode(flags) else {
            return try read(type, words: rest, over: file)
        }
        // `--version` beside anything is the version.
        return mode.optionForms.isEmpty ? mode.init() : try read(mode, words: rest, over: file)
    }

    /// The command that a word stands for.
    static func named(_ word: String) -> (any Command.Type)? {
        all.first { !word.isEmpty && $0.form.name == word }
    }

    /// The command that options make of the dashboard; `nil` for none.
    private static func mode(_ flags: Set<String>) throws(OptionError) -> (any Command.Type)? {
        let modes = all.filter { !flags.isDisjoint(with: $0.form.flags) }
        if let telling = modes.first(where: { !$0.form.readsConfiguration }) { return telling }
        guard modes.count < 2 else {
            throw .notTogether(modes[0].form.flags[0], modes[1].form.flags[0])
        }
        return modes.first
    }

    private static func read<C: Command>(
        _ type: C.Type, words: [String], over file: ConfigurationFile?
    ) throws(OptionError) -> any Command {
        var command = C()
        if let file { C.options.apply(file.settings, to: &command) }
        var line = OptionWords()
        try line.read(words, of: C.options, into: &command) { (name) throws(OptionError) in
            try checkFlag(name, of: type)
        }
        try C.options.check(command, line.given)
        try command.check(line.given)
        try check(line.arguments, of: C.form)
        command.arguments = line.arguments
        return command
    }

    /// Refuses an option that a command does not have, unless it asks for a command itself.
    private static func checkFlag(
        _ name: String, of type: any Command.Type
    ) throws(OptionError) {
        let form = type.form
        let flags = form.name.isEmpty ? all.flatMap { $0.form.flags } : form.flags
        if flags.contains(name) { return }
        let owners = all.filter { command in
            command.optionForms.contains { $0.name == name } || command.form.flags.contains(name)
        }
        if !owners.isEmpty {
            throw .foreign(
                option: name, command: form.name, owners: owners.map { $0.form.name })
        }
        let names = type.optionForms.map(\.name) + flags + HelpCommand.form.flags
        throw .unknown(option: name, nearest: NearestName.to(name, among: names))
    }

    private static func check(
        _ arguments: [String], of form: CommandForm
    ) throws(OptionError) {
        if arguments.count > form.count.upperBound {
            let word = arguments[form.count.upperBound]
            guard form.name.isEmpty else { throw .unexpected(argument: word, command: form.name) }
            throw named(word) == nil ? unknown(word) : .lateCommand(word)
        }
        if arguments.count < form.count.lowerBound {
            throw .missing(argument: form.needed, command: form.name)
        }
    }

    /// The error for a word that is no command.
    static func unknown(_ word: String) -> OptionError {
        let names = all.map { $0.form }.filter { !$0.name.isEmpty && $0.flags.isEmpty }.map(\.name)
        return .unknownCommand(
            word, nearest: NearestName.to(word, among: names), commands: names)
    }
}

// MARK: - Configuration

extension Commands {
    /// The keys of the configuration, each once, in the order of the help.
    static let settings: [Setting] = {
        var keys: Set<String> = []
        return all.flatMap { $0.settings }.filter { keys.insert($0.key).inserted }
    }()
}
