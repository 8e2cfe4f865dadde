/// How the program ends, for whoever called it.
enum ExitCode: Int32, Sendable {
    case success = 0
    /// It could not be done.
    case failure = 1
    /// The command line makes no sense.
    case usage = 2
}
