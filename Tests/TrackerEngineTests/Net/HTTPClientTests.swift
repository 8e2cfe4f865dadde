import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct HTTPClientTests {
    /// Limits that a test reaches at once.
    static var small: HTTPConfiguration {
        var configuration = HTTPConfiguration()
        configuration.timeLimit = .milliseconds(400)
        configuration.bodyLimit = 50_000
        configuration.headerLimit = 20
        configuration.headerBytesLimit = 4096
        configuration.usesProxyVariables = false
        return configuration
    }

    static var patient: HTTPConfiguration {
        var configuration = HTTPConfiguration()
        configuration.usesProxyVariables = false
        return configuration
    }

    static let bomb =
        "H4sIAAAAAAACA+3BMQEAAADCoCrrn9IaHkABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAArwYt8HnKoIYBAA=="
    static let packed =
        "H4sIAAAAAAACA6tWKkotLs0pUbKqVspNLMpOLbHKLkrMTs2zSipJLi1OUbIysbAwMNQzrq0F"
        + "AC2fM/ArAAAA"

    static func gzip(_ base64: String, and rest: String = "") -> LoopbackServer.Answer {
        let body = Array(Data(base64Encoded: base64) ?? Data()) + Array(rest.utf8)
        return .whole(status: 200, headers: [("Content-Encoding", "gzip")], body: body)
    }

    func fetch(
        _ url: String, _ configuration: HTTPConfiguration = small,
        secrets: [SecretHeader] = []
    ) async throws -> Result<HTTPResponse, HTTPError> {
        let request = try HTTPRequest(WebAddress(url), secrets: secrets)
        return await HTTPClient.live(configuration).fetch(request)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let answer: LoopbackServer.Answer
        let error: HTTPError
        var testDescription: String { name }

        init(_ name: String, _ answer: LoopbackServer.Answer, _ error: HTTPError) {
            (self.name, self.answer, self.error) = (name, answer, error)
        }
    }

    static let head = "HTTP/1.1 200 OK\r\n"
    static let faults = [
        Fault("hangs", .hang, .timedOut),
        Fault("resets", .reset, .noAnswer),
        Fault("closes at once", .text(""), .noAnswer),
        Fault("is slow", .slow(Array("\(head)\r\nabc".utf8), pause: .milliseconds(50)), .timedOut),
        Fault("breaks off", .text("\(head)Content-Length: 9\r\n\r\nab"), .brokenOff),
        Fault(
            "breaks off in a chunk", .text("\(head)Transfer-Encoding: chunked\r\n\r\n9\r\nab"),
            .brokenOff),
        Fault("is not HTTP", .text("220 ready for mail\r\n"), .notHTTP),
        Fault(
            "says too much", .text("\(head)Content-Length: 50001\r\n\r\n"), .tooLarge(limit: 50_000)
        ),
        Fault(
            "says far too much", .text("\(head)Content-Length: 99999999999999999999\r\n\r\n"),
            .tooLarge(limit: 50_000)),
        Fault(
            "never stops",
            .endless(start: Array("\(head)\r\n".utf8), again: Array("abcdefgh".utf8)),
            .tooLarge(limit: 50_000)),
        Fault("is a gzip bomb", gzip(bomb), .tooLarge(limit: 50_000)),
        Fault("is gzip in name only", gzip("aGVsbG8gd29ybGQ="), .badCompression),
        Fault(
            "has endless headers", .endless(start: Array(head.utf8), again: Array("A: b\r\n".utf8)),
            .headersTooLarge),
        // Each of these has words of its own in the library: no memory, a write that failed.
        Fault(
            "has a header without an end",
            .endless(
                start: Array("\(head)A: ".utf8),
                again: Array(repeating: UInt8(ascii: "b"), count: 4096)),
            .headersTooLarge),
        Fault("has junk after gzip", gzip(packed, and: "junk"), .badCompression),
        Fault(
            "redirects to a file", .redirect("file:///etc/hostname"),
            .badRedirect(.otherScheme("file"))),
        Fault("redirects in a circle", .redirect("/again"), .tooManyRedirects(limit: 5)),
    ]

    @Test(arguments: faults)
    func `a server's fault is told for what it is`(_ fault: Fault) async throws {
        let server = try LoopbackServer { _ in fault.answer }
        let result = try await fetch(server.url)
        #expect(throws: fault.error) { try result.get() }
    }

    /// Marks without end, of which no byte is one of the body.
    static let marks = [
        "1;", "1;a=\"", "0\r\nA: b\r\n", "00000000",
    ]

    @Test(arguments: marks)
    func `an answer that is all marks and no body ends long before its time`(
        mark: String
    ) async throws {
        let server = try LoopbackServer { _ in
            .endless(
                start: Array("\(Self.head)Transfer-Encoding: chunked\r\n\r\n\(mark)".utf8),
                again: [UInt8](repeating: UInt8(ascii: "0"), count: 65_536))
        }
        var limits = Self.patient
        limits.bodyLimit = 50_000
        limits.timeLimit = .seconds(50)
        let result = try await fetch(server.url, limits)
        let error = #expect(throws: HTTPError.self) { try result.get() }
        #expect(error != .timedOut && error != nil)
        if mark.contains(";") { #expect(error == .tooLarge(limit: 50_000)) }
    }

    @Test func `an answer that trickles for ever is ended by its time`() async throws {
        let server = try LoopbackServer { _ in
            .slow(
                Array("\(Self.head)Transfer-Encoding: chunked\r\n\r\n1;".utf8)
                    + [UInt8](repeating: UInt8(ascii: "a"), count: 200), pause: .milliseconds(20))
        }
        let result = try await fetch(server.url)
        #expect(throws: HTTPError.timedOut) { try result.get() }
    }

    @Test func `nobody listening is a refused connection`() async throws {
        let (descriptor, port) = try LoopbackServer.listen()
        close(descriptor)
        let result = try await fetch("http://127.0.0.1:\(port)")
        #expect(throws: HTTPError.connectionRefused) { try result.get() }
    }

    @Test func `a server that does not answer to TLS is no connection`() async throws {
        let server = try LoopbackServer { _ in .json("{}") }
        // The server waits for the end of a request that the greeting does not have.
        let result = try await fetch("https://127.0.0.1:\(server.port)")
        #expect(throws: HTTPError.connectTimedOut) { try result.get() }
    }

    @Test func `an answer has its status, body, type, size and host`() async throws {
        let server = try LoopbackServer { _ in .json("{\"a\":1}", status: 503) }
        let response = try await fetch(server.url).get()
        #expect(response.status == 503)
        #expect(response.body == Array("{\"a\":1}".utf8))
        #expect(response.contentType == "application/json")
        #expect(response.wireBytes == 7)
        #expect(response.host == "127.0.0.1:\(server.port)")
        #expect(response.body.capacity >= response.body.count + JSON.padding)
    }

    @Test func `a compressed body is decompressed, and counted as it came`() async throws {
        let server = try LoopbackServer { _ in Self.gzip(Self.packed) }
        let response = try await fetch(server.url).get()
        #expect(
            String(decoding: response.body, as: UTF8.self)
                == "{\"result\":{\"market:kraken:btcusd\":48801.3}}")
        #expect(response.wireBytes == Data(base64Encoded: Self.packed)?.count)
        #expect(server.requests.first?.headers["accept-encoding"]?.contains("gzip") == true)
    }

    @Test func `a request says who asks, and has its headers`() async throws {
        let server = try LoopbackServer { _ in .json("{}") }
        let header = try #require(HTTPHeader("X-Extra", "yes"))
        let request = try HTTPRequest(WebAddress(server.url + "/a?b=c"), headers: [header])
        _ = try await HTTPClient.live(Self.small).get(request)
        let seen = try #require(server.requests.first)
        #expect(seen.target == "/a?b=c")
        #expect(seen.headers["user-agent"] == "tracker-tui/0.1")
        #expect(seen.headers["x-extra"] == "yes")
    }

    @Test func `what has not changed is not sent again`() async throws {
        let server = try LoopbackServer { request in
            guard request.headers["if-none-match"] == "W/\"a\"" else {
                return .whole(status: 200, headers: [("ETag", "W/\"a\"")], body: [0x31])
            }
            // The length is that of what is not sent.
            return .text("HTTP/1.1 304 Not Modified\r\nContent-Length: 1\r\nETag: \"b\"\r\n\r\n")
        }
        let client = HTTPClient.live(Self.small)
        let address = try WebAddress(server.url)
        let first = try await client.get(HTTPRequest(address))
        let tag = try #require(first.etag)
        let header = try #require(HTTPHeader("If-None-Match", tag))
        let second = try await client.get(HTTPRequest(address, headers: [header]))
        #expect(first.body == [0x31])
        #expect(second.status == 304)
        #expect(second.body.isEmpty)
        #expect(second.wireBytes == 0)
        #expect(second.etag == "\"b\"")
    }

    @Test func `a connection is used again`() async throws {
        let server = try LoopbackServer { _ in .json("{}") }
        let client = HTTPClient.live(Self.patient)
        for _ in 1...5 { _ = try await client.get(HTTPRequest(WebAddress(server.url))) }
        #expect(server.requests.map(\.connection) == [1, 1, 1, 1, 1])
    }

    @Test func `a fault costs its own request only`() async throws {
        let server = try LoopbackServer { request in
            request.target == "/bad" ? .hang : .json("{}")
        }
        let client = HTTPClient.live(Self.small)
        let bad = try HTTPRequest(WebAddress(server.url + "/bad"))
        let good = try HTTPRequest(WebAddress(server.url + "/good"))
        async let hanging = client.fetch(bad)
        for _ in 1...20 { #expect(try await client.get(good).status == 200) }
        #expect(await hanging == .failure(.timedOut))
    }

    @Test(
        arguments: [
            ("http", LoopbackServer.Answer.hang),
            ("https", .hang),  // TLS is never agreed on.
            ("http", .slow(Array("\(head)\r\nabc".utf8), pause: .milliseconds(20))),
            (
                "http",
                .endless(
                    start: Array("\(head)\r\n".utf8),
                    again: [UInt8](repeating: 0x20, count: 64 << 10))
            ),
            ("http", gzip(bomb)),
        ])
    func `a server that is a burden holds up no other`(
        scheme: String, answer: LoopbackServer.Answer
    ) async throws {
        let burden = try LoopbackServer { _ in answer }
        let good = try LoopbackServer { _ in .json("{}") }
        let client = HTTPClient.live(Self.patient)
        let bad = try HTTPRequest(WebAddress("\(scheme)://127.0.0.1:\(burden.port)"))
        let request = try HTTPRequest(WebAddress(good.url))
        let burdens = (1...3).map { _ in Task { await client.fetch(bad) } }
        while burden.connections < 3 { await Task.yield() }
        for _ in 1...20 { #expect(try await client.get(request).status == 200) }
        for task in burdens { task.cancel() }
        for task in burdens { _ = await task.value }
        #expect(good.connections == 1)
    }

    @Test func `a redirect is followed, and the last host told`() async throws {
        let last = try LoopbackServer { _ in .json("{}") }
        let first = try LoopbackServer { request in
            request.target == "/a" ? .redirect("/b") : .redirect(last.url + "/c")
        }
        let response = try await fetch(first.url + "/a").get()
        #expect(response.host == "127.0.0.1:\(last.port)")
        #expect(first.requests.map(\.target) == ["/a", "/b"])
        #expect(last.requests.map(\.target) == ["/c"])
    }

    @Test func `a request that stays on its host goes to no other`() async throws {
        let other = try LoopbackServer { _ in .json("{}") }
        let first = try LoopbackServer { request in
            request.target == "/a"
                ? .redirect("/b") : .redirect("http://localhost:\(other.port)/c")
        }
        let request = try HTTPRequest(WebAddress(first.url + "/a"), staysOnHost: true)
        let result = await HTTPClient.live(Self.small).fetch(request)
        #expect(result == .failure(.redirectedAway(to: "localhost:\(other.port)")))
        #expect(first.requests.map(\.target) == ["/a", "/b"])
        #expect(other.connections == 0)
    }

    @Test func `another port of a host is another server`() async throws {
        let other = try LoopbackServer { _ in .json("{}") }
        let first = try LoopbackServer { _ in .redirect(other.url + "/c") }
        let request = try HTTPRequest(WebAddress(first.url), staysOnHost: true)
        let result = await HTTPClient.live(Self.small).fetch(request)
        #expect(result == .failure(.redirectedAway(to: "127.0.0.1:\(other.port)")))
        #expect(other.connections == 0)
    }

    @Test func `a secret goes to the server it is for, not where that redirects to`() async throws {
        let key = try #require(SecretHeader("X-CW-API-Key", Secret("tell-no-one")))
        let other = try LoopbackServer { _ in .json("{}") }
        let own = try LoopbackServer { request in
            request.target == "/a" ? .redirect("/b") : .redirect(other.url)
        }
        _ = try await fetch(own.url + "/a", secrets: [key]).get()
        #expect(own.requests.map { $0.headers["x-cw-api-key"] } == ["tell-no-one", "tell-no-one"])
        #expect(other.requests.map { $0.headers["x-cw-api-key"] } == [nil])
    }

    @Test func `cancelling the task ends the transfer`() async throws {
        let server = try LoopbackServer { _ in .hang }
        let client = HTTPClient.live(Self.patient)
        let request = try HTTPRequest(WebAddress(server.url))
        let task = Task { await client.fetch(request) }
        while server.requests.isEmpty { await Task.yield() }
        task.cancel()
        #expect(await task.value == .failure(.cancelled))
    }

    @Test func `a task that is cancelled already fetches nothing`() async throws {
        let server = try LoopbackServer { _ in .hang }
        let client = HTTPClient.live(Self.patient)
        let request = try HTTPRequest(WebAddress(server.url))
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await client.fetch(request)
        }
        task.cancel()
        #expect(await task.value == .failure(.cancelled))
    }

    @Test func `the errors read as sentences go on after a host's name`() {
        #expect("\(HTTPError.tooLarge(limit: 64 << 20))" == "an answer of more than 64 MB")
        #expect("\(HTTPError.headersTooLarge)" == "too many headers, or too long ones")
        #expect("\(HTTPError.badCompression)" == "the compressed answer is damaged")
        #expect(
            "\(HTTPError.afterRedirect(host: "a\u{1B}.example", .nameNotFound))"
                == "redirected to a?.example: name not found")
        #expect(
            "\(HTTPError.redirectedAway(to: "a\u{1B}.example"))"
                == "redirects to a?.example, another host")
        #expect(
            "\(HTTPError.badRedirect(.otherScheme("file")))"
                == "redirected: the scheme \"file\" is not allowed: only http and https are")
    }
}
