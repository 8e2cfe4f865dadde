import TestSupport
import Testing

@testable import TrackerEngine

/// What the port makes of heads that two readers could take for different requests.
@Suite(.timeLimit(.minutes(5)))
struct HeadFaultTests {
    struct Head: Sendable, CustomStringConvertible {
        let description: String
        let bytes: String
        /// `nil` for a head that is sound.
        var fault: HeadFault?

        init(_ description: String, _ lines: String..., fault: HeadFault? = nil) {
            self.description = description
            bytes = lines.map { $0 + "\r\n" }.joined() + "\r\n"
            self.fault = fault
        }

        init(_ description: String, bytes: String, fault: HeadFault? = nil) {
            (self.description, self.bytes, self.fault) = (description, bytes, fault)
        }
    }

    private static let get = "GET /x HTTP/1.1"
    private static let host = "Host: localhost"

    private static let heads = [
        Head("two lengths", get, host, "Content-Length: 0", "Content-Length: 5", fault: .lengths),
        Head(
            "one length twice", get, "Content-Length: 0", host, "content-length: 0",
            fault: .lengths),
        Head(
            "a coding and a length", get, host, "Transfer-Encoding: chunked", "Content-Length: 5",
            fault: .coding),
        Head(
            "a length and a coding", get, host, "Content-Length: 5", "Transfer-Encoding: chunked",
            fault: .coding),
        Head("two hosts", get, host, host, fault: .host),
        Head("two hosts, one of them another", get, host, "HOST: evil", fault: .host),
        Head("two hosts in HTTP/1.0", "GET /x HTTP/1.0", host, host, fault: .host),
        Head("no host", get, "X: y", fault: .host),
        Head("no field", get, fault: .host),
        Head("no host in absolute form", "GET http://localhost/x HTTP/1.1", fault: .host),
        Head("xchunked", get, host, "Transfer-Encoding: xchunked", fault: .coding),
        Head("gzip", get, host, "Transfer-Encoding: gzip", fault: .coding),
        Head("identity", get, host, "Transfer-Encoding: identity", fault: .coding),
        Head("chunked, gzip", get, host, "Transfer-Encoding: chunked, gzip", fault: .coding),
        Head("no coding", get, host, "Transfer-Encoding:", fault: .coding),
        Head(
            "chunked twice", get, host, "Transfer-Encoding: chunked", "Transfer-Encoding: chunked",
            fault: .coding),
        Head(
            "chunked in HTTP/1.0", "GET /x HTTP/1.0", host, "Transfer-Encoding: chunked",
            fault: .coding),
        Head(
            "a blank before the colon", get, host, "Transfer-Encoding : chunked", fault: .name),
        Head("a tab before the colon", get, host, "X\t: y", fault: .name),
        Head("a blank in a name", get, host, "X Y: z", fault: .name),
        Head("a control in a name", get, host, "X\u{1}: y", fault: .name),
        Head("a letter beyond ASCII in a name", get, host, "\u{FC}: y", fault: .name),
        Head("no name", get, ": y", host, fault: .name),
        // The library takes it for the empty line at the end.
        Head("no name in a later field", get, host, ": y", "X: y", fault: .hidden),
        Head("a NUL in the host", get, "Host: localhost\0.evil", "X: y", fault: .hidden),
        Head("a NUL in the last field", get, "Host: localhost\0.evil", fault: .hidden),
        Head("NULs in the last field", get, "Host: localhost\0\0\0\0.evil", fault: .hidden),
        Head("a NUL in another value", get, "X: \0", host, fault: .hidden),
        Head("a line of a NUL", get, host, "\0X: y", fault: .hidden),
        Head("a NUL in the path", "GET /x\0y HTTP/1.1", host, fault: .hidden),
        Head("a NUL before the query", "GET /x\0?age=1 HTTP/1.1", host, fault: .hidden),
        Head("a NUL in the query", "GET /x?age=1\0&age=2 HTTP/1.1", host, fault: .hidden),
        Head("a bare CR in a value", get, host, "X: a\rY: b", fault: .hidden),
        Head("a folded value", get, host, "X: a", " b", fault: .hidden),
        Head("a folded host", get, "Host: localhost", "\t.evil", "X: y", fault: .hidden),
        Head(
            "a long target", "GET /\(String(repeating: "a", count: 4096)) HTTP/1.1", host,
            fault: .longTarget),
        Head(
            "a long query", "GET /?\(String(repeating: "a", count: 4096)) HTTP/1.1", host,
            fault: .longTarget),
        Head(
            "a long field", get, host, "X: \(String(repeating: "a", count: 10_240))",
            fault: .long),
        Head(
            "many fields",
            bytes: "\(get)\r\n\(host)\r\n" + String(repeating: "a:b\r\n", count: 64) + "\r\n",
            fault: .long),
        // What is sound, however odd.
        Head("plain", get, host),
        Head("HTTP/1.0 without a field", "GET /x HTTP/1.0"),
        Head("absolute form", "GET http://localhost:8080/x HTTP/1.1", host),
        Head("a length of nothing", get, host, "Content-Length: 0"),
        Head("blanks around a value", get, "Host:   localhost", "X:", "Y: \t"),
        Head("every mark in a name", get, host, "!#$%&'*+-.^_`|~09azAZ: y"),
        Head("line ends without CR", bytes: "\(get)\n\(host)\nX: y\n\n"),
        Head("HTTP/1.0 with bare line ends", bytes: "GET /x HTTP/1.0\n\n"),
        Head("an empty line before", bytes: "\r\n\(get)\r\n\(host)\r\n\r\n"),
        Head("a query", "GET /x?a=%00&b+c&&=d HTTP/1.1", host),
        Head("two blanks", "GET  /x  HTTP/1.1", host),
        Head("letters beyond ASCII in a value", get, host, "X: \u{FC}"),
        Head("cookies", get, host, "Cookie: a=b; c=\"d\"; e", "X: y"),
        Head(
            "as long as may be", "GET /\(String(repeating: "a", count: 4095)) HTTP/1.1", host,
            "X: \(String(repeating: "a", count: 6000))"),
        Head(
            "as many as may be",
            bytes: "\(get)\r\n\(host)\r\n"
                + String(repeating: "a:b\r\n", count: 63) + "\r\n"),
    ]

