/// A channel as the configuration has it.
public struct ChannelSettings: Hashable, Sendable {
    /// 1 to 40 of letters, digits, `-` and `_`; no other channel has it.
    public let name: String
    public let kind: Kind
    public let policy: DeliveryPolicy
    /// Where its secret is named.
    package let secretPlace: TOML.Place?

    public enum Kind: Hashable, Sendable {
        case mail(Mail)
    }

    /// Mail to one address or several, each of which gets a mail of its own.
    public struct Mail: Hashable, Sendable {
        public let route: Route
        public let sender: MailAddress
        /// At least one.
        public let recipients: [MailAddress]
        public var login: Login?
        public var isEncrypted = true
    }

    public enum Route: Hashable, Sendable {
        case server(MailServer)
        /// A program that reads mails on standard input, and its arguments.
        case program([String])
    }

    /// Who sends, and where the secret is kept.
    public struct Login: Hashable, Sendable {
        public let user: String
        public let secret: SecretPlace
        public let method: MailLogin.Method
    }

    /// What it keeps secret; `nil` for nothing.
    public var secret: SecretPlace? {
        switch kind {
        case .mail(let mail): mail.login?.secret
        }
    }

    /// The ways through this channel by their names: the channel's own name where there is one,
    /// `mail:ada@example.org` where there are several.
    public func outlets(_ means: ChannelMeans) -> [(name: String, channel: any AlertChannel)] {
        switch kind {
        case .mail(let mail):
            mail.recipients.map { recipient in
                let name = mail.recipients.count == 1 ? self.name : "\(self.name):\(recipient)"
                switch mail.route {
                case .server(let server):
                    return (name, MailChannel(to: recipient, through: server, mail, means))
                case .program(let words):
                    return (name, PipeChannel(to: recipient, through: words, mail, means))
                }
            }
        }
    }
}

/// What channels work with: the network, the clock's zone, the environment.
public struct ChannelMeans: Sendable {
    public let client: MailClient
    /// The value of an environment variable; `nil` for one that is not set.
    public let environment: @Sendable (String) -> String?
    /// The seconds east of Greenwich at a time in Unix seconds.
    public let offset: @Sendable (Int) -> Int

    public init(
        client: MailClient, environment: @escaping @Sendable (String) -> String?,
        offset: @escaping @Sendable (Int) -> Int
    ) {
        self.client = client
        self.environment = environment
        self.offset = offset
    }
}
