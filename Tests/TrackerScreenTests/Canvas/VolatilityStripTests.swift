import Testing

@testable import TrackerScreen

struct VolatilityStripTests {
    @Test func `a few pairs are seen beside hundreds, and the pair's own bin stands out`() {
        var counts = Array(repeating: 0, count: 40)
        (counts[15], counts[34]) = (300, 1)
        let strip = VolatilityStrip(counts: counts, own: 34)
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
