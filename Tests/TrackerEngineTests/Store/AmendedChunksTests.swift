import TestSupport
import Testing

@testable import TrackerEngine

struct AmendedChunksTests {
    @Test(arguments: UInt64(1)...60)
    func `a dictionary of chunks comes to the same`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var (amended, plain) = (AmendedChunks(), [Int: [UInt8]]())
        for _ in 0..<Int.random(in: 0...80, using: &random) {
            let slot = Int.random(in: 0..<24, using: &random)
            let chunk = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let before = amended
            amended.set(chunk, of: slot)
            // A reader's copy stays as it was.
            for (slot, chunk) in plain {
                #expect(before.place(of: slot).map { Array(before.chunks[$0]) } == chunk)
            }
            plain[slot] = chunk
        }
        #expect(amended.slots.map { Int($0) } == plain.keys.sorted())
        #expect(amended.count == amended.chunks.count && amended.isEmpty == plain.isEmpty)
        for slot in 0..<25 {
            #expect(amended.place(of: slot).map { Array(amended.chunks[$0]) } == plain[slot])
        }
    }
}
