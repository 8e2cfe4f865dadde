/// Why a request got no whole answer.
///
/// A status such as 500 is an answer, not an error.
public indirect enum HTTPError: Error, Hashable, Sendable {
    case nameNotFound
    case connectionRefused
    /// No route to the host, network down …; in the system's words.
    case unreachable(String)
    /// No connection (TLS included) within the limit.
    case connectTimedOut
    /// No whole answer within the limit.
    case timedOut
    /// The server's certificate is not valid for it.
    case certificate(CertificateFault)
    /// The file of certificate authorities is not there, or holds none.
    case certificateFile
    /// TLS cannot be agreed on.
    case tls
    case proxy(String)
    /// The connection ended before an answer began.
    case noAnswer
    /// The connection ended in the middle of the answer.
    case brokenOff
    /// The server does not speak HTTP.
    case notHTTP
    case badCompression
    /// The body is, or says that it is, larger than the limit in bytes.
    case tooLarge(limit: Int)
    case headersTooLarge
    case tooManyRedirects(limit: Int)
    /// A redirect to something that is no `http` or `https` address.
    case badRedirect(WebAddressError)
    /// A redirect to a server that the request may not go to; `to` is its name and port, or the
    /// address where it is the same host without encryption.
    case redirectedAway(to: String)
    /// A failure of another host than the one that was asked.
    case afterRedirect(host: String, HTTPError)
    /// Anything else, in curl's words.
    case other(String)
    /// The task was cancelled.
    case cancelled
}

extension HTTPError: CustomStringConvertible {
    /// One line, without a full stop, that goes on after the host's name and a colon.
    public var description: String {
        switch self {
        case .nameNotFound: "name not found"
        case .connectionRefused: "connection refused"
        case .unreachable(let words): "cannot be reached (\(words))"
        case .connectTimedOut: "timed out while connecting"
        case .timedOut: "timed out before the answer was complete"
        case .certificate(let fault): "\(fault)"
        case .certificateFile: "the file of certificate authorities cannot be used"
        case .tls: "no secure connection"
        case .proxy(let words): "the proxy failed (\(words))"
        case .noAnswer: "connection closed without an answer"
        case .brokenOff: "connection broke off in the middle of the answer"
        case .notHTTP: "the server does not speak HTTP"
        case .badCompression: "the compressed answer is damaged"
        case .tooLarge(let limit): "an answer of more than \(Self.size(limit))"
        case .headersTooLarge: "too many headers, or too long ones"
        case .tooManyRedirects(let limit): "more than \(limit) redirects"
        case .badRedirect(let error): "redirected: \(error)"
        case .redirectedAway(let host):
            "redirects to \(host.plain(upTo: 80)), another host"
        case .afterRedirect(let host, let error): "redirected to \(host.plain(upTo: 80)): \(error)"
        case .other(let words): words
        case .cancelled: "called off"
        }
    }

    private static func size(_ bytes: Int) -> String {
        bytes % 1_048_576 == 0 ? "\(bytes / 1_048_576) MB" : "\(bytes) bytes"
    }
}
