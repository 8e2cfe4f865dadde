import TestSupport
import Testing

@testable import TrackerEngine

struct StoreCodecTests {
    static func prices(_ seed: UInt64) -> [(id: Int, amount: Double)] {
        var random = SeededGenerator(seed: seed)
        var id = 0
        return Samples.amounts(Int.random(in: 0...300, using: &random), seed: seed)
            .filter { !$0.isNaN }
            .map { amount in
                id += Int.random(in: 1...200, using: &random)
                return (id, amount)
            }
    }

    @Test(arguments: UInt64(1)...200)
    func `a minute comes back to the bit`(seed: UInt64) throws {
        let prices = Self.prices(seed)
        let decoded = try #require(StoreCodec.minute(from: StoreCodec.minute(prices)))
        #expect(decoded.map(\.id) == prices.map(\.id))
        #expect(Samples.isSame(decoded.map(\.amount), prices.map(\.amount)))
    }

    @Test func `25,000 prices take no more than 150 kB`() {
        var random = SeededGenerator(seed: 1)
        let prices = (1...25_000).map { id in
            (id: id, amount: Double(Int.random(in: 1...999_999, using: &random)) / 1000)
        }
        #expect(StoreCodec.minute(prices).count <= 150_000)
    }

    @Test(arguments: UInt64(1)...100)
    func `a blob with a flipped bit or cut short is found out`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let minute = StoreCodec.minute(Self.prices(seed))
        let hour = StoreCodec.hour([(id: 3, chunk: [1, 2, 3]), (id: 9, chunk: [])])
        for blob in [minute, hour] {
            var flipped = blob
            let byte = Int.random(in: 0..<blob.count, using: &random)
            flipped[byte] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            #expect(StoreCodec.minute(from: flipped) == nil)
            #expect(StoreCodec.hour(from: flipped) == nil)
            let cut = Array(blob.prefix(Int.random(in: 0..<blob.count, using: &random)))
            #expect(StoreCodec.minute(from: cut) == nil)
        }
    }

    @Test(arguments: UInt64(1)...300)
    func `bytes with a right checksum and wrong contents never crash`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var writer = ByteWriter()
        for _ in 0..<Int.random(in: 0...60, using: &random) {
            writer.byte(Bool.random(using: &random) ? .random(in: 0...255, using: &random) : 0xFF)
        }
        if let prices = StoreCodec.minute(from: writer.sealed) {
            #expect(prices.allSatisfy { $0.amount >= 0 })
        }
        _ = StoreCodec.hour(from: writer.sealed)
    }

    /// RFC 3720, appendix B.4.
    @Test func `the checksum is CRC-32C`() {
        #expect(Checksum.crc32c([UInt8](repeating: 0, count: 32)[...]) == 0x8A91_36AA)
        #expect(Checksum.crc32c(Array("123456789".utf8)[...]) == 0xE306_9283)
    }

    @Test(arguments: 0...40)
    func `the checksum is that of one bit after the other`(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let bytes = (0..<count + 3).map { _ in UInt8.random(in: 0...255, using: &random) }[3...]
        var value = UInt32.max
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
        }
        #expect(Checksum.crc32c(bytes) == ~value)
    }
}
