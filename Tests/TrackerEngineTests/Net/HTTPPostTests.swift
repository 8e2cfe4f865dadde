import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct HTTPPostTests {
    static func send(
        _ method: HTTPRequest.Method, to url: String, _ body: [UInt8], limit: Int? = nil
    ) async throws -> HTTPResponse {
        var request = HTTPRequest(try WebAddress(url))
        request.method = method
        request.body = body
        request.answerLimit = limit
        return try await HTTPClient.live(HTTPClientTests.patient).get(request)
    }

    @Test(arguments: [HTTPRequest.Method.post, .put], [0, 1, 5000, 200_000])
    func `a body arrives as it is, zeros included`(
        method: HTTPRequest.Method, size: Int
    ) async throws {
        let server = try LoopbackServer { _ in .json("{}") }
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let response = try await Self.send(method, to: "\(server.url)/a?b=c", body)
        #expect(response.status == 200)
        let request = try #require(server.requests.last)
        #expect(request.method == method.rawValue && request.target == "/a?b=c")
        #expect(request.body == body)
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect of a POST is an answer, and is not followed`(status: Int) async throws {
        let other = try LoopbackServer { _ in .json("{}") }
        let server = try LoopbackServer { _ in
            .whole(status: status, headers: [("Location", other.url)], body: [])
        }
        let response = try await Self.send(.post, to: server.url, [1])
        #expect(response.status == status)
        #expect(server.requests.count == 1 && other.connections == 0)
    }

    @Test func `only the beginning of a long answer is kept`() async throws {
        let server = try LoopbackServer { _ in
            .endless(start: Array("HTTP/1.1 503 X\r\nRetry-After: 7\r\n\r\n".utf8), again: [0x61])
        }
        let response = try await Self.send(.post, to: server.url, [1], limit: 100)
        #expect(response.status == 503 && response.body == [UInt8](repeating: 0x61, count: 100))
        #expect(response.retryAfter(now: Timestamp(milliseconds: 0)) == .seconds(7))
    }
}
