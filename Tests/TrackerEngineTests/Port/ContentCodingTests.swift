import TestSupport
import Testing

@testable import TrackerEngine

struct ContentCodingTests {
    @Test(
        arguments: [
            ([], .identity), ([""], .identity), (["gzip"], .gzip), (["GZip"], .gzip),
            (["x-gzip"], .gzip),
            (["deflate, gzip, br, zstd"], .gzip), (["br"], .identity), (["*"], .gzip),
            (["gzip;q=0"], .identity), (["gzip;q=0.000"], .identity), (["gzip;q=0.001"], .gzip),
            (["gzip; q=1.000"], .gzip), (["gzip ;\tq=0.5 "], .gzip), (["gzip;Q=0"], .identity),
            (["*;q=0"], .identity), (["gzip;q=0, *"], .identity), (["*;q=0, gzip"], .gzip),
            (["*;q=0.1, identity;q=0.5"], .gzip), (["gzip;q=0.5, identity"], .gzip),
            (["br;q=1, *;q=0"], .identity), (["identity;q=0, *"], .gzip),
            (["gzip;q=nan"], .identity),
            (["gzip;q=0.5, identity;q=0.5"], .gzip), (["identity;q=0"], .identity),
            (["identity;q=0, gzip;q=0.1"], .gzip), (["gzip;q=2"], .identity),
            (["gzip;q=-1"], .identity),
            (["gzip;q=1.001"], .identity), (["gzip;q=0.1234"], .gzip), (["gzip;q="], .identity),
            (["gzip;x=1"], .gzip), (["gzip;x=1;q=0"], .identity), ([",, ,gzip,"], .gzip),
            (["gzip;q=0", "gzip"], .identity), (["br", "gzip"], .gzip), (["gzip;q=0.x"], .identity),
            (["gzipped"], .identity), (["ｇｚｉｐ"], .identity), (["gzip;q=0."], .identity),
            (["gzip;q=1."], .gzip),
        ] as [([String], ContentCoding)])
    func `a client that takes gzip gets it`(
        _ accepted: [String], _ coding: ContentCoding
    ) {
        #expect(ContentCoding(accepted: accepted) == coding)
    }

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
