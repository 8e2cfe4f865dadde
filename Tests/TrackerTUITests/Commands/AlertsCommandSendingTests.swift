import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine
@testable import TrackerTUI

/// `alerts send-test` with a server that a closure stands for.
struct AlertsCommandSendingTests {
    /// What the server gets.
    final class Sent: Sendable {
        let requests = Mutex<[MailRequest]>([])
    }

    static let channel = """
        [[channel]]
        kind = "mail"
        server = "smtp://mail.example.org"
        user = "ada"
        password-file = "~/secret"
        from = "alerts@example.org"
        to = ["ada@example.org", "bob@example.org"]
        """

    static func run(
        _ words: [String] = ["alerts", "send-test", "mail"], _ configuration: String = channel,
        mode: Int = 0o600, answer: Result<MailReceipt, MailError>
    ) async throws -> (code: ExitCode, stage: CommandStage, sent: Sent) {
        try await CommandStage.withFolder { home in
            let folder = home.appending(path: ".config/tracker-tui")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(configuration.utf8).write(to: folder.appending(path: "config.toml"))
            let secret = home.appending(path: "secret")
            try Data("sesame\n".utf8).write(to: secret)
            try FileManager.default.setAttributes(
                [.posixPermissions: mode], ofItemAtPath: secret.path)
            let (stage, sent) = (CommandStage(), Sent())
            var place = stage.place(home: home.path)
            place.mailClient = { _ in
                MailClient { request in
                    sent.requests.withLock { $0.append(request) }
                    return answer
                }
            }
            return (await Commands.run(words, in: place), stage, sent)
        }
    }

    static var receipt: MailReceipt {
        var receipt = MailReceipt(reply: "250 2.0.0 Ok: queued as 4F10EF9E2A8")
        receipt.encryption = "TLS 1.3"
        receipt.certificateEnd = "Feb  3 12:00:00 2027 GMT"
        receipt.login = "PLAIN"
        return receipt
    }

