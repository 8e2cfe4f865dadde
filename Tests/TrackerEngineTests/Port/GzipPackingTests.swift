import TestSupport
import Testing

@testable import TrackerEngine

struct GzipPackingTests {
    @Test(arguments: UInt64(1)...20)
    func `what is packed is unpacked to the same bytes`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        // Prices, and what cannot be packed at all.
        let bytes = (0..<Int(seed) * 5000).map { _ in
            seed.isMultiple(of: 5)
                ? UInt8(truncatingIfNeeded: random.next())
                : UInt8(ascii: "0") + UInt8(random.next() % 10)
        }
        let packed = try #require(GzipPacking.packed(PortBody(bytes)))
        #expect(packed.coding == .gzip)
        #expect(try Unpacking.bytes(packed.bytes) == bytes)
    }
}
