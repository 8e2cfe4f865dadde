import TestSupport
import Testing

@testable import TrackerEngine

struct GzipTests {
    static func packed(_ bytes: [UInt8]) throws -> [UInt8] {
        try #require(
            unsafe bytes.withUnsafeBytes { bytes in
                unsafe GzipWriter.withPacked(bytes, level: 6) { unsafe Array($0) }
            })
    }

    /// Unpacks bytes that come in pieces.
    private static func unpacked(_ pieces: [[UInt8]]) throws -> [UInt8] {
        let reader = try GzipReader()
        var all: [UInt8] = []
        for piece in pieces {
            var rest = piece[...]
            while true {
                let text = try reader.unpack(&rest)
                if text.isEmpty, rest.isEmpty { break }
                #expect(text.count <= 1 << 16)
                all += text
            }
        }
        try reader.finish()
        return all
    }

    @Test(arguments: UInt64(1)...20)
    func `what was packed comes out, however it is cut and in however many files`(seed: UInt64)
        throws
    {
        var random = SeededGenerator(seed: seed)
        var packed: [UInt8] = []
        var expected: [UInt8] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let length = Int.random(in: 0...300_000, using: &random)
            let kinds = UInt8.random(in: 1...255, using: &random)
            let part = (0..<length).map { _ in UInt8.random(in: 0..<kinds, using: &random) }
            expected += part
            packed += try Self.packed(part)
        }
        if Bool.random(using: &random) { packed += [0, 0, 0] }
        var pieces: [[UInt8]] = []
        var rest = packed[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...70_000, using: &random))
            pieces.append(Array(piece))
            rest = rest.dropFirst(piece.count)
        }
        #expect(try Self.unpacked(pieces) == expected)
    }

    @Test func `a file that is cut off or broken is told`() throws {
        let whole = try Self.packed(Array("unix_minute,market,pair,price\n".utf8))
        for length in 1..<whole.count {
            #expect(throws: GzipReader.Failure.cutOff) {
                try Self.unpacked([Array(whole.prefix(length))])
            }
        }
        var broken = whole
        broken[whole.count - 6] ^= 1
        #expect(throws: GzipReader.Failure.broken) { try Self.unpacked([broken]) }
        #expect(throws: GzipReader.Failure.broken) { try Self.unpacked([whole + [0, 0, 7]]) }
        #expect(throws: GzipReader.Failure.broken) { try Self.unpacked([whole + [7, 7, 7]]) }
    }

    /// So many rows as people have them.
    private static func rows(_ count: Int) -> [UInt8] {
        let rows = (0..<count).map {
            "\(29_000_000 + $0),kraken,p\($0 % 7)usd,\($0 * 7919 % 100_000)"
        }
        return Array(rows.joined(separator: "\n").utf8)
    }

    @Test(arguments: [1, 5, 60])
    func `a file with one wrong bit is never said to be cut off`(rows: Int) throws {
        let text = Self.rows(rows)
        let whole = try Self.packed(text)
        for bit in 0..<whole.count * 8 {
            var wrong = whole
            wrong[bit / 8] ^= 1 << UInt8(bit % 8)
            do {
                // Some bits of the header say nothing of the text.
                #expect(try Self.unpacked([wrong]) == text)
            } catch let failure as GzipReader.Failure {
                #expect(failure == .broken, "bit \(bit)")
            }
        }
    }

    @Test(arguments: [1, 5, 60, 6000])
    func `a file that is cut off anywhere is never said to be broken`(rows: Int) throws {
        let whole = try Self.packed(Self.rows(rows))
        // Each place near both ends, and some between.
        let step = max(1, whole.count / 500)
        let places = (1..<whole.count).filter {
            $0 < 40 || $0 > whole.count - 40 || $0.isMultiple(of: step)
        }
        for place in places {
            let halves = [Array(whole[..<(place / 2)]), Array(whole[(place / 2)..<place])]
            #expect(throws: GzipReader.Failure.cutOff, "\(place) of \(whole.count)") {
                try Self.unpacked(halves)
            }
        }
    }
}
