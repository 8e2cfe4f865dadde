import TrackerScreen

/// `--check-config`: whether the configuration can be understood, and if not, all that is wrong.
struct CheckConfigurationCommand: Command {
    static let form = CommandForm(
        flags: ["--check-config"],
        summary: "report errors in the configuration, with line and column",
        readsConfiguration: false)
    static let options = OptionList<Self>(
        [], .including(\.configuration), .including(\.watch))

    var configuration = ConfigurationOptions()
    /// Options of the run that the configuration is for; they do not matter.
    private var watch = WatchOptions()

    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        var lines: [String]
        var code = ExitCode.success
        do throws(ConfigurationError) {
            if let file = try place.readConfiguration(configuration) {
                let check = ConfigurationCheck(file: file, place: place)
                let faults = check.faults()
                if !faults.isEmpty {
                    throw ConfigurationError.faults(path: file.path, faults)
                }
                let notes = KeyTable.standard.notes(on: file.keys)
                lines =
                    ["\(file.path): fine"] + notes.map { "\(file.path): \($0)" }
                    + check.warnings().map { "\(file.path):\($0)" }
            } else {
                lines = [place.noConfiguration]
            }
        } catch {
            lines = error.lines
            code = .failure
        }
        // Rules that were made elsewhere stand in a file of their own.
        do throws(ConfigurationError) {
            if let folder = place.folder { _ = try AlertFile.rules(in: folder.alerts) }
        } catch {
            lines += error.lines
            code = .failure
        }
        try place.print(lines.joined(separator: "\n"))
        return code
    }
}
