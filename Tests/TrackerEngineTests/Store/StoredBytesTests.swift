import TestSupport
import Testing

@testable import TrackerEngine

/// Stores that were written by earlier versions are read: how a price is written never changes.
struct StoredBytesTests {
    private static func amounts(_ count: Int, seed: UInt64) -> [Double] {
        var random = SeededGenerator(seed: seed &+ 1000)
        return Samples.amounts(count, seed: seed).map { amount in
            switch Int.random(in: 0..<8, using: &random) {
            case 0: amount.isNaN ? amount : amount.nextUp.isFinite ? amount.nextUp : amount
            case 1: Double(UInt64.random(in: 0..<9_100_000_000_000_000, using: &random)) / 1e7
            default: amount
            }
        }
    }

    @Test func `packed hours have the bytes that they always had`() {
        var bytes: [UInt8] = []
        for seed in 1...400 as ClosedRange<UInt64> {
            bytes += SeriesCodec.encode(Self.amounts(60, seed: seed)) ?? []
            bytes += SeriesCodec.encode(Samples.amounts(60, seed: seed)) ?? []
        }
        #expect(bytes.count == 206_658)
        #expect(Checksum.crc32c(bytes[...]) == 1_201_487_187)
    }

    @Test func `minutes have the bytes that they always had`() {
        var bytes: [UInt8] = []
        for seed in 1...200 as ClosedRange<UInt64> {
            let prices = Self.amounts(200, seed: seed).enumerated()
                .filter { !$0.element.isNaN }
                .map { StoredPrice(id: $0.offset + 1, amount: $0.element) }
            bytes += StoreCodec.minute(prices).dropLast(4)
            let key = MinuteKey(seq: 7, minute: Minute(index: 1), prices: prices)
            let later = Self.amounts(prices.count, seed: seed &+ 7)
            bytes += StoreCodec.minute(later, others: [], against: key).dropLast(4)
        }
        #expect(bytes.count == 464_173)
        #expect(Checksum.crc32c(bytes[...]) == 4_293_851_176)
    }
}
