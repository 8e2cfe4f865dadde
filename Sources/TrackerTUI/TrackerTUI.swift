import Glibc
import TrackerEngine

/// Builds the parts, hands them to each other, runs them; ends with their exit status.
@main
struct TrackerTUI {
    static func main() async {
        // A peer that hangs up must not end the program.
        signal(SIGPIPE, SIG_IGN)
        exit(await run(CommandLine.arguments.dropFirst()))
    }

    private static func run(_ words: ArraySlice<String>) async -> Int32 {
        let options: Options
        do throws(OptionError) {
            options = try Options(parsing: words)
        } catch {
            Program.complain(error.description)
            return Program.usage
        }
        let program = Program(options)
        switch options.command {
        case .help: Program.say(UsageText.help)
        case .version: Program.say(UsageText.version)
        case .dashboard:
            return await program.runDashboard()
        case .get, .import, .export: return Program.couldNot
        }
        return 0
    }
}

extension Program {
    func runDashboard() async -> Int32 {
        let engine: Engine
        do throws(CryptowatchSetupError) {
            engine = try makeEngine(store: .none(reason: "no store"))
        } catch {
            Self.complain("\(error)")
            return Self.usage
        }
        let executor = TerminalExecutor()
        let inbox = Inbox()
        let terminal: NcursesTerminal
        do throws(TerminalError) {
            terminal = try await NcursesTerminal.open(on: executor) { inbox.put(.terminal($0)) }
        } catch {
            Self.complain(error.description)
            return Self.couldNot
        }
        var state = State(
            snapshot: engine.snapshot, size: await terminal.size, localTime: .system, port: nil)
        let dashboard = Dashboard(
            state: state, terminal: terminal, on: executor, inbox: inbox, engine: engine,
            makeSimulated: options.isSimulated ? nil : simulatedMaker)
        let result = await withTaskGroup { group in
            group.addTask { await engine.run() }
            let r = await dashboard.run()
            group.cancelAll()
            return r
        }
        return 0
    }
}

extension Program {
    private var simulatedMaker: @concurrent @Sendable () async -> Engine {
        { self.makeDemo() }
    }
}
