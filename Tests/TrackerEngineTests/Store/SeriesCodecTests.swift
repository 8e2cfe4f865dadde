import TestSupport
import Testing

@testable import TrackerEngine

struct SeriesCodecTests {
    @Test(arguments: UInt64(1)...400)
    func `an hour comes back to the bit`(seed: UInt64) throws {
        let amounts = Samples.amounts(60, seed: seed)
        let chunk = SeriesCodec.encode(amounts)
        guard amounts.contains(where: { !$0.isNaN }) else { return #expect(chunk == nil) }
        let packed = try #require(chunk)
        #expect(Samples.isSame(try #require(Self.decoded(packed)), amounts))
        #expect(packed.count <= SeriesCodec.longest)
    }

    @Test(arguments: UInt64(1)...400)
    func `one price out of an hour is that of the whole hour`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let amounts = Samples.amounts(60, seed: seed)
        guard var chunk = SeriesCodec.encode(amounts) else { return }
        for step in 0..<40 {
            // At last chunks that are none of ours.
            if step > 30 {
                chunk[Int.random(in: 0..<chunk.count, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            let decoded = Self.decoded(chunk)
            let wanted = random.next() & random.next() >> UInt64.random(in: 0...60, using: &random)
            let places = (0..<60).filter {
                wanted >> UInt64($0) & 1 == 1 && decoded?[$0].isNaN == false
            }
            for end in WindowEnd.allCases {
                let found = Self.price(of: chunk, at: end, in: wanted)
                #expect(found?.offset == (end == .oldest ? places.first : places.last))
                #expect(found?.amount == found.flatMap { decoded?[$0.offset] })
            }
        }
    }

    @Test func `an hour of holes has no chunk`() {
        #expect(SeriesCodec.encode(Array(repeating: .nan, count: 60)) == nil)
    }

    @Test func `a constant hour takes a few bytes`() throws {
        let chunk = try #require(SeriesCodec.encode(Array(repeating: 48801.3, count: 60)))
        #expect(chunk.count <= 5)
    }

    @Test(arguments: [0.1, 1e-7, 3.2e-7, 1.6764489013006054e21, 0.1 + 0.2])
    func `each number alone in its hour comes back`(amount: Double) throws {
        var amounts = Array(repeating: Double.nan, count: 60)
        amounts[59] = amount
        let chunk = try #require(SeriesCodec.encode(amounts))
        #expect(Samples.isSame(try #require(Self.decoded(chunk)), amounts))
    }

    @Test(arguments: UInt64(1)...300)
    func `a chunk cut short or with changed bytes never crashes`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        guard var chunk = SeriesCodec.encode(Samples.amounts(60, seed: seed)) else { return }
        for length in 0..<chunk.count { _ = Self.decoded(Array(chunk.prefix(length))) }
        for _ in 0..<50 {
            chunk[Int.random(in: 0..<chunk.count, using: &random)] = UInt8.random(
                in: 0...255, using: &random)
            guard let amounts = Self.decoded(chunk) else { continue }
            #expect(amounts.count == 60)
        }
    }

    static func price(
        of chunk: [UInt8], at end: WindowEnd, in wanted: UInt64
    ) -> (offset: Int, amount: Double)? {
        let padded = chunk + [UInt8](repeating: 0xFF, count: SeriesCodec.slack)
        return unsafe padded.withUnsafeBytes { bytes in
            unsafe SeriesCodec.price(
                of: UnsafeRawBufferPointer(rebasing: bytes[..<chunk.count]), at: end, in: wanted)
        }
    }

    static func decoded(_ chunk: [UInt8]) -> [Double]? {
        let padded = chunk + [UInt8](repeating: 0xFF, count: SeriesCodec.slack)
        var amounts = [Double](repeating: 0, count: 60)
        let isSound = unsafe padded.withUnsafeBytes { bytes in
            unsafe amounts.withUnsafeMutableBufferPointer { amounts in
                guard let base = amounts.baseAddress else { return false }
                return unsafe SeriesCodec.decode(
                    UnsafeRawBufferPointer(rebasing: bytes[..<chunk.count]), into: base)
            }
        }
        return isSound ? amounts : nil
    }
}
