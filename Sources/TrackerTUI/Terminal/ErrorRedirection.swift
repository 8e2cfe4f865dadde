import Glibc

/// Keeps standard error off the screen.
///
/// A message in the middle of the screen helps nobody; one that goes to a file stays there.
struct ErrorRedirection: Sendable {
    /// The descriptor that standard error goes to meanwhile; -1 for none.
    let log: Int32
    /// A copy of the original stream; -1 while nothing is redirected.
    private(set) var before: Int32 = -1

    init(log: Int32) { self.log = log }

    /// Does nothing where standard error is no terminal.
    mutating func begin() {
        guard before < 0, isatty(STDERR_FILENO) == 1 else { return }
        before = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
        guard before >= 0 else { return }
        let target = log >= 0 ? log : unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
        dup2(target, STDERR_FILENO)
        if log < 0 { close(target) }
    }

    mutating func end() {
        guard before >= 0 else { return }
        dup2(before, STDERR_FILENO)
        close(before)
        before = -1
    }
}
