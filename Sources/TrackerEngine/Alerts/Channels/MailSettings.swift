/// Mail to one address or several, each of which gets a mail of its own.
public struct MailSettings: Hashable, Sendable {
    public let route: Route
    public let sender: MailAddress
    /// At least one.
    public let recipients: [MailAddress]
    public var login: Login?
    public var isEncrypted = true

    public init(route: Route, sender: MailAddress, recipients: [MailAddress]) {
        self.route = route
        self.sender = sender
        self.recipients = recipients
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
}

extension MailSettings: ChannelPlan {
    public func outlets(
        named name: String, _ means: ChannelMeans
    ) -> [(name: String, channel: any AlertChannel)] {
        recipients.map { recipient in
            let name = recipients.count == 1 ? name : "\(name):\(recipient)"
            switch route {
            case .server(let server):
                return (name, MailChannel(to: recipient, through: server, self, means))
            case .program(let words):
                return (name, PipeChannel(to: recipient, through: words, self, means))
            }
        }
    }
}