    @Test func `the heartbeat is asked once, and its address is shown nowhere`() async throws {
        for (status, code) in [(200, ExitCode.success), (404, .failure)] {
            try await CommandStage.withFolder { home in
                let folder = home.appending(path: ".config/tracker-tui")
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true)
                let server = try LoopbackServer { _ in .json("{}", status: status) }
                let text = "[alerts]\nheartbeat = \"\(server.url)/sesame\"\n"
                try Data(text.utf8).write(to: folder.appending(path: "config.toml"))
                let stage = CommandStage()
                let place = stage.place(home: home.path)
                #expect(
                    await Commands.run(["alerts", "send-test", "heartbeat"], in: place) == code)
                let told = stage.text + stage.lines.joined()
                #expect(server.requests.map(\.target) == ["/sesame"])
                #expect(told.contains("127.0.0.1:") && told.contains("answered \(status)"))
                #expect(!told.contains("sesame"))
            }
        }
    }

    @Test func `each address gets a mail, and each answer is a line`() async throws {
        let (code, stage, sent) = try await Self.run(answer: .success(Self.receipt))
        #expect(code == .success && stage.lines.isEmpty)
        let way = "mail.example.org:587 · TLS 1.3, valid until 3 Feb 2027 · AUTH PLAIN as ada"
        let answer = "250 2.0.0 Ok: queued as 4F10EF9E2A8"
        #expect(
            stage.text == """
                mail:ada@example.org: \(way) · \(answer)
                mail:bob@example.org: \(way) · \(answer)

                """)
        let requests = sent.requests.withLock { $0 }
        #expect(requests.map(\.recipient) == ["ada@example.org", "bob@example.org"])
        #expect(requests.allSatisfy { $0.isEncrypted && $0.login?.secret == Secret("sesame") })
        let mail = String(decoding: requests.first?.bytes ?? [], as: UTF8.self)
        #expect(mail.contains("\r\nSubject: Test of tracker-tui on "))
        #expect(!mail.contains("sesame"))
    }

    @Test func `what fails is told for each address, and the status says so`() async throws {
        let (code, stage, _) = try await Self.run(answer: .failure(.login("535 5.7.8 no")))
        #expect(code == .failure && stage.text.isEmpty)
        #expect(
            stage.lines
                == ["ada", "bob"].map {
                    "tracker-tui: mail:\($0)@example.org: mail.example.org:587: wrong user or password "
                        + "(535 5.7.8 no)"
                })
    }

    @Test func `scripts get the answers as JSON`() async throws {
        let (code, stage, _) = try await Self.run(
            ["alerts", "send-test", "mail", "--json"], answer: .failure(.login("535 no")))
        #expect(code == .failure)
        let json = try JSONSerialization.jsonObject(with: Data(stage.text.utf8)) as? [String: Any]
        let outlets = try #require(json?["outlets"] as? [[String: Any]])
        #expect(outlets.map { $0["state"] as? String } == ["barred", "barred"])
        #expect(outlets.first?["reply"] as? String == "wrong user or password (535 no)")
    }

    @Test func `a service on the web and a program are tried as a mail is`() async throws {
        let server = try LoopbackServer { _ in .json("{}") }
        let channels = """
            [[channel]]
            kind = "slack"
            url = "\(server.url)/services/sesame"
            [[channel]]
            kind = "command"
            run = ["sh", "-c", "exit 75"]
            [[channel]]
            kind = "terminal"
            """
        let (code, stage, _) = try await Self.run(
            ["alerts", "send-test", "slack"], channels, answer: .success(Self.receipt))
        #expect(code == .success)
        #expect(stage.text == "127.0.0.1:\(server.port) · answered 200\n")
        #expect(server.requests.map(\.target) == ["/services/sesame"])
        for (name, reason) in [
            ("command", "sh: ended with status 75"), ("terminal", "no terminal"),
        ] {
            let (code, stage, _) = try await Self.run(
                ["alerts", "send-test", name], channels, answer: .success(Self.receipt))
            #expect(code == .failure && stage.lines.last?.contains(reason) == true)
        }
    }

    @Test func `a secret that every user may read is not used`() async throws {
        let (code, stage, sent) = try await Self.run(mode: 0o644, answer: .success(Self.receipt))
        #expect(code == .failure && sent.requests.withLock { $0.isEmpty })
        #expect(stage.lines.allSatisfy { $0.contains("every user may read") })
        let (status, check, _) = try await Self.run(
            ["--check-config"], mode: 0o644, answer: .success(Self.receipt))
        #expect(status == .failure && check.text.contains(":5:17: password-file: every user"))
    }

    @Test func `every secret of every channel is checked with the configuration`() async throws {
        let channels = """
            [[channel]]
            kind = "gotify"
            url-file = "~/nowhere"
            token-file = "~/secret"
            """
        let (status, check, _) = try await Self.run(
            ["--check-config"], channels, mode: 0o644, answer: .success(Self.receipt))
        #expect(status == .failure)
        let lines = check.text.split(separator: "\n")
        #expect(lines.contains { $0.contains(":3:12: url-file: cannot read") })
        #expect(lines.contains { $0.contains(":4:14: token-file: every user may read") })
    }

    @Test(arguments: [
        (["send-test", "mial"], "there is no channel mial; did you mean mail?"),
        (["send-test"], "alerts send-test needs the name of a channel"),
        (["send-test", "mail", "--demo"], "--demo"), (["send-test", "mail", "--csv"], "--csv"),
    ])
    func `what is wrong is told, and nothing is sent`(words: [String], reason: String) async throws
    {
        let (code, stage, sent) = try await Self.run(
            ["alerts"] + words, answer: .success(Self.receipt))
        #expect(code == .usage && sent.requests.withLock { $0.isEmpty })
        #expect(stage.lines.last?.contains(reason) == true, "\(stage.lines)")
    }

    @Test func `a rule that names a channel which is not there is a fault of the configuration`()
        async throws
    {
        let rule = "\n[[alert]]\non = \"kraken\"\nwhen = \"last>1\"\nto = \"mial\"\nname = \"x\"\n"
        let (status, stage, _) = try await Self.run(
            ["--check-config"], Self.channel + rule, answer: .success(Self.receipt))
        #expect(status == .failure)
        #expect(stage.text.contains("alert x: to: there is no channel mial; did you mean mail?"))
    }
}
