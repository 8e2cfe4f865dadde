import Glibc
import TrackerEngine

/// Builds the parts, hands them to each other, runs them; ends with their exit status.
@main
struct TrackerTUI {
    static func main() async {
        // A peer that hangs up must not end the program.
        signal(SIGPIPE, SIG_IGN)
        Heap.useOneArena()
        exit(await run(CommandLine.arguments.dropFirst()))
    }

    private static func run(_ words: ArraySlice<String>) async -> Int32 {
        do throws(OptionError) {
            let options = try Options(parsing: words)
            return await run(Program(options))
        } catch {
            Program.complain(error.description)
            return Program.usage
        }
    }

    private static func run(_ program: Program) async -> Int32 {
        switch program.options.command {
        case .help: Program.say(UsageText.help)
        case .version: Program.say(UsageText.version)
        case .dashboard:
            return program.options.isHeadless
                ? await program.runHeadless() : await program.runDashboard()
        case .get, .import, .export: return await program.runSubcommand()
        case .sources: return await program.runSources()
        }
        return 0
    }
}
