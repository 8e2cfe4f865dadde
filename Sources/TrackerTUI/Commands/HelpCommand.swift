/// `help [COMMAND]`, or `--help`: what the program can do.
struct HelpCommand: Command {
    static let form = CommandForm(
        "help", flags: ["--help", "-h"], summary: "print this text, or the help of a command",
        arguments: "[COMMAND]", 0...1, readsConfiguration: false)
    static let options = OptionList<Self>()

    /// The name of a command, or nothing.
    var arguments: [String] = []

    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        var text = HelpText.whole
        if let name = arguments.first {
            guard let command = Commands.named(name) else {
                throw .option(Commands.unknown(name))
            }
            text = HelpText.of(command)
        }
        try place.print(text)
        return .success
    }
}
