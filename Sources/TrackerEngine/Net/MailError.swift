/// Why a server did not accept a mail.
public enum MailError: Error, Hashable, Sendable {
    /// It does not want it now (a reply of 400 to 499), in its words.
    case postponed(String)
    /// It does not want this mail (a reply of 500 to 599), in its words.
    case refused(String)
    /// It wants nothing from here, in its words.
    case unwelcome(String)
    /// The user or the secret is wrong, in the server's words.
    case login(String)
    /// It offers none of the ways to log in that we know.
    case noLogin
    /// It does not offer to encrypt the connection.
    case noEncryption
    /// The whole mail was sent, and nothing came: it may have arrived.
    case unanswered
    /// It could not be reached.
    case network(HTTPError)
}

extension MailError {
    /// The error that a code of curl and the replies of the server make together.
    ///
    /// Neither says it alone: a refused address has the same code whether for now or for ever, and a
    /// login that failed may have a reply of 250. `reply` is the last one of 400 or more, `lastStatus`
    /// the number of the very last one; `isGreeting`: whether the server has said nothing else.
    /// `network`: what the code means where no reply decides.
    init(
        _ code: Code, reply: String?, lastStatus: Int, isGreeting: Bool,
        network: @autoclosure () -> HTTPError
    ) {
        let status = reply.flatMap { Int($0.prefix(3)) } ?? 0
        let words = reply ?? ""
        switch (code, status) {
        case (_, 400...499): self = .postponed(words)
        case (.login, 500...599): self = .login(words)
        case (.login, _): self = .noLogin
        // "530 Authentication required", or encryption.
        case (_, 530): self = .unwelcome(words)
        case (_, 500...599): self = isGreeting ? .unwelcome(words) : .refused(words)
        case (.noEncryption, _): self = .noEncryption
        case (.brokenOff, _) where lastStatus == 354: self = .unanswered
        default: self = .network(network())
        }
    }

    /// The codes of curl that tell mail errors apart.
    enum Code: Hashable, Sendable {
        case login
        case noEncryption
        /// No answer in time, or the end of the connection.
        case brokenOff
        case other
    }
}

extension MailError: CustomStringConvertible {
    /// One line, without a full stop, that goes on after the server's name and a colon.
    public var description: String {
        switch self {
        case .postponed(let reply): "not now (\(reply))"
        case .refused(let reply): "refused (\(reply))"
        case .unwelcome(let reply): "accepts nothing from here (\(reply))"
        case .login(let reply): "wrong user or password (\(reply))"
        case .noLogin: "offers no login that tracker-tui knows"
        case .noEncryption: "offers no encryption (STARTTLS), so nothing was sent"
        case .unanswered: "no answer after the end of the mail, which may have arrived"
        case .network(.notHTTP): "the server does not speak SMTP"
        case .network(let error): "\(error)"
        }
    }
}
