import Testing

@testable import TrackerEngine

struct MailErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let code: MailError.Code
        let reply: String?
        var lastStatus = 0
        var isGreeting = false
        let error: MailError
        var testDescription: String { "\(code) \(reply ?? "-") \(lastStatus)" }
    }

    static let cases = [
        // Curl has one code for both: 55 at RCPT, 8 after the mail.
        Case(code: .other, reply: "451 4.7.1 later", error: .postponed("451 4.7.1 later")),
        Case(code: .other, reply: "550 5.1.1 no", error: .refused("550 5.1.1 no")),
        Case(code: .other, reply: "552 too big", error: .refused("552 too big")),
        Case(
            code: .other, reply: "530 5.7.0 login first", error: .unwelcome("530 5.7.0 login first")
        ),
        Case(
            code: .other, reply: "554 go away", isGreeting: true, error: .unwelcome("554 go away")),
        Case(code: .login, reply: "535 no", error: .login("535 no")),
        Case(code: .login, reply: "454 later", error: .postponed("454 later")),
        Case(code: .login, reply: nil, lastStatus: 250, error: .noLogin),
        Case(code: .noEncryption, reply: nil, error: .noEncryption),
        Case(code: .brokenOff, reply: nil, lastStatus: 354, error: .unanswered),
        Case(code: .brokenOff, reply: nil, lastStatus: 250, error: .network(.timedOut)),
        Case(code: .other, reply: nil, error: .network(.timedOut)),
    ]

    @Test(arguments: cases)
    func `code and reply together tell what to do`(example: Case) {
        let error = MailError(
            example.code, reply: example.reply, lastStatus: example.lastStatus,
            isGreeting: example.isGreeting, network: .timedOut)
        #expect(error == example.error)
    }

    @Test func `what a server says does no harm and is bounded`() {
        var replies = MailReplies()
        replies.add(line: Array("220 \u{1B}[2Jhello\r\n".utf8))
        replies.add(line: Array("250-mail\r\n".utf8))
        replies.add(line: Array("250 2.0.0 Ok: queued\r\n".utf8))
        replies.add(
            line: Array("550 5.1.1 \u{1B}]0;x\u{7}\(String(repeating: "y", count: 400))\r\n".utf8))
        replies.add(line: Array("221 Bye\r\n".utf8))
        replies.add(line: Array("25".utf8))
        #expect(replies.count == 4 && replies.acceptance == "250 2.0.0 Ok: queued")
        let refusal = replies.refusal ?? ""
        #expect(refusal.hasPrefix("550 5.1.1 ?]0;x?yyy") && refusal.count == 201)
    }
}
