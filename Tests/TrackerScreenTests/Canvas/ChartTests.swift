import TestSupport
import Testing

@testable import TrackerScreen

struct ChartTests {
    /// 2022-02-28T12:30Z.
    static let start = 1_646_051_400

    static func wave(holes: Range<Int> = 0..<0) -> [Double] {
        (0..<1440).map { minute in
            let phase = (minute + 720) % 1440
            let height = phase < 720 ? phase : 1440 - phase
            return holes.contains(minute) ? .nan : 100 + Double(height) / 72
        }
    }

    static func drawn(
        _ chart: Chart, _ width: Int, _ height: Int, symbols: Symbols = .unicode
    ) -> [String] {
        var canvas = Canvas(Size(width: width, height: height), symbols: symbols)
        chart.draw(on: &canvas)
        return canvas.rows
    }

    @Test func `a day has a line, round prices and round hours`() throws {
        var canvas = Canvas(Size(width: 60, height: 12))
        Chart(values: Self.wave(holes: 400..<520), start: Self.start).draw(on: &canvas)
        try expectSnapshot(canvas, named: "chart-60x12")
    }

    @Test func `a day has a line in ASCII`() throws {
        var canvas = Canvas(Size(width: 60, height: 12), symbols: .ascii)
        Chart(values: Self.wave(holes: 400..<520), start: Self.start).draw(on: &canvas)
        try expectSnapshot(canvas, named: "chart-ascii-60x12")
    }

    @Test func `a price that never changes is drawn in the middle`() {
        let rows = Self.drawn(Chart(values: Array(repeating: 5, count: 1440), start: 0), 24, 5)
        #expect(
            rows == [
                " ·   ·   ·   ·   ·  5.05", "⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀    5", "                        ",
                " ·   ·   ·   ·   ·  4.95", "1 Jan  12:00            ",
            ])
    }

    @Test func `the smallest spike is seen`() {
        var values = [Double](repeating: 100, count: 1440)
        values[777] = 200
        #expect(Self.drawn(Chart(values: values, start: 0), 40, 8)[0].contains { $0 > "\u{2800}" })
    }

    @Test func `missing minutes leave their columns empty and dot the axis`() {
        let rows = Self.drawn(Chart(values: Self.wave(holes: 480..<960), start: 0), 38, 8)
        let middle = rows.prefix(6).map { Array($0)[11...19] }
        #expect(middle.allSatisfy { $0.allSatisfy { " ·".contains($0) } })
        #expect(Array(rows[6])[11...19].allSatisfy { "·┴".contains($0) })
    }

    @Test(arguments: [
        [], [Double](repeating: .nan, count: 1440), [0, 0, 0], [Double.infinity, -Double.infinity],
    ])
    func `nothing is drawn without a price`(values: [Double]) {
        var canvas = Canvas.crossed(30, 8)
        Chart(values: values, start: 0).draw(on: &canvas)
        #expect(canvas == Canvas.crossed(30, 8))
    }

    @Test(arguments: UInt64(1)...120)
    func `any values on any size stay inside`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let scale = [1e-300, 1e-9, 1, 1e6, 1e15, 1e300][Int(seed) % 6]
        let count = [0, 1, 2, 7, 60, 1440][Int(seed / 6) % 6]
        let values = (0..<count).map { _ in
            Int.random(in: 0...4, using: &random) == 0
                ? Double.nan : Double.random(in: 1...1.1, using: &random) * scale
        }
        for symbols in [Symbols.unicode, .ascii] {
            for (width, height) in [(0, 0), (1, 1), (3, 2), (9, 3), (20, 6), (80, 20), (1, 40)] {
                var canvas = Canvas.crossed(width + 4, height + 2, symbols: symbols)
                canvas.draw(in: Rect(x: 2, y: 1, width: width, height: height)) { part in
                    Chart(values: values, start: Int(seed) * 86_399).draw(on: &part)
                }
                for (y, row) in canvas.rows.enumerated() {
                    #expect(row.hasPrefix("xx") && row.hasSuffix("xx"))
                    if y == 0 || y == height + 1 { #expect(row.allSatisfy { $0 == "x" }) }
                    if symbols.isASCII { #expect(row.utf8.allSatisfy { $0 < 0x80 }) }
                }
            }
        }
    }
}
