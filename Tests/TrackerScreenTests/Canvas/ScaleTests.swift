import TestSupport
import Testing

@testable import TrackerScreen

struct ScaleTests {
    @Test(arguments: [
        (100.0, 110.0, ["100", "105", "110"]),
        (0.1234, 0.1239, ["0.1234", "0.1236", "0.1238"]),
        (38_200, 41_900, ["39,000", "40,000", "41,000"]),
        (0.00000102, 0.00000138, ["0.0000011", "0.0000012", "0.0000013"]),
        (0, 1, ["0.0", "0.5", "1.0"]),
        (1, 14, ["4", "8", "12"]),
    ])
    func `prices are written on round numbers`(low: Double, high: Double, texts: [String]) {
        let found = PriceScale(low: low, high: high, most: 5).labels.map(\.text)
        #expect(found == texts)
    }

    @Test(arguments: UInt64(1)...500)
    func `three to five prices, all different, all inside`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let magnitude = [1e-8, 1e-3, 1, 1e3, 1e6, 1e12][Int(seed) % 6]
        let low = Double.random(in: 0...1, using: &random) * magnitude
        let high = low + Double.random(in: 0.001...1, using: &random) * magnitude
        let scale = PriceScale(low: low, high: high, most: 5)
        let texts = scale.labels.map(\.text)
        #expect((3...5).contains(texts.count), "\(low) \(high) \(texts)")
        #expect(Set(texts).count == texts.count)
        let slack = (scale.high - scale.low) * 1e-5
        for label in scale.labels {
            #expect(label.price >= scale.low - slack && label.price <= scale.high + slack)
        }
        #expect(scale.row(of: scale.low, among: 10) == 0)
        #expect(scale.row(of: scale.high, among: 10) == 9)
    }

    @Test(arguments: [0.0, 5, 1e-300, 1e15, 1e300])
    func `a flat price lies in the middle`(price: Double) {
        let scale = PriceScale(low: price, high: price, most: 5)
        #expect((4...5).contains(scale.row(of: price, among: 10)))
    }

    @Test(arguments: [10, 20, 40, 60, 100, 180, 500], [0, 19_800, -12_600, 45 * 60])
    func `times are round and never close`(columns: Int, offset: Int) {
        for minutes in [60, 180, 720, 1440] {
            let time = LocalTime { _ in offset }
            let labels = TimeScale(
                start: 1_646_051_460, minutes: minutes, columns: columns, time: time
            ).labels
            for (left, right) in zip(labels, labels.dropFirst()) {
                #expect(right.column - left.column >= TimeScale.closest)
            }
            for label in labels { #expect((0..<columns).contains(label.column)) }
        }
    }

    @Test func `midnight has the date`() {
        let labels = TimeScale(start: 1_646_051_400, minutes: 1440, columns: 60, time: .utc).labels
        #expect(labels.map(\.text) == ["16:00", "20:00", "1 Mar", "04:00", "08:00", "12:00"])
    }
}
