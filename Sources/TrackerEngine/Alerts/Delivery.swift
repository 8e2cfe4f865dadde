/// What became of a message that was handed to a channel.
public enum Delivery: Hashable, Sendable {
    /// It is on its way to the person; in the words of who took it.
    case accepted(String)
    /// Not now; the channel says itself when, if it does.
    case later(String, retryAfter: Duration? = nil)
    /// Nobody said whether it was accepted.
    case unanswered(String)
    /// This message never, but perhaps others.
    case refused(String)
    /// Nothing, until somebody mends the channel: a wrong password, a certificate.
    case barred(String)

    /// Why, for a person: one line without a full stop.
    public var words: String {
        switch self {
        case .accepted(let words), .later(let words, _), .unanswered(let words),
            .refused(let words), .barred(let words):
            words
        }
    }
}
