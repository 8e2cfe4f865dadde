import TestSupport
import Testing

@testable import TrackerScreen

struct VolatilityStripTests {
    @Test(arguments: UInt64(1)...30)
    func `every volatility is counted once, wilder ones farther right`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let all = (0..<200).map { _ in
            Int.random(in: 0...9, using: &random) == 0
                ? nil : Double.random(in: 0...0.6, using: &random)
        }
        let own = all.compactMap { $0 }.first
        let strip = VolatilityStrip(all, own: own, bins: 40)
        #expect(strip.counts.reduce(0, +) == all.compactMap { $0 }.count)
        var before = 0
        for percent in 0..<60 {
            let bin = VolatilityStrip([], own: Double(percent) / 100, bins: 40).own ?? -1
            #expect(bin >= before && bin < 40)
            before = bin
        }
        #expect(before == 39)
    }

    @Test func `a few pairs are seen beside hundreds, and the pair's own bin stands out`() {
        let many = Array(repeating: Double?(0.02), count: 300) + [0.2]
        let strip = VolatilityStrip(many, own: 0.2, bins: 40)
        var canvas = Canvas(Size(width: 40, height: 1))
        strip.draw(on: &canvas, style: .accent)
        let rows = Array(canvas.rows[0])
        #expect(Set(rows) == ["▁", "▂", "▇"] && rows.filter { $0 == "▇" }.count == 1)
        let accent = (0..<40).filter { canvas[$0, 0].style == .accent }
        #expect(accent == [strip.own])
    }
}

struct HourStripTests {
    @Test func `an hour is known whole, in part, or not`() {
        let amounts = (0..<1440).map { minute in
            minute < 60 || minute == 100 ? Double.nan : 5
        }
        let strip = HourStrip(amounts) { $0 > 0 }
        var canvas = Canvas(Size(width: strip.width, height: 1))
        strip.draw(on: &canvas)
        #expect(canvas.rows == ["·▫" + String(repeating: "▪", count: 22)])
        #expect(canvas[0, 0].style == .warning && canvas[5, 0].style == .dim)
    }
}
