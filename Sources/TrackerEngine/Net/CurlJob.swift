import CCurl

/// One transfer on the curl thread: what kind it is, only the conformer knows.
///
/// The asking task makes it and hands it over through the inbox (`CurlLoop.run`). From then on the
/// curl thread alone calls it, but for `cancel` and `isCancelled`. The thread asks for the handle,
/// runs it, and says how that ended; the job answers the task exactly once, in `ended` or `abandon`.
/// Another kind of transfer is another conformer, in a file of its own.
protocol CurlJob: AnyObject, Sendable {
    /// Whether `cancel` was called.
    var isCancelled: Bool { get }

    /// Keeps a job from being started; one that runs is taken off the thread by `CurlLoop`.
    func cancel()

    /// The handle with all its options, ready to run; `nil` where memory is out.
    func prepare() -> CurlHandle?

    /// curl is done with the handle.
    ///
    /// - Returns: whether it has to run once more, with what the job has set meanwhile; otherwise
    ///   the task has its answer.
    func ended(_ code: CURLcode) -> Bool

    /// Answers the task that there will be nothing: the handle does not run any more.
    func abandon(_ why: CurlAbandonment)
}

/// Why a job ends without curl's doing.
enum CurlAbandonment: Sendable, Hashable {
    case cancelled
    /// It could not be set up.
    case notStarted
    /// What was to follow its first transfer could not be set up.
    case notResumed
}
