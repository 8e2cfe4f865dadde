import Testing

@testable import TrackerScreen

struct BarTests {
    private static func drawn(
        _ width: Int, _ symbols: Symbols = .unicode, _ draw: (inout Canvas) -> Void
    ) -> String {
        var canvas = Canvas(Size(width: width, height: 1), symbols: symbols)
        draw(&canvas)
        return canvas.rows[0]
    }

    @Test(arguments: [
        (0, "    "), (-1, "    "), (.nan, "    "), (1e-9, "▏   "), (0.25, "█   "),
        (0.28125, "█▏  "), (1, "████"), (7, "████"), (.infinity, "████"),
    ])
    func `a block is as long as its share, and no share above 0 is lost`(
        share: Double, text: String
    ) {
        #expect(Self.drawn(4) { Bar(share).draw(on: &$0, style: .plain) } == text)
    }

    @Test(arguments: [
        (0, "    ", "    "), (0.01, "━   ", "   ━"), (0.5, "━━  ", "  ━━"), (1, "━━━━", "━━━━"),
        (1.001, "━━━▸", "◂━━━"), (.infinity, "━━━▸", "◂━━━"),
    ])
    func `a line that goes on has a mark at its end`(share: Double, left: String, right: String) {
        let bar = Bar(share, .line)
        #expect(Self.drawn(4) { bar.draw(on: &$0, style: .plain) } == left)
        #expect(Self.drawn(4) { bar.draw(on: &$0, style: .plain, fromRight: true) } == right)
    }

    @Test(arguments: [
        (0, "    │    "), (1e-9, "    │━   "), (-1e-9, "   ━│    "), (0.5, "    │━━  "),
        (1, "    │━━━━"), (-1, "━━━━│    "), (1.001, "    │━━━▸"), (-1.001, "◂━━━│    "),
        (.nan, "    │    "),
    ])
    func `a balance leans to its side`(share: Double, text: String) {
        #expect(Self.drawn(9) { BalanceBar(share).draw(on: &$0, style: .plain) } == text)
    }

    @Test func `in ASCII and without room there is no other sign`() {
        #expect(
            Self.drawn(9, .ascii) { BalanceBar(-2).draw(on: &$0, style: .plain) } == "<===|    ")
        #expect(Self.drawn(4, .ascii) { Bar(2, .line).draw(on: &$0, style: .plain) } == "===>")
        #expect(Self.drawn(2) { BalanceBar(1).draw(on: &$0, style: .plain) } == "  ")
        #expect(Self.drawn(0) { Bar(1).draw(on: &$0, style: .plain) } == "")
    }
}
