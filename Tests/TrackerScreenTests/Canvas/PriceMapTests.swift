import TestSupport
import Testing

@testable import TrackerScreen

struct PriceMapTests {
    @Test(arguments: UInt64(1)...30)
    func `the fewest rows hold most of all minutes`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let map = PriceMap((0..<9).map { _ in Int.random(in: 0...120, using: &random) })
        let known = map.minutes.reduce(0, +)
        let held = map.outstanding.map { map.minutes[$0] }
        #expect(Double(held.reduce(0, +)) >= Double(known) * 0.7)
        #expect(Double(held.dropLast().reduce(0, +)) < Double(known) * 0.7)
        #expect(held.first == map.minutes.max())
    }

    @Test func `the longest row is the accent, others are drawn back`() {
        let map = PriceMap([6, 1, 3, 0])
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
    @Test func `a column is as high as its move, and stands out beyond the usual`() {
        var columns = Array(repeating: MoveBars.Column?(.init(size: 0.001, isUp: false)), count: 20)
        columns[10] = .init(size: 0.01, isUp: true)
        columns[15] = nil
        let bars = MoveBars(columns: columns, usual: 0.001)
        #expect(bars.largest == 0.01)
        var canvas = Canvas(Size(width: 20, height: 2))
        bars.draw(on: &canvas)
        #expect(canvas[10, 0].scalar == "█" && canvas[10, 0].style == .rising)
        #expect(canvas[3, 0].scalar == " " && canvas[3, 1].style == .dim)
        #expect(canvas[15, 1].scalar == " ")
        let still = MoveBars(columns: [nil, .init(size: 0, isUp: true)], usual: 0)
        #expect(still.largest == 0)
    }
}
