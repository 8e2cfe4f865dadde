import Glibc
import TrackerEngine

/// Runs what the command line asks for, and ends with its exit status.
@main
struct TrackerTUI {
    static func main() async {
        // First of all, or a signal is lost between two ways of treating it.
        EndingSignals.note()
        // A peer that hangs up must not end the program.
        signal(SIGPIPE, SIG_IGN)
        if let shortage = ProcessLimits.shortage() {
            Console.live().complain(shortage)
            exit(ExitCode.failure.number)
        }
        Heap.useOneArena()
        let words = Array(CommandLine.arguments.dropFirst())
        let code = await Commands.run(words, in: .live())
        // From here on the status is settled.
        EndingSignals.note()
        exit(code.number)
    }
}
