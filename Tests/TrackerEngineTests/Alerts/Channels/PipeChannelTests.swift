import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct PipeChannelTests {
    static func send(_ script: String, timeLimit: Duration = .seconds(20)) async throws -> Delivery
    {
        let address = try MailAddress("ada@example.org")
        let mail = MailSettings(
            route: .program(["sh", "-c", script]), sender: address, recipients: [address])
        let means = ChannelMeans(
            client: MailClient { _ in .failure(.noLogin) }, environment: { _ in nil },
            offset: { _ in 0 })
        let channel = PipeChannel(
            to: address, through: ["sh", "-c", script], mail, means, timeLimit: timeLimit)
        let identity = MailForm.Identity(kind: "test", minute: Minute(index: 1), key: "")
        return await channel.send(
            AlertMessage(
                MailForm.Letter(subject: "x", text: "y"), identity, at: Timestamp(milliseconds: 0))
        ).delivery
    }

    @Test(arguments: [
        ("exit 0", Delivery.accepted("status 0")), ("exit 75", .later("ended with status 75")),
        ("exit 67", .refused("ended with status 67")), ("exit 77", .barred("ended with status 77")),
        ("exit 127", .barred("ended with status 127")), ("exit 1", .refused("ended with status 1")),
        ("kill -15 $$", .later("was ended by signal 15")),
    ])
    func `the status says what became of the mail`(script: String, delivery: Delivery) async throws
    {
        #expect(try await Self.send(script) == delivery)
    }

    @Test func `a program that hangs may have sent it`() async throws {
        let delivery = try await Self.send("sleep 60", timeLimit: .milliseconds(200))
        #expect(delivery == .unanswered("did not end in time"))
    }

    @Test func `it gets the mail with the line ends of the system`() async throws {
        let folder = try TemporaryDirectory()
        _ = try await Self.send("cat >\(folder.file("mail"))")
        let mail = try String(contentsOfFile: folder.file("mail"), encoding: .utf8)
        #expect(mail.hasPrefix("Date: Thu, 1 Jan 1970 00:00:00 +0000\nFrom: tracker-tui <ada@"))
        #expect(mail.hasSuffix("\n\ny\n") && !mail.utf8.contains(13))
    }
}
