import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct WebhookOutcomeTests {
    static func answer(_ status: Int, _ body: String, _ headers: [(String, String)] = [])
        -> LoopbackServer.Answer
    {
        .whole(status: status, headers: headers, body: Array(body.utf8))
    }

    static func delivery(_ answer: LoopbackServer.Answer) async throws -> Delivery {
        try await WebhookChannelTests.send(
            "kind = \"slack\"\nurl = \"URL/services/sesame\"", MessageFieldTests.message([]), answer
        ).report.delivery
    }

    @Test(arguments: [
        (200, Delivery.accepted("answered 200")), (204, .accepted("answered 204")),
        (302, .refused("answered 302: why, a redirect, which is not followed")),
        (400, .refused("answered 400: why")), (413, .refused("answered 413: why")),
        (401, .barred("answered 401: why")), (403, .barred("answered 403: why")),
        (404, .barred("answered 404: why")), (410, .barred("answered 410: why")),
        (408, .later("answered 408: why")), (429, .later("answered 429: why")),
        (500, .later("answered 500: why")), (503, .later("answered 503: why")),
    ])
    func `the status says what became of it`(status: Int, delivery: Delivery) async throws {
        // No body where HTTP has none.
        let answer = Self.answer(
            status, status == 204 ? "" : "why\n", status == 302 ? [("Location", "/x")] : [])
        #expect(try await Self.delivery(answer) == delivery)
    }

    @Test func `a server says when it wants to be asked again`() async throws {
        let answer = Self.answer(429, "", [("Retry-After", "90")])
        #expect(
            try await Self.delivery(answer) == .later("answered 429", retryAfter: .seconds(90)))
    }

    @Test(
        arguments: [
            ("{\"ok\":false,\"parameters\":{\"retry_after\":35}}", 35),
            ("{\"parameters\":{}}", nil),
            ("[1", nil), ("{\"parameters\":{\"retry_after\":-1}}", nil),
            ("{\"parameters\":{\"retry_after\":1e300}}", nil), ("", nil),
        ] as [(String, Int?)])
    func `telegram says it in its answer`(body: String, seconds: Int?) async throws {
        let (report, _) = try await WebhookChannelTests.send(
            WebhookChannelTests.services[3].keys, MessageFieldTests.message([]),
            Self.answer(429, body))
        guard case .later(_, let wait) = report.delivery else {
            Issue.record("\(report.delivery)")
            return
        }
        #expect(wait == seconds.map { .seconds($0) })
    }

    @Test func `a message that was sent and not answered may have arrived`() async throws {
        let server = try LoopbackServer { _ in .hang }
        var limits = HTTPClientTests.patient
        limits.timeLimit = .milliseconds(300)
        let form = try ChannelFormTests.read(
            "[[channel]]\nkind = \"slack\"\nurl = \"\(server.url)/services/sesame\"")
        let means = WebhookChannelTests.means(.live(limits))
        let channel = try #require(form.channels.first?.outlets(means).first?.channel)
        let delivery = await channel.send(MessageFieldTests.message([])).delivery
        #expect(delivery == .unanswered("timed out before the answer was complete"))
        #expect(
            try await Self.delivery(.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"))
                == .unanswered("connection broke off in the middle of the answer"))
    }

    @Test func `nobody there, and no answer, is for later`() async throws {
        #expect(
            try await Self.delivery(.reset) == .later("connection closed without an answer"))
        let message = MessageFieldTests.message([])
        let channel = try WebhookChannelTests.channel(
            "kind = \"slack\"\nurl-env = \"HOOK\"", at: "")
        #expect(channel.place == "127.0.0.1:9")
        #expect(await channel.send(message).delivery == .later("connection refused"))
    }

    @Test func `what only a person can mend bars the channel`() async throws {
        #expect(
            try await Self.delivery(.text("220 ready for mail\r\n"))
                == .barred("the server does not speak HTTP"))
        let message = MessageFieldTests.message([])
        let missing = try WebhookChannelTests.channel(
            "kind = \"slack\"\nurl-env = \"NOTHING\"", at: "")
        #expect(
            await missing.send(message).delivery
                == .barred("url-env: NOTHING is not set in the environment"))
        #expect(missing.place == "slack")
        let wrong = try WebhookChannelTests.channel(
            "kind = \"slack\"\nurl-command = [\"echo\", \"sesame\"]", at: "")
        #expect(
            await wrong.send(message).delivery == .barred("url-command: is not a web address"))
    }

    /// Answers that give back what they got.
    static let echoes = [
        "no such hook: /bot123456:AAsesame-open/sendMessage",
        "{\"token\":\"123456:AAsesame-open\"}",
        "bot123456%3AAAsesame-open", "first line\nsecond: 123456:AAsesame-open",
        String(repeating: "x", count: 119) + "123456:AAsesame-open",
    ]

    @Test(arguments: echoes, [200, 302, 400, 401, 404, 429, 500])
    func `no secret comes back in a message, whatever the server says`(
        echo: String, status: Int
    ) async throws {
        for keys in WebhookChannelTests.services.map(\.keys) {
            let keys = keys.replacing("URL", with: "URL/123456:AAsesame-open")
            let (report, request) = try await WebhookChannelTests.send(
                keys, MessageFieldTests.message([]),
                Self.answer(status, echo, [("Location", "/123456:AAsesame-open")]))
            #expect(request != nil)
            let words = report.delivery.words + report.way.joined()
            #expect(!words.contains("sesame") && words.hasPrefix("answered \(status)"))
        }
    }

    @Test func `a header of the configuration is as secret as a token`() async throws {
        let keys =
            "kind = \"webhook\"\nurl = \"URL\"\nheaders = { Authorization = \"Key sesame-open\" }"
        let (report, request) = try await WebhookChannelTests.send(
            keys, MessageFieldTests.message([]), Self.answer(401, "no such key: sesame-open"))
        #expect(request?.headers["authorization"] == "Key sesame-open")
        #expect(report.delivery == .barred("answered 401"))
    }

    @Test func `nothing secret is in what a channel or its settings look like`() throws {
        let form = try ChannelFormTests.read(
            "[[channel]]\nkind = \"slack\"\nurl = \"https://hooks.example.org/sesame-path\"")
        let settings = try #require(form.channels.first)
        var dumped = "\(settings) \(String(reflecting: settings))"
        dump(settings, to: &dumped)
        #expect(!dumped.contains("sesame"))
        let channel = try #require(settings.outlets(WebhookChannelTests.means()).first?.channel)
        #expect(channel.place == "hooks.example.org")
    }

    @Test func `a path that is repeated is not shown, however it is escaped`() async throws {
        let keys = "kind = \"slack\"\nurl = \"URL/services/cl\u{E9}secrete\""
        for path in [
            "cl\u{E9}secrete", "cl%C3%A9secrete", "cl%c3%a9secrete", "CL%C3%A9SECRETE",
            "%63l%c3%a9secr%65te", "cl\\u00e9secrete",
        ] {
            let (report, _) = try await WebhookChannelTests.send(
                keys, MessageFieldTests.message([]), Self.answer(400, "no /services/\(path) here"))
            #expect(report.delivery == .refused("answered 400"), "\(path)")
        }
    }

    @Test func `a header takes any name, as one line of ASCII`()
        async throws
    {
        let keys = """
            kind = "webhook"
            url = "URL"
            token-env = "TOKEN"
            headers = { X-P = "p {title}", X-T = "{text}{token}", X-N = "{pair}" }
            """
        let text = "\u{1F680}\u{E9}\r\nX-Evil: 1" + String(repeating: "x", count: 3000)
        let (report, request) = try await WebhookChannelTests.send(
            keys, MessageFieldTests.message([], text: text))
        #expect(report.delivery == .accepted("answered 200"))
        let token = WebhookChannelTests.token
        let sent = try #require(request?.headers["x-t"])
        #expect(sent.hasPrefix("??") && sent.hasSuffix(token))
        #expect(sent.utf8.count == 1024)
        #expect(request?.headers["x-evil"] == nil && request?.headers["x-n"] == nil)
    }
}
