/// `--check-config`: whether the configuration can be understood, and if not, all that is wrong.
struct CheckConfigurationCommand: Command {
    static let form = CommandForm(
        flags: ["--check-config"], summary: "say what is wrong with the configuration, and where",
        readsConfiguration: false)
    static let options = OptionList<Self>(
        [], .including(\.configuration), .including(\.watch))

    var configuration = ConfigurationOptions()
    /// Options of the run that the configuration is for; they do not matter.
    private var watch = WatchOptions()

    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        let lines: [String]
        var code = ExitCode.success
        do throws(ConfigurationError) {
            lines = [
                try place.readConfiguration(configuration).map { "\($0.path): fine" }
                    ?? place.noConfiguration
            ]
        } catch {
            lines = error.lines
            code = .failure
        }
        try place.print(lines.joined(separator: "\n"))
        return code
    }
}
