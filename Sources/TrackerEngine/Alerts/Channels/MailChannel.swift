/// Mail to one address through a server.
public struct MailChannel: AlertChannel {
    private let server: MailServer
    private let login: MailSettings.Login?
    private let isEncrypted: Bool
    private let recipient: MailAddress
    private let form: MailForm
    private let client: MailClient
    private let environment: @Sendable (String) -> String?

    init(
        to recipient: MailAddress, through server: MailServer, _ settings: MailSettings,
        _ means: ChannelMeans
    ) {
        self.recipient = recipient
        self.server = server
        login = settings.login
        isEncrypted = settings.isEncrypted
        form = MailForm(from: settings.sender, offset: means.offset)
        client = means.client
        environment = means.environment
    }

    public var place: String { "\(server)" }

    public func send(_ message: AlertMessage) async -> DeliveryReport {
        let bytes = form.bytes(
            message.letter, for: recipient, message.identity, at: message.time,
            answering: message.first)
        var request = MailRequest(
            to: server, from: form.sender.text, for: recipient.text, bytes: bytes)
        request.isEncrypted = isEncrypted
        do throws(SecretError) {
            // Read each time: a token lasts an hour, and a password may have been mended.
            request.login = try await secretLogin()
        } catch {
            return DeliveryReport(.barred("\(error)"))
        }
        switch await client.send(request) {
        case .success(let receipt): return report(receipt)
        case .failure(let error): return DeliveryReport(Delivery(error))
        }
    }

    private func secretLogin() async throws(SecretError) -> MailLogin? {
        guard let login else { return nil }
        let secret = try await login.secret.read(environment)
        return MailLogin(user: login.user, secret: secret, method: login.method)
    }

    private func report(_ receipt: MailReceipt) -> DeliveryReport {
        var report = DeliveryReport(.accepted(receipt.reply))
        if let encryption = receipt.encryption {
            let end = receipt.certificateEnd.flatMap(Self.day)
            report.way.append(
                encryption.plain(upTo: 20) + (end.map { ", valid until \($0)" } ?? ""))
        } else {
            report.way.append("not encrypted")
        }
        if let login, let mechanism = receipt.login {
            report.way.append("AUTH \(mechanism.plain(upTo: 20)) as \(login.user.plain(upTo: 80))")
        }
        return report
    }

    /// `3 Feb 2027` of `Feb  3 12:00:00 2027 GMT`.
    private static func day(_ end: String) -> String? {
        let words = end.split(separator: " ")
        guard words.count >= 4, MailForm.months.contains(String(words[0])),
            let day = Int(words[1]), let year = Int(words[3])
        else { return nil }
        return "\(day) \(words[0]) \(year)"
    }
}

extension Delivery {
    /// What an error of mail means for a message and its channel.
    init(_ error: MailError) {
        let words = "\(error)"
        self =
            switch error {
            case .postponed: .later(words)
            // The state says that it was refused, and the words stand in one line with it.
            case .refused(let reply): .refused(reply)
            case .unwelcome, .login, .noLogin, .noEncryption: .barred(words)
            case .unanswered: .unanswered(words)
            case .network(.certificate), .network(.certificateFile), .network(.notHTTP):
                .barred(words)
            case .network: .later(words)
            }
    }
}
