/// Why a poll gave nothing.
public enum QuoteError: Error, Hashable, Sendable {
    /// No answer: name not found, refused, timed out, certificate …; `reason` in words.
    case unreachable(host: String, reason: String)
    /// An HTTP status that is no success; `retryAfter` where the server said so.
    case refused(host: String, status: Int, retryAfter: Duration?)
    /// An answer that cannot be read; `reason` in words.
    case malformed(host: String, reason: String)
    /// The poll was called off from this side.
    case cancelled
}

extension QuoteError: CustomStringConvertible {
    /// One line, without what happens next: only the schedule knows that.
    public var description: String {
        switch self {
        case .unreachable(let host, let reason): "\(host): \(reason)"
        case .refused(let host, 429, _): "\(host) answered 429, too many requests"
        case .refused(let host, let status, _): "\(host) answered \(status)"
        case .malformed(let host, let reason):
            "\(host) answered with something unreadable: \(reason)"
        case .cancelled: "called off"
        }
    }
}
