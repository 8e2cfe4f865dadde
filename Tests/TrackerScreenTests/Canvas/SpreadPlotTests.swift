import TestSupport
import Testing

@testable import TrackerScreen

struct SpreadPlotTests {
    private static func drawn(
        _ values: [Double], _ width: Int, _ height: Int, symbols: Symbols = .unicode,
        most: Double = .infinity
    ) -> Canvas {
        var canvas = Canvas(Size(width: width, height: height), symbols: symbols)
        SpreadPlot(values[...], limit: 10, most: most).draw(on: &canvas)
        return canvas
    }

    @Test func `what is above 0 fills upwards, what is below downwards`() {
        #expect(Self.drawn([4, 4, -4, -4], 2, 3).rows == ["⣿ ", "⠛⣤", " ⣿"])
        #expect(Self.drawn([0.01, 0.01, -4, -4], 2, 3).rows == ["  ", "⠒⣤", " ⣿"])
        #expect(Self.drawn([0, 0, 0, 0], 2, 3).rows == ["  ", "⠒⠒", "  "])
        let plain = Self.drawn([4, -4], 2, 3, symbols: .ascii).rows.joined()
        #expect(plain.allSatisfy { $0.isASCII } && plain.contains { $0 != " " })
    }

    @Test(arguments: [
        (0.0, 1.0), (0.4, 1), (1, 1), (1.01, 1.5), (7.2, 8), (10, 10), (10.01, 15), (24.2, 25),
        (25.1, 30), (999, 1000), (1e9, 1e9),
    ])
    func `the axis ends at a round size`(size: Double, end: Double) {
        #expect(SpreadPlot([size, .nan, -size / 2], limit: 10).end == end)
        #expect(SpreadPlot([-size], limit: 10).end == end)
    }

    @Test(arguments: [10, 10.01, -10, -10.01, 24, -24])
    func `beyond the limit alone it warns`(size: Double) {
        let canvas = Self.drawn([1, 1, size, size, 1, 1], 3, 7)
        let styles = (0..<7).map { canvas[1, $0] }.filter { $0.scalar != " " }.map(\.style)
        #expect(styles.contains(.warning) == (size.magnitude > 10))
        #expect((0..<7).allSatisfy { canvas[0, $0].style != .warning })
    }

    @Test func `one distance far beyond all others has a mark at the edge`() {
        var values = Array(repeating: 2.0, count: 40)
        (values[10], values[30]) = (900, -900)
        let canvas = Self.drawn(values, 20, 7, most: 8)
        #expect(SpreadPlot(values[...], limit: 10, most: 8).end == 30)
        #expect(canvas[5, 0].scalar == "▲" && canvas[15, 6].scalar == "▼")
        #expect(canvas[5, 0].style == .warning && canvas[3, 0].scalar == " ")
    }

    @Test(arguments: UInt64(1)...40)
    func `any figures are drawn inside, with holes on the line of 0`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let values = (0..<Int.random(in: 0...200, using: &random)).map { _ -> Double in
            switch Int.random(in: 0...5, using: &random) {
            case 0: .nan
            case 1: 0
            case 2: Double.random(in: -1e7...1e7, using: &random)
            case 3: Bool.random(using: &random) ? 1e300 : -1e300
            default: Double.random(in: -30...30, using: &random)
            }
        }
        for symbols in [Symbols.unicode, .ascii, Symbols.unicode.withBlocks] {
            for (width, height) in [(0, 0), (1, 1), (7, 3), (60, 7), (300, 5)] {
                _ = Self.drawn(values, width, height, symbols: symbols, most: 12)
            }
        }
        #expect(Self.drawn([], 2, 1).rows == ["  "])
        let holes = Self.drawn([.nan, .nan, 3, 3], 2, 3)
        #expect(holes[0, 1].scalar == "·" && holes[0, 1].style == .warning)
    }
}
