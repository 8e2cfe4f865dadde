/// Hands mail to a server.
public struct MailClient: Sendable {
    /// Sends one mail to one address; cancelling the task ends the transfer.
    public var send: @Sendable (MailRequest) async -> Result<MailReceipt, MailError>

    public init(
        send: @escaping @Sendable (MailRequest) async -> Result<MailReceipt, MailError>
    ) {
        self.send = send
    }

    /// A client of the network: one thread, a connection kept for the next mail.
    ///
    /// `certificateFile`: a file of authorities in PEM, which count instead of the system's.
    public static func live(certificateFile: String? = nil) -> MailClient {
        let loop = CurlLoop()
        return MailClient { request in
            await loop.run {
                MailTransfer(request, authorities: certificateFile, answering: $0)
            } ?? .failure(.network(.other("the network library did not start")))
        }
    }
}

/// A mail on its way to a server, and how it is to go there.
public struct MailRequest: Hashable, Sendable {
    public let server: MailServer
    /// `nil` where the server wants to know nobody.
    public var login: MailLogin?
    /// Whether nothing is sent before the connection is encrypted.
    public var isEncrypted = true
    /// Addresses, without `<>`: printable ASCII, which `MailAddress` sees to.
    public let sender: String
    public let recipient: String
    /// Header and text, with CR LF at the end of each line; 7-bit.
    public let bytes: [UInt8]
    public var limits = Limits()

    public init(
        to server: MailServer, from sender: String, for recipient: String, bytes: [UInt8]
    ) {
        self.server = server
        self.sender = sender
        self.recipient = recipient
        self.bytes = bytes
    }

    public struct Limits: Hashable, Sendable {
        /// The limit for name, connection and TLS together; default 15 s.
        public var connection = Duration.seconds(15)
        /// The limit for each answer of the server; default 120 s.
        public var answer = Duration.seconds(120)
        /// The limit for all of it; default 300 s.
        public var whole = Duration.seconds(300)

        public init() {}
    }
}

/// Who sends, for a server that asks.
public struct MailLogin: Hashable, Sendable {
    public enum Method: String, Hashable, Sendable, CaseIterable {
        /// PLAIN or LOGIN, as the server offers them.
        case password
        /// LOGIN alone, for servers whose PLAIN is broken.
        case login
        /// XOAUTH2: the secret is a token.
        case oauth
    }

    public let user: String
    public let secret: Secret
    public let method: Method

    public init(user: String, secret: Secret, method: Method) {
        self.user = user
        self.secret = secret
        self.method = method
    }
}

/// What a server said to a mail that it has accepted, and how it was reached.
public struct MailReceipt: Hashable, Sendable {
    /// The server's words: `250 2.0.0 Ok: queued as 4F10EF9E2A8`.
    public let reply: String
    /// `TLS 1.3`; `nil` in the clear, and on a connection that was there before.
    public var encryption: String?
    /// When the server's certificate ends, as OpenSSL words it; `nil` where it is not known.
    public var certificateEnd: String?
    /// `PLAIN`; `nil` without a login, and on a connection that was there before.
    public var login: String?

    public init(reply: String) { self.reply = reply }
}
