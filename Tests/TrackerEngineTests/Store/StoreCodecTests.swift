import TestSupport
import Testing

@testable import TrackerEngine

struct StoreCodecTests {
    static func prices(_ seed: UInt64) -> [StoredPrice] {
        var random = SeededGenerator(seed: seed)
        var id = 0
        return Samples.amounts(Int.random(in: 0...300, using: &random), seed: seed)
            .filter { !$0.isNaN }
            .map { amount in
                id += Int.random(in: 1...200, using: &random)
                return StoredPrice(id: id, amount: amount)
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
            StoredPrice(
                id: id, amount: Double(Int.random(in: 1...999_999, using: &random)) / 1000)
        }
        #expect(StoreCodec.minute(prices).count <= 150_000)
    }

    @Test(arguments: UInt64(1)...200)
    func `a minute against another one comes back to the bit`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let key = MinuteKey(seq: 7, minute: Minute(index: 1), prices: Self.prices(seed))
        let amounts = key.amounts.map { amount -> Double in
            switch Int.random(in: 0..<6, using: &random) {
            case 0: .nan
            case 1: Double(Int.random(in: 0...99_999, using: &random)) / 100
            case 2: min(amount.nextUp, .greatestFiniteMagnitude)
            case 3: Double.random(in: 0...1e21, using: &random)
            default: amount
            }
        }
        let others = Self.prices(seed + 1000)
        let blob = StoreCodec.minute(amounts, others: others, against: key)
        let decoded = try #require(StoreCodec.minute(from: blob, against: key))
        #expect(Samples.isSame(decoded.amounts, amounts))
        #expect(decoded.others.map(\.id) == others.map(\.id))
        #expect(Samples.isSame(decoded.others.map(\.amount), others.map(\.amount)))
        for _ in 0..<20 {
            var writer = ByteWriter()
            var bytes = Array(
                blob.dropLast(4).prefix(Int.random(in: 0...blob.count, using: &random)))
            if let place = bytes.indices.randomElement(using: &random) {
                bytes[place] = .random(in: 0...255, using: &random)
            }
            writer.append(bytes)
            let lying = StoreCodec.minute(from: writer.sealed(0), against: key)
            #expect(lying.map { $0.amounts.count == key.ids.count } ?? true)
        }
    }

    @Test func `a quiet minute of 25,000 pairs takes a few kilobytes`() {
        let prices = (1...25_000).map { StoredPrice(id: $0, amount: Double($0) / 100) }
        let key = MinuteKey(seq: 1, minute: Minute(index: 1), prices: prices)
        #expect(StoreCodec.minute(key.amounts, others: [], against: key).count < 3200)
    }

    @Test(arguments: UInt64(1)...100)
    func `a blob with a flipped bit or cut short is found out`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let minute = StoreCodec.minute(Self.prices(seed))
        let hour = StoreCodec.hour([3, 9], PackedChunks([[1, 2, 3], []]))
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
        if let prices = StoreCodec.minute(from: writer.sealed(0)) {
            #expect(prices.allSatisfy { $0.amount >= 0 })
        }
        _ = StoreCodec.hour(from: writer.sealed(0))
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

extension PackedChunks {
    init(_ chunks: [[UInt8]]) {
        self.init()
        for chunk in chunks { append(chunk) }
    }
}
