import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

/// Answers over the wire are those that `Routes` works out, whatever was asked before.
@Suite(.timeLimit(.minutes(5)))
struct PortResponderTests {
    private static let now = PortSamples.now

    private static func answers(_ price: Double) throws -> Answers {
        let day = (0..<200).map { Double($0) + price }
        let window = try PortSamples.window(["btcusd": day, "a/b": [price], "ethusd": [1, price]])
        return Answers(PortSamples.snapshot(window))
    }

    private static let targets = [
        "/", "/healthz", "/data-tracker/btcusd", "/data-tracker/kraken/btcusd",
        "/data-tracker/KRAKEN/BtcUsd", "/data-tracker/btc%75sd", "/data-tracker/btc/usd",
        "/data-tracker/a%2Fb", "/data-tracker/none", "/data-tracker/other/btcusd", "/x", "/%zz",
        "/data-tracker/ethusd", "/data-tracker/btcusd?x=1", "/data-tracker/btcusd?x=/y/z",
        "/healthz?verbose", "/healthz?age=1", "/healthz?age=90000", "/healthz?age=%31",
        "/data-tracker/kraken/btcusd/last", "/data-tracker/kraken/btcusd/last?format=csv",
        "/top", "/top?n=1&all=1&format=csv", "/top?n=x", "/healthz?aeg=1", "/top?n=&by=x",
        "/data-tracker/btcusd?format=csv&x=1", "/data-tracker/btcusd?format=%zz",
    ]
    private static let hosts = [
        "localhost", "LOCALHOST:80", "127.0.0.1", "[::1]:1", "evil.example",
    ]
    private static let encodings = [
        [], ["gzip"], ["gzip;q=0"], ["br", "gzip;q=0.5"], ["identity, gzip;q=0.5"], ["*"],
    ]

    private static func query(of target: String) -> PortQuery {
        let path = Array(target.prefix { $0 != "?" }.utf8)
        var query = PortQuery(passingOver: Routes.passesOverParameters(path))
        for part in target.split(separator: "?").dropFirst().first?.split(separator: "&") ?? [] {
            let pair = part.split(separator: "=")
            query.append(
                String(pair[0]), pair.count > 1 ? String(pair[1]) : "", known: Routes.parameters)
        }
        return query
    }

    /// Any request, its names of headers in any case.
    private static func request(
        _ tags: [String], _ random: inout SeededGenerator
    ) -> (request: PortRequest, lines: [String]) {
        let target = targets.randomElement(using: &random) ?? ""
        var request = PortRequest(path: Array(target.prefix { $0 != "?" }.utf8))
        request.query = query(of: target)
        request.method =
            ["GET", "GET", "GET", "HEAD", "DELETE"].randomElement(using: &random) ?? ""
        let isOld = random.next() % 8 == 0
        // Another number of them ends the connection.
        let count = isOld ? Int(random.next() % 2) : 1
        var fields = (0..<count).map { _ in ("Host", hosts.randomElement(using: &random) ?? "") }
        fields += (0..<random.next() % 3).map { _ in
            ("if-none-match", (tags + ["*", "\"x\""]).randomElement(using: &random) ?? "")
        }
        fields += (encodings.randomElement(using: &random) ?? []).map { ("Accept-encoding", $0) }
        fields.append(("X-Other", "1"))
        fields.shuffle(using: &random)
        request.headers = fields.map { PortHeader($0.0.lowercased(), $0.1) }
        let version = isOld ? "1.0\r\nConnection: keep-alive" : "1.1"
        let lines = fields.map { "\($0.0): \($0.1)" }
        return (request, ["\(request.method) \(target) HTTP/\(version)"] + lines)
    }

