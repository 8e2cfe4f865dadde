import Testing

@testable import TrackerScreen

struct SparklineTests {
    static func drawn(_ values: [Double], symbols: Symbols = .unicode.withBlocks) -> String {
        var canvas = Canvas(Size(width: 24, height: 1), symbols: symbols)
        Sparkline(values, columns: 24)
            .draw(on: &canvas, at: .zero, style: .dim, last: .plain)
        return canvas.rows[0]
    }

    @Test func `a column is the mean of an hour`() {
        let rising = (0..<1440).map { Double($0 / 60 + 1) }
        #expect(Self.drawn(rising) == "▁▁▁▁▂▂▂▃▃▃▄▄▄▄▅▅▅▆▆▆▇▇▇▇")
        #expect(Self.drawn(rising, symbols: .ascii) == "____....----====****####")
    }

    @Test func `braille makes a line of two halves a cell, which holds together`() {
        let rising = (0..<1440).map { Double($0 / 60 + 1) }
        #expect(Self.drawn(rising, symbols: .unicode) == "⣀⣀⣀⣀⣀⣀⠤⠤⠤⠤⠤⠤⠒⠒⠒⠒⠒⠒⠉⠉⠉⠉⠉⠉")
        let saw = (0..<1440).map { $0 / 30 % 2 == 0 ? 1.0 : 2 }
        #expect(Self.drawn(saw, symbols: .unicode) == "⡸" + String(repeating: "⡾", count: 23))
        let holed = (0..<1440).map { $0 < 90 || $0 >= 150 ? 1 : Double.nan }
        #expect(Self.drawn(holed, symbols: .unicode).hasPrefix("⠒⠂⠐⠒"))
    }

    @Test func `the last cell has a style of its own`() {
        for symbols in [Symbols.unicode, .unicode.withBlocks, .ascii] {
            var canvas = Canvas(Size(width: 9, height: 1), symbols: symbols)
            Sparkline([1, 2, 3], columns: 9)
                .draw(on: &canvas, at: .zero, style: .dim, last: .accent)
            #expect(
                (0..<9).map { canvas[$0, 0].style } == [Style](repeating: .dim, count: 8) + [
                    .accent
                ])
        }
    }

    @Test func `hours without a price are blank`() {
        let values = (0..<1440).map { (60..<180).contains($0) ? Double.nan : $0 < 240 ? 0 : 2 }
        #expect(Self.drawn(values) == "    " + String(repeating: "▄", count: 20))
    }

    @Test func `equal prices stay level though their means differ in a digit`() {
        let values = [Double](repeating: 0.1, count: 1439) + [.nan]
        #expect(Self.drawn(values) == String(repeating: "▄", count: 24))
    }

    @Test(arguments: [0, 1, 5, 100])
    func `any number of values will do`(count: Int) {
        _ = Sparkline([Double](repeating: 1, count: count), columns: 24)
        #expect(Sparkline([1, 2], columns: 0).heights.isEmpty)
        #expect(Sparkline([.greatestFiniteMagnitude, 1], columns: 1).heights == [1, 0])
    }
}
