/// The way in which the program ends, for its caller.
enum ExitCode: Hashable, Sendable {
    case success
    /// It could not be done.
    case failure
    /// The command line makes no sense, or a file that it names cannot be used.
    case usage
    /// A signal ended the screen.
    case signal(Int32)

    /// The number that the shell gets: 0, 1, 2, or 128 and the number of the signal.
    var number: Int32 {
        switch self {
        case .success: 0
        case .failure: 1
        case .usage: 2
        case .signal(let number): 128 + number
        }
    }
}
