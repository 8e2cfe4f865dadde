import TestSupport
import Testing

@testable import TrackerEngine

struct FingerprintTests {
    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        unsafe bytes.withUnsafeBytes { unsafe Fingerprint.of($0) }
    }

    @Test func `a byte more, less or other is another hash, at every length and place`() {
        var seen: Set<UInt64> = [Self.hash([])]
        var count = 1
        for length in 1...100 {
            for place in 0..<length {
                var bytes = [UInt8](repeating: 0, count: length)
                bytes[place] = 1
                seen.insert(Self.hash(bytes))
                count += 1
            }
            seen.insert(Self.hash([UInt8](repeating: 0, count: length)))
            count += 1
        }
        #expect(seen.count == count)
    }

    @Test func `it does not depend on where the bytes are`() {
        let bytes = (0..<100).map { UInt8($0) }
        for offset in 0..<16 {
            let moved = [UInt8](repeating: 7, count: offset) + bytes
            let hash = unsafe moved.withUnsafeBytes {
                unsafe Fingerprint.of(UnsafeRawBufferPointer(rebasing: $0[offset...]))
            }
            #expect(hash == Self.hash(bytes))
        }
    }

    @Test func `tags stay the same from one release to the next`() {
        #expect(Self.hash(Array("tracker".utf8)) == 11_506_245_222_122_256_440)
    }
}
