import TestSupport
import Testing

@testable import TrackerEngine

struct PortReplyTests {
    private static func reply(_ count: Int = 1000) throws -> PortReply {
        let body = PortBody([UInt8](repeating: 0, count: count))
        return try #require(PortReply(PortResponse(status: 200, body: body, headers: [])))
    }

    private static func request(_ path: String, method: String = "GET") -> PortRequest {
        PortRequest(method: method, path: Array(path.utf8))
    }

    @Test func `a reply is kept for all that its answer depends on`() throws {
        var cache = ReplyCache(limit: 100_000)
        let reply = try Self.reply()
        let asked = Self.request("/a")
        _ = cache.keep(reply, for: asked)
        #expect(cache[asked] === reply)
        #expect(cache[Self.request("/b")] == nil)
        #expect(cache[Self.request("/a", method: "HEAD")] == nil)
        var other = asked
        other.query.append("n", "1")
        #expect(cache[other] == nil)
        other = asked
        other.headers = [PortHeader("accept-encoding", "gzip")]
        #expect(cache[other] == nil)
        // The first one stays.
        _ = cache.keep(try Self.reply(), for: asked)
        #expect(cache[asked] === reply)
        let gone = cache.empty()
        #expect(cache[asked] == nil && cache.weight == 0 && gone[asked] === reply)
    }

    @Test(arguments: UInt64(1)...20)
    func `the cache never weighs more than its limit, and has room for the newest`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var cache = ReplyCache(limit: 20_000)
        for _ in 0..<200 {
            let request = Self.request("/\(random.next() % 50)")
            let reply = cache[request]
            let new = try Self.reply(Int(random.next() % 10_000))
            _ = cache.keep(new, for: request)
            #expect(cache[request] === reply ?? new)
            #expect(cache.weight > 0 && cache.weight <= 20_000)
        }
        let heavy = Self.request("/heavy")
        _ = cache.keep(try Self.reply(20_000), for: heavy)
        #expect(cache[heavy] == nil)
    }
}
