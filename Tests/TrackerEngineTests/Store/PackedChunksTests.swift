import TestSupport
import Testing

@testable import TrackerEngine

struct PackedChunksTests {
    @Test(arguments: UInt64(1)...40)
    func `hours come back from wherever they lie in the buffer`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let hours = (0..<Int.random(in: 1...20, using: &random)).map {
            Samples.amounts(60, seed: seed * 100 + UInt64($0) + 1)
        }
        var built = PackedChunks.Builder(slots: 0)
        var sorted = PackedChunks.Sorter(slots: hours.count)
        for hour in hours {
            unsafe hour.withUnsafeBufferPointer { unsafe built.append(packing: $0) }
        }
        for place in hours.indices.shuffled(using: &random) {
            sorted.set(SeriesCodec.encode(hours[place]) ?? [], of: place)
        }
        #expect(built.chunks == sorted.chunks)
        #expect(built.chunks.count == hours.count)
        for (place, hour) in hours.enumerated() {
            #expect(Samples.isSame(Self.amounts(built.chunks, place), hour))
            let present = hour.enumerated().reduce(UInt64(0)) {
                $1.element.isNaN ? $0 : $0 | 1 << UInt64($1.offset)
            }
            #expect(SeriesCodec.present(in: built.chunks[place]) == present)
        }
    }

    @Test func `bytes that are no chunk are an hour of holes`() {
        var chunks = PackedChunks()
        chunks.append([0xFF, 1, 2])
        chunks.append([])
        for place in 0..<2 {
            #expect(Self.amounts(chunks, place).allSatisfy { $0.isNaN })
        }
    }

    static func amounts(_ chunks: PackedChunks, _ place: Int) -> [Double] {
        var amounts = [Double](repeating: 0, count: 60)
        unsafe amounts.withUnsafeMutableBufferPointer {
            guard let base = $0.baseAddress else { return }
            unsafe chunks.read(place, into: base)
        }
        return amounts
    }
}
