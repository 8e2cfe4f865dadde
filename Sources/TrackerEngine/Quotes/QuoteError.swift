/// Why a poll gave nothing.
public enum QuoteError: Error, Hashable, Sendable {
    /// No answer: name not found, refused, timed out, certificate, sent elsewhere …; `reason` in
    /// words.
    case unreachable(host: String, reason: String)
    /// An HTTP status that is no success; `retryAfter` where the server said so, and `words` where
    /// its answer has a reason: one plain line.
    case refused(host: String, status: Int, retryAfter: Duration?, words: String? = nil)
    /// It was asked too often, in words of its own, whatever the HTTP status; one plain line.
    case busy(host: String, retryAfter: Duration?, words: String)
    /// The server does not serve the place that the request came from; `words` of its own, one
    /// plain line.
    case barred(host: String, status: Int, words: String? = nil)
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
        case .refused(let host, 429, _, _): "\(host) answered 429, too many requests"
        case .refused(let host, 200, _, let words?): "\(host) answered: \(words)"
        case .refused(let host, let status, _, let words?): "\(host) answered \(status): \(words)"
        case .refused(let host, let status, _, nil): "\(host) answered \(status)"
        case .busy(let host, _, let words): "\(host) says it is asked too often: \(words)"
        case .barred(let host, let status, let words):
            "\(host) does not serve this country or network (\(status)"
                + (words.map { ": \($0))" } ?? ")")
        case .malformed(let host, let reason):
            "\(host) answered with something unreadable: \(reason)"
        case .cancelled: "called off"
        }
    }
}

extension QuoteError {
    /// The time that the server asks to be left alone, above zero; `nil` if it does not ask.
    ///
    /// `Retry-After: 0`, or a time that is over, says nothing that the own patience did not know.
    var wish: Duration? {
        switch self {
        case .refused(_, _, let wait?, _), .busy(_, let wait?, _): wait > .zero ? wait : nil
        case .unreachable, .refused, .busy, .barred, .malformed, .cancelled: nil
        }
    }

    /// Whether the server says that it was asked too often.
    var isTooFast: Bool {
        switch self {
        case .busy: true
        // 418 is what comes after too many 429.
        case .refused(_, let status, _, _): status == 429 || status == 418
        case .unreachable, .barred, .malformed, .cancelled: false
        }
    }

    /// Whether the server wants no request of any kind for now.
    var asksForPatience: Bool { isTooFast || wish != nil }
}
