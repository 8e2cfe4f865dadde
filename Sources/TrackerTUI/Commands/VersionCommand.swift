/// `version`, or `--version`.
struct VersionCommand: Command {
    static let form = CommandForm(
        "version", flags: ["--version", "-V"], summary: "print the version",
        readsConfiguration: false)
    static let options = OptionList<Self>()

    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        try place.print("tracker-tui 0.1.0")
        return .success
    }
}
