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
            (["*;q=0.1, identity;q=0.5"], .identity), (["gzip;q=0.5, identity"], .identity),
            (["gzip;q=0.5, identity;q=0.5"], .gzip), (["identity;q=0"], .identity),
            (["identity;q=0, gzip;q=0.1"], .gzip), (["gzip;q=2"], .identity),
            (["gzip;q=-1"], .identity),
            (["gzip;q=1.001"], .identity), (["gzip;q=0.1234"], .identity), (["gzip;q="], .identity),
            (["gzip;x=1"], .identity), (["gzip;q=1;x=1"], .identity), ([",, ,gzip,"], .gzip),
            (["gzip;q=0", "gzip"], .identity), (["br", "gzip"], .gzip), (["gzip;q=0.x"], .identity),
            (["gzipped"], .identity), (["ｇｚｉｐ"], .identity), (["gzip;q=0."], .identity),
            (["gzip;q=1."], .gzip),
        ] as [([String], ContentCoding)])
    func `a client gets the form that it likes best`(
        _ accepted: [String], _ coding: ContentCoding
    ) {
        #expect(ContentCoding(accepted: accepted) == coding)
    }
}
