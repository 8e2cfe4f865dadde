/// How the program ends, for whoever called it.
enum ExitCode: Hashable, Sendable {
    case success
    /// It could not be done.
    case failure
    /// The command line makes no sense, or a file that it names cannot be used.
    case usage
    /// A signal ended the screen.
    case signal(Int32)

    /// As the shell sees it.
    var number: Int32 {
        switch self {
        case .success: 0
        case .failure: 1
        case .usage: 2
        case .signal(let number): 128 + number
        }
    }
}
