import TestSupport
import Testing

@testable import TrackerEngine

struct MinuteTableTests {
    private static func text(_ points: [(minute: Int, amount: Double)]) -> String {
        let room = points.count * MinuteTable.widest + 2
        var bytes = [UInt8](repeating: 0, count: room)
        let count = unsafe bytes.withUnsafeMutableBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return 0 }
            var table = unsafe MinuteTable(at: start)
            for (minute, amount) in points { table.add(Minute(index: minute), amount) }
            table.finish()
            return table.count
        }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private static func plain(_ points: [(minute: Int, amount: Double)]) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            for (minute, amount) in points {
                writer.key("\(minute * 60)")
                writer.number(amount)
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Starts at which something may go wrong: before 1970, where digits are added, at carries.
    @Test(arguments: [
        -1500, -1, 16_666_600, 16_666_666, 27_169_467, 30_000_000, 33_333_299, 166_666_600,
        166_663_667,
        9_999_999_999,
    ])
    func `keys go up by a minute, over every carry`(start: Int) {
        let points = (start..<start + 3000).map { (minute: $0, amount: 1.5) }
        #expect(Self.text(points) == Self.plain(points))
    }

    @Test(arguments: UInt64(1)...100)
    func `holes, repeats and changes give what a plain writer gives`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var minute = 27_169_467
        var amount = 48801.3
        let points = (0..<500).map { _ in
            minute += random.next() % 4 == 0 ? Int(random.next() % 300) + 1 : 1
            switch random.next() % 8 {
            case 0: amount = Double(random.next() % 1_000_000) / 100
            case 1: amount = Double(random.next() % 1000) / 1e9
            case 2: amount = 1 / Double(random.next() % 1000 + 1)
            case 3: amount = random.next() % 2 == 0 ? 0 : -0.0
            default: break
            }
            return (minute: minute, amount: amount)
        }
        #expect(Self.text(points) == Self.plain(points))
    }

    @Test func `without a price it is empty`() {
        #expect(Self.text([]) == "{}")
    }
}