    @Test(arguments: UInt64(1)...10)
    func `over the wire each request has the answer that is worked out for it`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let clock = StillClock(Self.now)
        let port = JSONPort(clock: clock)
        defer { port.stop() }
        let number = try port.start(at: try PortAddress(port: "0")).port
        var answers = try Self.answers(1)
        port.publish(answers.snapshot)
        let client = try PortClient(port: number)
        var tags: [String] = []
        for step in 0..<400 {
            if step.isMultiple(of: 40) {
                clock.set(clock.now + .milliseconds(Int(random.next() % 30_000)))
            }
            if step.isMultiple(of: 60) {
                answers = try Self.answers(Double(random.next() % 100))
                port.publish(answers.snapshot)
            }
            let (request, lines) = Self.request(tags, &random)
            let routes = Routes(answers: answers, hosts: .loopback, now: clock.now)
            let expected = routes.response(to: request)
            // Worked out, then kept.
            for _ in 0..<2 {
                client.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
                let hasBody = request.method != "HEAD" && expected.status != 304
                let answer = try client.answer(hasBody: hasBody)
                #expect(answer.status == expected.status, "\(lines)")
                #expect(answer.body == (hasBody ? expected.body.bytes : []), "\(lines)")
                for header in PortResponse.common + expected.fields {
                    #expect(answer[header.name.lowercased()] == header.value, "\(lines)")
                }
                let others = ["date", "content-length", "connection"]
                let known = (PortResponse.common + expected.fields).map { $0.name.lowercased() }
                #expect(Set(answer.headers.keys).subtracting(others).isSubset(of: known))
                #expect(answer["content-length"] == "\(expected.body.count)")
                if let tag = answer["etag"], !tags.contains(tag) { tags.append(tag) }
            }
        }
    }

    @Test func `a second in which much is asked is answered in full`() throws {
        var limits = PortLimits()
        limits.replies = 40_000
        let clock = StillClock(Self.now)
        let port = JSONPort(limits: limits, clock: clock)
        defer { port.stop() }
        let number = try port.start(at: try PortAddress(port: "0")).port
        let answers = try Self.answers(3)
        port.publish(answers.snapshot)
        let client = try PortClient(port: number)
        let routes = Routes(answers: answers, hosts: .loopback, now: clock.now)
        for step in 0..<300 {
            let target = Self.targets[step * 7 % Self.targets.count]
            let path = Array(target.prefix { $0 != "?" }.utf8)
            let host = PortHeader("host", "localhost")
            let expected = routes.response(
                to: PortRequest(path: path, headers: [host], query: Self.query(of: target)))
            client.ask(target)
            let answer = try client.answer()
            #expect(answer.status == expected.status && answer.body == expected.body.bytes)
        }
    }

    @Test func `a client that asks for everything does not wake the engine each time`() throws {
        let told = Mutex<[Instrument]>([])
        let clock = StillClock(Self.now)
        let port = JSONPort(clock: clock) { pair in told.withLock { $0.append(pair) } }
        defer { port.stop() }
        let number = try port.start(at: try PortAddress(port: "0")).port
        let names = (0..<100).map { "p\($0)" }
        let prices = Dictionary(uniqueKeysWithValues: names.map { ($0, [1.0]) })
        port.publish(PortSamples.snapshot(try PortSamples.window(prices)))
        let client = try PortClient(port: number)
        for second in 1...2 {
            for name in names + names {
                client.ask("/data-tracker/\(name)")
                _ = try client.answer()
            }
            #expect(told.withLock { $0.count } == second * 64)
            clock.set(clock.now + .seconds(1))
        }
    }

    @Test func `a pair that is asked for again and again is reported once a second`() throws {
        let told = Mutex<[Instrument]>([])
        let clock = StillClock(Self.now)
        let port = JSONPort(clock: clock) { pair in told.withLock { $0.append(pair) } }
        defer { port.stop() }
        let number = try port.start(at: try PortAddress(port: "0")).port
        port.publish(try Self.answers(1).snapshot)
        let client = try PortClient(port: number)
        for second in 1...3 {
            for path in Array(repeating: "/data-tracker/KRAKEN/btc%2Fusd", count: 5) + ["/x"] {
                client.ask(path, ["X-Request: \(told.withLock { $0.count })"])
                _ = try client.answer()
            }
            #expect(
                told.withLock { $0.map(\.description) }
                    == Array(repeating: "kraken:btcusd", count: second))
            clock.set(clock.now + .seconds(1))
        }
    }
}
