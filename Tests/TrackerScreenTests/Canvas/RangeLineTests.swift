import Testing

@testable import TrackerScreen

struct RangeLineTests {
    private static func drawn(_ line: RangeLine, _ symbols: Symbols = .unicode) -> String {
        var canvas = Canvas(Size(width: 11, height: 1), symbols: symbols)
        line.draw(on: &canvas, style: .falling)
        return canvas.rows[0]
    }

    @Test func `the way from the first price to the last lies between the extremes`() {
        let falling = RangeLine(from: 0, to: 10, first: 8, last: 3)
        #expect(Self.drawn(falling) == "───●━━━━╋──")
        #expect(Self.drawn(falling, .ascii) == "---o====|--")
        #expect(Self.drawn(RangeLine(from: 0, to: 10, first: 0, last: 10)) == "╋━━━━━━━━━●")
    }

    @Test func `a price that never changes is in the middle`() {
        #expect(Self.drawn(RangeLine(from: 5, to: 5, first: 5, last: 5)) == "─────●─────")
    }
}

struct TickTapeTests {
    private static func drawn(_ amounts: [Double], width: Int = 6) -> Canvas {
        var canvas = Canvas(Size(width: width, height: 1))
        TickTape(amounts).draw(on: &canvas)
        return canvas
    }

    @Test func `each minute rose, fell, or did neither, the newest at the right`() {
        #expect(Self.drawn([1, 2, 1, 1, .nan, 3]).rows == [" ╹╻···"])
        #expect(Self.drawn([1, 2, 1, 1, 2], width: 2).rows == ["·╹"])
        #expect(Self.drawn([]).rows == ["      "] && Self.drawn([7]).rows == ["      "])
    }

    @Test func `a minute stands out that moved far more than the usual one`() {
        let amounts = [100.0, 101, 100, 101, 100, 110]
        let canvas = Self.drawn(amounts)
        #expect((1..<5).allSatisfy { canvas[$0, 0].style == .dim })
        #expect(canvas[5, 0].style == .rising)
    }
}

struct BigTextTests {
    @Test func `every digit is four columns wide and none looks like another`() {
        let all = "0123456789".map { digit -> [String] in
            let big = BigText(String(digit))
            #expect(big.width == 4 && big.isWhole)
            var canvas = Canvas(Size(width: 4, height: BigText.height))
            big.draw(at: .zero, style: .plain, on: &canvas)
            return canvas.rows
        }
        #expect(Set(all).count == 10)
        #expect(BigText("66,957.8").width == 33 && !BigText("12.35G").isWhole)
    }
}