    private static func serve() throws -> (port: JSONPort, number: UInt16) {
        let port = JSONPort(clock: StillClock(PortSamples.now))
        port.publish(PortSamples.snapshot(try PortSamples.window([:])))
        return (port, try port.start(at: try PortAddress(port: "0")).port)
    }

    @Test(arguments: heads, [false, true])
    func `a head that can be read in two ways is refused and ends its connection`(
        _ head: Head, isSecond: Bool
    ) throws {
        let (port, number) = try Self.serve()
        defer { port.stop() }
        let client = try PortClient(port: number)
        if isSecond {
            client.ask("/x")
            #expect(try client.answer().status == 404)
        }
        // What follows is never taken for a request of its own.
        client.send(head.bytes + "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let answer = try client.answer()
        guard let fault = head.fault else {
            #expect(answer.status == 404 && answer.text.contains("No such path"))
            return
        }
        #expect(answer.status == fault.response.status)
        #expect(answer.body == fault.response.body.bytes)
        #expect(answer["content-type"] == "application/json")
        #expect(answer["x-content-type-options"] == "nosniff")
        #expect(client.isCut())
    }

    @Test func `a head in pieces is the same head`() throws {
        let (port, number) = try Self.serve()
        defer { port.stop() }
        for head in Self.heads where head.bytes.utf8.count < 200 {
            let client = try PortClient(port: number)
            for character in head.bytes.unicodeScalars { client.send(String(character)) }
            #expect(try client.answer().status == head.fault?.response.status ?? 404, "\(head)")
        }
    }

    @Test func `a body in chunks is read to its end`() throws {
        let (port, number) = try Self.serve()
        defer { port.stop() }
        let client = try PortClient(port: number)
        client.ask("/x", ["Transfer-Encoding: Chunked"])
        client.send("5\r\nhello\r\n0\r\n\r\n")
        #expect(try client.answer().status == 404)
        client.ask("/healthz")
        #expect(try client.answer().status == 200)
    }

    @Test func `every fault has words`() {
        for fault in HeadFault.allCases {
            #expect([400, 414, 431].contains(fault.response.status))
        }
        #expect(
            Set(HeadFault.allCases.map { $0.response.body.bytes }).count == HeadFault.allCases.count
        )
    }
}
