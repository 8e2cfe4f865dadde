import Glibc
import TrackerEngine

/// Builds the parts, hands them to each other, runs them; ends with their exit status.
@main
struct TrackerTUI {
    static func main() async {
        // First of all, or a signal is lost between two ways of treating it.
        EndingSignals.note()
        // A peer that hangs up must not end the program.
        signal(SIGPIPE, SIG_IGN)
        Heap.useOneArena()
        let status = await run(CommandLine.arguments.dropFirst())
        // From here on the status is settled.
        EndingSignals.note()
        exit(status)
    }

    private static func run(_ words: ArraySlice<String>) async -> Int32 {
        do {
            let options = try Options(parsing: words)
            // Only a run without a screen ends in a way of its own; the dashboard catches signals
            // again with the terminal.
            if options.isHeadless || options.isPlain {
                EndingSignals.endAtOnce()
            } else {
                EndingSignals.letAct()
            }
            if options.isCheckingConfiguration { return checkConfiguration(options) }
            if [.help, .version].contains(options.command) {
                return await run(Program(options, words: [], configuration: nil))
            }
            let file = try Program.configuration(for: options)
            let program = Program(
                try Options(parsing: words, over: file), words: Array(words), configuration: file)
            return await run(program)
        } catch let error as ConfigurationError {
            for line in error.lines.prefix(20) { Program.complain(line) }
            return Program.usage
        } catch {
            Program.complain("\(error)")
            return Program.usage
        }
    }

    /// Says of the configuration that it is fine, or all that is not.
    private static func checkConfiguration(_ options: Options) -> Int32 {
        guard let path = Program.configurationPath(for: options) else {
            let usual = ConfigurationPlace.path().map { ": it would be \($0)" } ?? ""
            Program.say("there is no configuration\(usual)")
            return 0
        }
        do throws(ConfigurationError) {
            _ = try Program.configuration(for: options)
            Program.say("\(path): fine")
            return 0
        } catch {
            for line in error.lines { Program.say(line) }
            return Program.couldNot
        }
    }

    private static func run(_ program: Program) async -> Int32 {
        switch program.options.command {
        case .help: Program.say(UsageText.help)
        case .version: Program.say(UsageText.version)
        case .dashboard:
            if program.options.isHeadless { return await program.runHeadless() }
            return program.options.isPlain
                ? await program.runPlain() : await program.runDashboard()
        case .get, .show, .top, .import, .export: return await program.runSubcommand()
        case .favourites: return await program.runFavourites()
        case .sources: return await program.runSources()
        }
        return 0
    }
}
