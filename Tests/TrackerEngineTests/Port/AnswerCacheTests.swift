import TestSupport
import Testing

@testable import TrackerEngine

struct AnswerCacheTests {
    private static func key(_ number: Int, _ coding: ContentCoding = .identity) throws
        -> AnswerCache.Key
    {
        .init(
            instrument: Instrument(market: .kraken, pair: try Pair("p\(number)")), coding: coding)
    }

    private static func body(_ count: Int = 1000) -> PortBody {
        PortBody([UInt8](repeating: 0, count: count))
    }

    @Test func `what is asked for again outlives a walk through everything`() throws {
        var cache = AnswerCache(limit: 40 * Self.body().weight)
        let hot = try (0..<5).map { try Self.key($0) }
        for key in hot { cache.keep(Self.body(), key) }
        for number in 100..<10_000 {
            cache.keep(Self.body(), try Self.key(number))
            // Each is asked for once while fifteen others come.
            if number.isMultiple(of: 3) { _ = cache.body(hot[number / 3 % 5]) }
        }
        #expect(hot.allSatisfy { cache.body($0) != nil })
    }

    @Test func `one that nobody asks for again has a whole round before it`() throws {
        var cache = AnswerCache(limit: 20 * Self.body().weight)
        for number in 0..<1000 {
            cache.keep(Self.body(), try Self.key(number))
            // Looked at without asking: a copy is asked.
            var copy = cache
            for earlier in max(0, number - 19)...number {
                #expect(copy.body(try Self.key(earlier)) != nil)
            }
        }
    }

    @Test func `both forms of an answer are kept beside each other`() throws {
        var cache = AnswerCache(limit: 100_000)
        let (plain, packed) = (Self.body(), Self.body(10))
        cache.keep(plain, try Self.key(1))
        cache.keep(packed, try Self.key(1, .gzip))
        #expect(cache.body(try Self.key(1)) === plain)
        #expect(cache.body(try Self.key(1, .gzip)) === packed)
        #expect(cache.weight == plain.weight + packed.weight)
    }

    @Test(arguments: UInt64(1)...50)
    func `whatever is asked for, the weight is that of what is there, and below the limit`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var cache = AnswerCache(limit: 50_000)
        var kept: [AnswerCache.Key: PortBody] = [:]
        for _ in 0..<500 {
            let key = try Self.key(
                Int.random(in: 0..<30, using: &random),
                Bool.random(using: &random) ? .gzip : .identity)
            if let body = cache.body(key) {
                #expect(body === kept[key])
            } else {
                let body = Self.body(Int.random(in: 0...20_000, using: &random))
                kept[key] = body
                cache.keep(body, key)
            }
            let there = kept.filter { cache.body($0.key) === $0.value }
            #expect(cache.weight == there.values.reduce(0) { $0 + $1.weight })
            #expect(cache.weight <= 50_000)
        }
    }

    @Test func `what is heavier than the limit is not kept`() throws {
        var cache = AnswerCache(limit: 2000)
        cache.keep(Self.body(500), try Self.key(1))
        cache.keep(Self.body(5000), try Self.key(2))
        #expect(cache.body(try Self.key(1)) != nil)
        #expect(cache.body(try Self.key(2)) == nil)
    }
}
