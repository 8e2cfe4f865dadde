import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct JSONPortTests {
    /// A port on loopback with one pair, closed with the test.
    private final class Served {
        let port: JSONPort
        let number: UInt16

        init(
            _ limits: PortLimits = PortLimits(), prices: [String: [Double]] = ["btcusd": [1, 2.5]]
        )
            throws
        {
            port = JSONPort(limits: limits, clock: StillClock(PortSamples.now))
            port.publish(PortSamples.snapshot(try PortSamples.window(prices)))
            number = try port.start(at: try PortAddress(port: "0")).port
        }

        deinit { port.stop() }

        func connect() throws -> PortClient { try PortClient(port: number) }
    }

    private static let path = "/data-tracker/kraken/btcusd"
    private static let body = #"{"result":{"rank":1,"values":{"1630167960":1,"1630168020":2.5}}}"#

    @Test(arguments: [false, true])
    func `a pair is served over both address families`(ipv6: Bool) throws {
        let served = try Served()
        let client = try PortClient(port: served.number, ipv6: ipv6)
        client.ask(Self.path)
        let answer = try client.answer()
        #expect(answer.status == 200)
        #expect(answer.text == Self.body)
        #expect(answer["content-type"] == "application/json")
        #expect(answer["cache-control"] == "max-age=39")
        #expect(answer["x-content-type-options"] == "nosniff")
        #expect(answer["access-control-allow-origin"] == nil)
    }

    @Test func `what the client has is not sent again`() throws {
        let served = try Served()
        let client = try served.connect()
        client.ask(Self.path)
        let tag = try #require(try client.answer()["etag"])
        client.ask(Self.path, ["If-None-Match: \"x\"", "If-None-Match: \"y\", \(tag)"])
        let known = try client.answer(hasBody: false)
        #expect(known.status == 304 && known["etag"] == tag)
        client.ask(Self.path, method: "HEAD")
        let head = try client.answer(hasBody: false)
        #expect(head.status == 200 && head["content-length"] == "\(Self.body.utf8.count)")
        client.ask("/healthz")  // in step still: neither had a body
        #expect(try client.answer().status == 200)
    }

    @Test func `a packed answer comes with its own length, also without its body`() throws {
        let served = try Served(prices: ["btcusd": (0..<1440).map { Double($0) + 0.25 }])
        let client = try served.connect()
        client.ask(Self.path)
        let plain = try client.answer()
        for _ in 0..<2 {
            client.ask(Self.path, method: "HEAD", ["Accept-Encoding: gzip"])
            let head = try client.answer(hasBody: false)
            client.ask(Self.path, ["Accept-Encoding: gzip"])
            let packed = try client.answer()
            #expect(try Unpacking.bytes(packed.body) == plain.body)
            #expect(packed.body.count < plain.body.count / 3)
            #expect(
                head.headers.filter { $0.key != "date" }
                    == packed.headers.filter { $0.key != "date" })
            #expect(packed["content-encoding"] == "gzip" && packed["vary"] == "Accept-Encoding")
            #expect(packed["etag"] != plain["etag"] && plain["vary"] == "Accept-Encoding")
        }
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
    func `other methods are refused, with and without a body`(_ method: String) throws {
        let served = try Served()
        for length in [0, 5] {
            let client = try served.connect()
            client.ask(Self.path, method: method, ["Content-Length: \(length)"])
            client.send(String(repeating: "x", count: length))
            let answer = try client.answer()
            #expect(answer.status == 405)
            #expect(answer["allow"] == "GET, HEAD")
        }
    }

    @Test func `a body is passed over when small and cut when large`() throws {
        let served = try Served()
        let client = try served.connect()
        client.ask(Self.path, ["Content-Length: 1000"])
        client.send(String(repeating: "x", count: 1000))
        #expect(try client.answer().text == Self.body)
        client.ask(Self.path, ["Content-Length: 900000000"])
        while client.send(String(repeating: "x", count: 100_000)) {}
        #expect(client.isCut())
    }

    @Test func `escaped names arrive as they were meant`() throws {
        let served = try Served(prices: ["a/b%+": [1]])
        let client = try served.connect()
        client.ask("/data-tracker/A%2Fb%25+")
        #expect(try client.answer().status == 200)
        client.ask("/data-tracker/a/b%25+")
        #expect(try client.answer().text == #"{"error":"No data available for A:B%+."}"#)
        client.ask("/data-tracker/a%2")
        #expect(try client.answer().status == 400)
    }

    @Test func `another name of this server is refused`() throws {
        let served = try Served()
        var client = try served.connect()
        client.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
        #expect(try client.answer().status == 403)
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\nHOST: evil.example\r\n\r\n")
        #expect(try client.answer().status == 400)
        client = try served.connect()
        client.send("GET / HTTP/1.1\r\n\r\n")
        #expect(try client.answer().status == 400)
        client = try served.connect()
        client.send("GET / HTTP/1.0\r\n\r\n")
        #expect(try client.answer().status == 200)
    }

    @Test func `requests in a row are answered in order`() throws {
        let served = try Served()
        let client = try served.connect()
        let one = "GET \(Self.path) HTTP/1.1\r\nHost: localhost\r\n\r\n"
        let two = "GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n"
        client.send(String(repeating: one + two, count: 100))
        for _ in 0..<100 {
            #expect(try client.answer().text == Self.body)
            #expect(try client.answer().status == 404)
        }
    }

    struct Junk: Sendable, CustomStringConvertible {
        let description: String
        let bytes: String
    }

    private static let junk = [
        Junk(description: "TLS", bytes: "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\r\n\r\n"),
        Junk(description: "no path", bytes: "GET\r\n\r\n"),
        Junk(description: "no version", bytes: "\r\n\r\nNONSENSE NONSENSE\r\n\r\n"),
        Junk(description: "no end", bytes: String(repeating: "x", count: 200_000)),
        Junk(
            description: "long path",
            bytes: "GET /" + String(repeating: "a", count: 100_000) + " HTTP/1.1\r\n"),
        Junk(
            description: "many headers",
            bytes: "GET / HTTP/1.1\r\n" + String(repeating: "Header: value\r\n", count: 20_000)),
        Junk(
            description: "negative length",
            bytes: "GET / HTTP/1.1\r\nContent-Length: -1\r\nHost: localhost\r\n\r\n"),
    ]

    @Test(arguments: junk)
    func `junk ends its connection and nothing else`(_ junk: Junk) throws {
        var limits = PortLimits()
        limits.deadline = .milliseconds(300)
        let served = try Served(limits)
        let client = try served.connect()
        client.send(junk.bytes)
        #expect(client.isCut())
        let next = try served.connect()
        next.ask(Self.path)
        #expect(try next.answer().text == Self.body)
    }

    @Test func `a client that never finishes is cut at the deadline`() throws {
        var limits = PortLimits()
        limits.deadline = .milliseconds(20)
        // Room for more than comes by then: without the deadline there would be an answer, 431.
        limits.connectionMemory = 4 << 20
        let served = try Served(limits)
        let client = try served.connect()
        client.send("GET / HTTP/1.1\r\n")
        // Byte after byte is no silence, and yet: one write fails once the other side is gone.
        while client.send("a") {}
        #expect(throws: PortClient.Failure.self) { try client.answer() }
    }

    @Test func `a client that asks and never reads is cut at the deadline`() throws {
        var limits = PortLimits()
        limits.deadline = .milliseconds(200)
        let prices = (0..<1440).map { Double($0) + 0.25 }
        let served = try Served(limits, prices: ["btcusd": prices])
        let client = try served.connect()
        let request = "GET \(Self.path) HTTP/1.1\r\nHost: localhost\r\n\r\n"
        // Ends only if it is cut.
        while client.send(String(repeating: request, count: 1000)) {}
        let other = try served.connect()
        other.ask(Self.path)
        #expect(try other.answer().body.count > 20_000)
    }

    @Test func `clients that leave without their answer do no harm`() throws {
        let served = try Served()
        for _ in 0..<100 {
            let client = try served.connect()
            client.ask(Self.path)
        }
        let client = try served.connect()
        client.ask(Self.path)
        #expect(try client.answer().text == Self.body)
    }

    @Test func `more clients than places are served one after the other`() throws {
        var limits = PortLimits()
        limits.connections = 64
        let served = try Served(limits)
        var clients: [PortClient] = []
        for number in 0..<180 {  // those that find no place wait in the backlog, which holds 128
            clients.append(try served.connect())
            clients[number].ask(number.isMultiple(of: 2) ? Self.path : "/healthz")
        }
        for _ in 0..<180 {
            #expect(try clients.removeFirst().answer().status == 200)
        }
    }

    @Test func `three hundred clients at once are served`() throws {
        let served = try Served()
        var clients: [PortClient] = []
        for _ in 0..<300 {
            clients.append(try served.connect())
            clients[clients.count - 1].ask(Self.path)
        }
        for _ in 0..<300 {
            #expect(try clients.removeFirst().answer().text == Self.body)
        }
    }

    @Test func `silent clients in every place give way at the deadline`() throws {
        var limits = PortLimits()
        limits.connections = 16
        limits.deadline = .milliseconds(200)
        let served = try Served(limits)
        let silent = try (0..<40).map { _ in try served.connect() }
        let client = try served.connect()
        client.ask(Self.path)
        #expect(try client.answer().text == Self.body)
        withExtendedLifetime(silent) {}
    }

    @Test func `silent clients in every place give way to one that waits`() throws {
        var limits = PortLimits()
        limits.connections = 16
        limits.patience = .milliseconds(50)
        limits.deadline = .seconds(600)
        limits.idleSeconds = 600
        let served = try Served(limits)
        // More than there are places, and those that left come again.
        var silent = try (0..<40).map { _ in try served.connect() }
        for client in silent { client.send("GET / HTTP/1.1\r\n") }
        for _ in 0..<5 {
            let client = try served.connect()
            client.ask(Self.path)
            #expect(try client.answer().text == Self.body)
            silent.append(try served.connect())
        }
        withExtendedLifetime(silent) {}
    }

    @Test func `nobody gives way where there is a place`() throws {
        var limits = PortLimits()
        limits.connections = 3
        // It is over at once: only that nobody waits for a place keeps them.
        limits.patience = .zero
        let served = try Served(limits)
        let clients = try (0..<3).map { _ in try served.connect() }
        for _ in 0..<3 {
            for client in clients {
                client.ask(Self.path)
                #expect(try client.answer().text == Self.body)
            }
        }
    }

    @Test func `scripts of one origin may read, if that is allowed`() throws {
        let origin = "https://app.example:3000"
        let port = JSONPort(
            origin: AllowedOrigin(origin), clock: StillClock(PortSamples.now))
        defer { port.stop() }
        let number = try port.start(at: try PortAddress(port: "0")).port
        let client = try PortClient(port: number)
        func isReadable(_ answer: PortClient.Answer) -> Bool {
            answer["access-control-allow-origin"] == origin
        }
        client.ask("/healthz")
        #expect(isReadable(try client.answer()))
        client.ask("/data-tracker/x", method: "OPTIONS", ["Origin: https://other.example"])
        let preflight = try client.answer(hasBody: false)
        #expect(preflight.status == 204 && isReadable(preflight))
        #expect(preflight["access-control-allow-methods"] == "GET, HEAD")
        #expect(preflight["content-type"] == nil)
        port.publish(PortSamples.snapshot(try PortSamples.window(["btcusd": [1, 2.5]])))
        for path in ["/", Self.path, "/none", "/healthz?age=x"] {
            client.ask(path)
            #expect(isReadable(try client.answer()), "\(path)")
        }
        client.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
        let refused = try client.answer()
        #expect(refused.status == 403 && isReadable(refused))
    }

    @Test func `a port that is taken is an error in words`() throws {
        let served = try Served()
        let other = JSONPort(clock: StillClock(PortSamples.now))
        let address = "127.0.0.1:\(served.number)"
        #expect(throws: PortError.inUse(address)) {
            try other.start(at: try PortAddress(port: "\(served.number)"))
        }
        #expect(throws: PortError.isOpen) { try served.port.start(at: try PortAddress(port: "0")) }
        #expect(throws: PortError.notHere("192.0.2.1:0")) {
            try other.start(at: try PortAddress(listen: "192.0.2.1:0"))
        }
    }

    @Test func `it starts again on the port that it left, many times over`() throws {
        let port = JSONPort(clock: StillClock(PortSamples.now))
        // An address that nobody else binds: another test may get the number that was left.
        let address = UInt32(0x7F4D_0001)
        var number = try port.start(at: try PortAddress(listen: "127.77.0.1:0")).port
        for _ in 0..<20 {
            let client = try PortClient(port: number, address: address)
            client.ask("/")
            #expect(try client.answer().status == 503)
            port.stop()
            port.stop()
            #expect(client.isCut())
            #expect(throws: PortClient.Failure.self) {
                _ = try PortClient(port: number, address: address)
            }
            number = try port.start(at: try PortAddress(listen: "127.77.0.1:\(number)")).port
        }
        port.stop()
    }

    @Test func `a new snapshot is served at once`() throws {
        let served = try Served()
        let client = try served.connect()
        for price in 1...50 {
            let window = try PortSamples.window(["btcusd": [Double(price)]])
            served.port.publish(PortSamples.snapshot(window))
            client.ask(Self.path)
            #expect(try client.answer().text.hasSuffix(#":\#(price)}}}"#))
        }
    }

    @Test func `all addresses of both kinds are one socket`() throws {
        let port = JSONPort(clock: StillClock(PortSamples.now))
        defer { port.stop() }
        let number = try port.start(at: try PortAddress(listen: "[::]:0")).port
        for ipv6 in [false, true] {
            let client = try PortClient(port: number, ipv6: ipv6)
            client.send("GET / HTTP/1.1\r\nHost: my.example\r\n\r\n")
            #expect(try client.answer().status == 503)
        }
    }
}
