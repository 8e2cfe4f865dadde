import TestSupport
import Testing

@testable import TrackerScreen

struct PriceMapTests {
    @Test(arguments: UInt64(1)...30)
    func `every minute is in one row, and the fewest rows hold most of them`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let values = (0..<500).map { _ in
            Int.random(in: 0...5, using: &random) == 0
                ? Double.nan : Double(Int.random(in: 0..<9, using: &random))
        }
        let map = PriceMap(values[...], rows: 9, row: { Int($0) }, isThere: \.isFinite)
        let known = values.filter(\.isFinite).count
        #expect(map.minutes.reduce(0, +) == known)
        let held = map.outstanding.map { map.minutes[$0] }
        #expect(Double(held.reduce(0, +)) >= Double(known) * 0.7)
        #expect(Double(held.dropLast().reduce(0, +)) < Double(known) * 0.7)
        #expect(held.first == map.minutes.max())
    }

    @Test func `the longest row is the accent, others are drawn back`() {
        let values = [0.0, 0, 0, 0, 0, 0, 1, 2, 2, 2]
        let map = PriceMap(values[...], rows: 4, row: { Int($0) }, isThere: \.isFinite)
        var canvas = Canvas(Size(width: 6, height: 4))
        map.draw(on: &canvas)
        #expect(canvas.rows == ["██████", "█     ", "███   ", "      "])
        #expect(
            (0..<3).map { canvas[0, $0].style.meaning } == [.accent, .accentFarBack, .accentBack])
    }
}

struct RollingMeanTests {
    @Test(arguments: UInt64(1)...20)
    func `rolling figures are those of the last minutes alone`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let amounts = (0..<300).map { _ in
            Int.random(in: 0...4, using: &random) == 0
                ? Double.nan : 1e6 + Double.random(in: 0...1, using: &random)
        }
        let rolling = RollingMean(amounts, over: 60)
        for place in amounts.indices {
            let part = amounts[max(0, place - 59)...place].filter(\.isFinite)
            guard part.count > 1 else {
                #expect(rolling.means[place].isNaN)
                continue
            }
            let mean = part.reduce(0, +) / Double(part.count)
            let spread = part.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(part.count - 1)
            #expect(abs(rolling.means[place] - mean) < 1e-8)
            #expect(abs(rolling.deviations[place] - spread.squareRoot()) < 1e-6)
        }
    }
}

struct MoveBarsTests {
    @Test func `a column has the median move of its minutes, and stands out beyond the usual`() {
        var values = (0..<400).map { $0.isMultiple(of: 2) ? 100.0 : 100.1 }
        for place in 200..<220 { values[place] = 100 + Double(place - 200) }
        let bars = MoveBars(values[...], columns: 20, isThere: { $0 > 0 })
        #expect(abs(bars.usual - 0.001) < 1e-5)
        #expect(bars.largest == bars.columns[10]?.size)
        var canvas = Canvas(Size(width: 20, height: 2))
        bars.draw(on: &canvas)
        #expect(canvas[10, 0].scalar == "█" && canvas[10, 0].style == .rising)
        #expect(canvas[3, 0].scalar == " " && canvas[3, 1].style == .dim)
        let lonely: [Double] = [.nan, 1, .nan, 2]
        let holes = MoveBars(lonely[...], columns: 4, isThere: { $0 > 0 })
        #expect(holes.columns == [nil, nil, nil, nil] && holes.largest == 0)
    }
}
