import TestSupport
import Testing

@testable import TrackerEngine

struct HeartbeatChannelTests {
    private static func form(_ text: String) throws -> HeartbeatForm {
        guard case .table(let members) = try TOML.parse(text).value else {
            return HeartbeatForm([], at: TOML.Place(line: 1, column: 1))
        }
        return HeartbeatForm(members, at: TOML.Place(line: 1, column: 1))
    }

    private static let address = "https://hc-ping.com/5c1e09ab-sesame"

    /// What the address is asked, and what its answer means.
    private static func ask(
        _ status: Int, _ body: String, text: String = "heartbeat = \"\(address)\""
    ) async throws -> (Delivery, [HTTPRequest]) {
        let seen = Seen()
        let client = HTTPClient { request in
            await seen.note(request)
            return .success(HTTPResponse(status: status, body: Array(body.utf8)))
        }
        let settings = try #require(try form(text).settings)
        let plan = settings.plan(WebhookChannelTests.means(client))
        #expect(plan.outlet.way.place == "hc-ping.com" && plan.outlet.name == "heartbeat")
        let message = AlertMessage(
            AlertLetter.test(of: "heartbeat", on: "box"),
            MailForm.Identity(kind: "test", minute: Minute(index: 1), key: "k"),
            at: OutboxTests.start)
        return (await plan.outlet.way.send(message).delivery, await seen.requests)
    }

    private actor Seen {
        var requests: [HTTPRequest] = []
        func note(_ request: HTTPRequest) { requests.append(request) }
    }

    @Test func `the address is asked by GET, with a short limit, and not led to another host`()
        async throws
    {
        let (delivery, requests) = try await Self.ask(200, "OK")
        #expect(delivery == .accepted("answered 200"))
        let request = try #require(requests.first)
        #expect(requests.count == 1 && request.method == .get && request.body.isEmpty)
        #expect(request.staysOnHost && request.timeLimit == .seconds(10))
        #expect(request.address.text == Self.address)
    }

    @Test(arguments: [
        (200, "OK (not found)", "barred"), (200, "OK (rate limited)", "later"),
        (404, "{\"ok\":false,\"msg\":\"Monitor not found or not active.\"}", "barred"),
        (202, "", "accepted"), (429, "slow down", "later"), (500, "", "later"),
        (400, "5c1e09ab-sesame is no check", "refused"),
    ])
    func `what services answer has its meaning, and says nothing of the address`(
        status: Int, body: String, meaning: String
    ) async throws {
        let (delivery, _) = try await Self.ask(status, body)
        #expect("\(delivery)".hasPrefix(meaning), "\(delivery)")
        #expect(!delivery.words.contains("sesame"))
    }

    @Test func `its keys are read`() throws {
        #expect(try Self.form("").settings == nil && Self.form("").faults == [])
        let form = try Self.form("heartbeat-file = \"~/hc\"\nheartbeat-every = \"5m\"")
        #expect(form.faults == [] && form.settings?.every == 5)
        #expect(form.settings?.address.secret == .file("~/hc", for: "heartbeat"))
        let command = try Self.form("heartbeat-command = [\"pass\", \"hc\"]")
        #expect(command.settings?.programs.map(\.name) == ["pass"])
    }

    static let faults = [
        ("heartbeat = \"sesame\"", 1, 13, "must be an address that begins with https://"),
        ("heartbeat = 1", 1, 13, "must be a text in quotes"),
        (
            "heartbeat = \"https://a/b\"\nheartbeat-file = \"x\"", 2, 18,
            "heartbeat is there too; one of them has to go"
        ),
        ("heartbeat-file = \"x\"\nheartbeat-every = \"30s\"", 2, 19, "from 1m to 1d"),
        ("heartbeat-file = \"x\"\nheartbeat-every = \"0m\"", 2, 19, "from 1m to 1d"),
        ("heartbeat-every = \"5m\"", 1, 19, "there is no heartbeat"),
    ]

    @Test(arguments: faults.indices)
    func `a fault of a key has its place, and not the address`(index: Int) throws {
        let (text, line, column, words) = Self.faults[index]
        let form = try Self.form(text)
        let fault = try #require(form.faults.first)
        #expect(fault.place == TOML.Place(line: line, column: column), "\(fault)")
        #expect(fault.words.contains(words) && !fault.words.contains("sesame"))
        #expect(form.settings == nil)
    }
}
