import Testing

@testable import TrackerEngine

struct ReadyRepliesTests {
    private static func reply(_ count: Int = 1000) throws -> PortReply {
        let body = PortBody([UInt8](repeating: 0, count: count))
        return try #require(PortReply(PortResponse(status: 200, body: body, headers: [])))
    }

    private static func found(_ ready: ReadyReplies, _ question: String, _ hash: UInt64)
        -> PortReply?
    {
        unsafe Array(question.utf8).withUnsafeBytes { unsafe ready.reply(to: $0, hash: hash) }
    }

    @Test func `a reply is found by its bytes, not by their hash alone`() throws {
        var ready = ReadyReplies(limit: 100_000)
        let reply = try Self.reply()
        ready.keep(reply, to: Array("abc".utf8), hash: 1)
        #expect(Self.found(ready, "abc", 1) === reply)
        #expect(Self.found(ready, "abd", 1) == nil)
        #expect(Self.found(ready, "ab", 1) == nil)
        #expect(Self.found(ready, "abc", 2) == nil)
        // The first one stays.
        ready.keep(try Self.reply(), to: Array("abd".utf8), hash: 1)
        #expect(Self.found(ready, "abc", 1) === reply)
        ready.removeAll()
        #expect(Self.found(ready, "abc", 1) == nil && ready.weight == 0)
    }

    @Test func `it never weighs more than its limit`() throws {
        var ready = ReadyReplies(limit: 10_000)
        for hash in 0..<100 as Range<UInt64> {
            ready.keep(try Self.reply(), to: Array("abc".utf8), hash: hash)
            #expect(Self.found(ready, "abc", hash) != nil)
            #expect(ready.weight > 0 && ready.weight <= 10_000)
        }
        ready.keep(try Self.reply(20_000), to: Array("abc".utf8), hash: 100)
        #expect(Self.found(ready, "abc", 100) == nil)
    }
}
