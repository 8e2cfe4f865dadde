import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct WebhookChannelTests {
    static let token = "123456:AAsesame-open"
    static let client = HTTPClient.live(HTTPClientTests.patient)

    static func means(_ client: HTTPClient = client) -> ChannelMeans {
        ChannelMeans(
            client: MailClient { _ in .failure(.noLogin) }, web: client,
            environment: { ["TOKEN": token, "HOOK": "http://127.0.0.1:9/hooks/sesame-path"][$0] },
            offset: { _ in 0 })
    }

    /// The channel of a table whose `URL` is the address of a server.
    static func channel(_ keys: String, at url: String) throws -> any AlertChannel {
        let form = try ChannelFormTests.read(
            "[[channel]]\n" + keys.replacing("URL", with: url) + "\n")
        #expect(form.faults == [])
        let outlets = try #require(form.channels.first).outlets(means())
        return try #require(outlets.first).channel
    }

    static func send(
        _ keys: String, _ message: AlertMessage, _ answer: LoopbackServer.Answer = .json("{}")
    ) async throws -> (report: DeliveryReport, request: LoopbackServer.Request?) {
        let server = try LoopbackServer { _ in answer }
        let report = try await channel(keys, at: server.url).send(message)
        return (report, server.requests.last)
    }

    struct Service: Sendable, CustomTestStringConvertible {
        let keys: String
        let method: String
        let target: String
        var headers: [String: String] = [:]
        /// The members that hold the text.
        let text: String
        var title: String?
        var members: [String: String] = [:]
        var testDescription: String { keys }
    }

    static let services = [
        Service(
            keys: "kind = \"ntfy\"\nurl = \"URL\"\ntopic = \"my/a b\"\ntoken-env = \"TOKEN\"",
            method: "POST", target: "/", headers: ["authorization": "Bearer \(token)"],
            text: "message", title: "title",
            members: [
                "topic": "my/a b", "priority": "3", "tags": "[\"chart_with_upwards_trend\"]",
            ]),
        Service(
            keys: "kind = \"slack\"\nurl = \"URL/services/T0/B0/x\"", method: "POST",
            target: "/services/T0/B0/x", text: "text"),
        Service(
            keys: "kind = \"discord\"\nurl = \"URL/api/webhooks/1/x\"", method: "POST",
            target: "/api/webhooks/1/x", text: "content",
            members: ["allowed_mentions": "{\"parse\":[]}"]),
        Service(
            keys: "kind = \"telegram\"\nurl = \"URL\"\nchat = -100123\ntoken-env = \"TOKEN\"",
            method: "POST", target: "/bot\(token)/sendMessage", text: "text",
            members: ["chat_id": "\"-100123\"".replacing("\"", with: "")]),
        Service(
            keys: "kind = \"gotify\"\nurl = \"URL/push/\"\ntoken-env = \"TOKEN\"", method: "POST",
            target: "/push/message", headers: ["x-gotify-key": token], text: "message",
            title: "title", members: ["priority": "5"]),
        Service(
            keys:
                "kind = \"matrix\"\nurl = \"URL\"\nchat = \"!r/oom:b.org\"\ntoken-env = \"TOKEN\"",
            method: "PUT",
            target: "/_matrix/client/v3/rooms/%21r%2Foom:b.org/send/m.room.message/"
                + "KEY",
            headers: ["authorization": "Bearer \(token)"], text: "body",
            members: ["msgtype": "m.text"]),
    ]

    @Test(arguments: services)
    func `a service gets what it wants, as JSON that holds every name`(
        _ service: Service
    ) async throws {
        let event = try MessageFieldTests.event(MessageFieldTests.hostile)
        let message = MessageFieldTests.message([event], text: MessageFieldTests.hostile)
        let (report, sent) = try await Self.send(service.keys, message)
        #expect(report.delivery == .accepted("answered 200"))
        let request = try #require(sent)
        #expect(
            request.method == service.method
                && request.target.replacing(message.identity.word, with: "KEY") == service.target)
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.headers["idempotency-key"] == message.identity.word)
        for (name, value) in service.headers { #expect(request.headers[name] == value) }
        let json = try MessageFieldTests.read(request.body)
        let text = try #require(json[service.text] as? String)
        // Some services have characters that mean something: those are escaped.
        let plain = text.replacing("\\", with: "").replacing("&lt;", with: "<")
            .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
        #expect(plain == MessageFieldTests.hostile.replacing("\\", with: ""))
        if let title = service.title {
            #expect((json[title] as? String)?.contains(MessageFieldTests.hostile) == true)
        }
        for (name, value) in service.members {
            let member = try #require(json[name])
            let isPlain = member is String || member is NSNumber
            let found =
                isPlain
                ? "\(member)"
                : String(
                    decoding: try JSONSerialization.data(withJSONObject: member), as: UTF8.self)
            #expect(found == value)
        }
    }

    @Test(arguments: [
        ("slack", "text", "<!channel>", "&lt;!channel&gt;"),
        ("discord", "content", "*a* <@1>", "\\*a\\* \\<@1\\>"),
    ])
    func `a name calls nobody and marks up nothing`(
        kind: String, member: String, text: String, sent: String
    ) async throws {
        let (_, request) = try await Self.send(
            "kind = \"\(kind)\"\nurl = \"URL/x\"", MessageFieldTests.message([], text: text))
        let json = try MessageFieldTests.read(request?.body ?? [])
        #expect(json[member] as? String == sent)
    }

    @Test(arguments: [("discord", "content", 2000), ("telegram", "text", 4096)])
    func `a long text is cut where the service would refuse it`(
        kind: String, member: String, most: Int
    ) async throws {
        let keys =
            "kind = \"\(kind)\"\nurl = \"URL/x\"\n"
            + (kind == "telegram" ? "chat = \"a\"\ntoken-env = \"TOKEN\"" : "")
        let text = String(repeating: "é*", count: 3000)
        let (_, request) = try await Self.send(keys, MessageFieldTests.message([], text: text))
        let json = try MessageFieldTests.read(request?.body ?? [])
        let cut = try #require(json[member] as? String)
        #expect(cut.utf16.count <= most && cut.utf8.count > most - 8 && cut.hasSuffix("…"))
    }

    @Test func `urgent ones and falling prices look otherwise`() async throws {
        var event = try MessageFieldTests.event()
        event.base = try Price(70_000)
        var message = MessageFieldTests.message([event])
        message.isUrgent = true
        let (_, request) = try await Self.send(
            "kind = \"ntfy\"\nurl = \"URL\"\ntopic = \"t\"", message)
        let json = try MessageFieldTests.read(request?.body ?? [])
        #expect(json["priority"] as? Int == 5)
        #expect(json["tags"] as? [String] == ["chart_with_downwards_trend"])
        #expect(request?.headers["authorization"] == nil)
    }

    @Test func `the general one sends all, or what the configuration says`() async throws {
        let message = MessageFieldTests.message([try MessageFieldTests.event()])
        let (_, whole) = try await Self.send("kind = \"webhook\"\nurl = \"URL\"", message)
        #expect(whole?.body == message.json && whole?.headers["authorization"] == nil)
        let keys = """
            kind = "webhook"
            url = "URL"
            token-env = "TOKEN"
            headers = { X-Rule = "rule {rule}", Authorization = "Basic {token}" }
            body = '{"token": {token}, "message": "{title}", "at": {price}}'
            """
        let (_, own) = try await Self.send(keys, message)
        let json = try MessageFieldTests.read(own?.body ?? [])
        #expect(json["token"] as? String == Self.token && json["at"] as? Double == 68_412.1)
        #expect(json["message"] as? String == message.letter.subject)
        #expect(own?.headers["x-rule"] == "rule fast")
        #expect(own?.headers["authorization"] == "Basic \(Self.token)")
    }
}
