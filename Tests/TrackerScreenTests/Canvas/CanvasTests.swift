import TestSupport
import Testing

@testable import TrackerScreen

struct CanvasTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let width: Int
        var align = Alignment.left
        let shown: String
        var testDescription: String { "\(text.debugDescription) in \(width), \(align)" }
    }

    static let cases: [Case] = [
        Case(text: "btcusd", width: 8, shown: "btcusd  "),
        Case(text: "btcusd", width: 6, shown: "btcusd"),
        Case(text: "btcusd", width: 5, shown: "btcu…"),
        Case(text: "btcusd", width: 1, shown: "…"),
        Case(text: "btcusd", width: 0, shown: ""),
        Case(text: "1.5", width: 6, align: .right, shown: "   1.5"),
        Case(text: "1.5", width: 6, align: .centre, shown: " 1.5  "),
        Case(text: "12345", width: 4, align: .right, shown: "123…"),
        Case(text: "日本円", width: 6, shown: "日本円"),
        Case(text: "日本円", width: 5, shown: "日本…"),
        Case(text: "日本円", width: 4, shown: "日… "),
        Case(text: "日本円", width: 3, shown: "日…"),
        Case(text: "日", width: 1, shown: "…"),
        Case(text: "e\u{301}te\u{301}", width: 4, shown: "e\u{301}te\u{301} "),
        Case(text: "日\u{301}x", width: 4, shown: "日\u{301}x "),
        Case(text: "a\u{301}\u{302}\u{303}b", width: 3, shown: "a\u{301}b "),
        Case(text: "\u{301}ab", width: 3, shown: "ab "),
        Case(text: "a\u{1B}[31mb", width: 8, shown: "a[31mb  "),
        Case(text: "a\u{9B}31mb\u{7F}\0\r\n\tc", width: 8, shown: "a31mbc  "),
        Case(text: "a\u{202E}b\u{2066}c\u{200F}\u{61C}", width: 4, shown: "abc "),
        Case(text: "a\u{200B}b\u{FEFF}\u{AD}c\u{E0041}", width: 4, shown: "abc "),
        Case(text: "⚠\u{FE0F}x", width: 4, shown: "⚠x  "),
        Case(text: "👨\u{200D}👩", width: 5, shown: "👨👩 "),
        Case(text: "👍\u{1F3FD}!", width: 4, shown: "👍! "),
        Case(text: "🇩🇪", width: 3, shown: "\u{FFFD}\u{FFFD} "),
        Case(text: "\u{E000}\u{378}", width: 3, shown: "\u{FFFD}\u{FFFD} "),
    ]

    @Test(arguments: cases)
    func `a text fills its field and is cut by columns`(_ example: Case) {
        var canvas = Canvas.crossed(12, 1)
        canvas.write(
            example.text, at: Point(2, 0), style: .accent, width: example.width,
            align: example.align)
        let rest = String(repeating: "x", count: 10 - example.width)
        #expect(canvas.rows == ["xx" + example.shown + rest])
    }

    @Test func `without a width a text runs to the edge and leaves the rest alone`() {
        var canvas = Canvas.crossed(6, 2)
        #expect(canvas.write("abc", at: Point(1, 0)) == 3)
        #expect(canvas.write("abcdefgh", at: Point(2, 1)) == 4)
        #expect(canvas.rows == ["xabcxx", "xxabc…"])
    }

    @Test func `texts that begin outside are not drawn`() {
        var canvas = Canvas.crossed(3, 1)
        for point in [Point(3, 0), Point(0, 1), Point(0, -1), Point(99, 99)] {
            #expect(canvas.write("abc", at: point) == 0)
        }
        #expect(canvas.rows == ["xxx"])
    }

    @Test func `ASCII canvases hold nothing but ASCII`() {
        var canvas = Canvas(Size(width: 14, height: 1), symbols: .ascii)
        canvas.write("é日\u{301}–▲▼…· abcdefgh", at: .zero)
        #expect(canvas.rows == ["??-+-~| abcde~"])
    }

    @Test func `half a wide character does not stay`() {
        var canvas = Canvas(Size(width: 6, height: 1))
        canvas.write("日本円", at: .zero)
        canvas.write("a", at: Point(1, 0))
        canvas.write("b", at: Point(2, 0))
        #expect(canvas.rows == [" ab 円"])
        canvas.write("語", at: Point(3, 0))
        #expect(canvas.rows == [" ab語 "])
        canvas.write("語", at: Point(2, 0))
        #expect(canvas.rows == [" a語  "])
    }

    @Test func `a part has its own origin and edges`() {
        var canvas = Canvas.crossed(6, 3)
        canvas.draw(in: Rect(x: 1, y: 1, width: 4, height: 1)) { part in
            #expect(part.size == Size(width: 4, height: 1))
            part.write("abcdef", at: Point(1, 0))
            part.write("no", at: Point(0, 1))
            part.draw(in: Rect(x: -2, y: 0, width: 3, height: 9)) { inner in
                #expect(inner.size == Size(width: 1, height: 1))
                inner.write("i", at: .zero)
            }
        }
        #expect(canvas.rows == ["xxxxxx", "xiab…x", "xxxxxx"])
    }

    @Test(arguments: UInt64(1)...200)
    func `nothing is drawn outside of the part`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let canvas = Canvas.crossed(20, 8)
        let part = Rect(
            x: .random(in: -3...22, using: &random), y: .random(in: -3...10, using: &random),
            width: .random(in: 0...25, using: &random), height: .random(in: 0...12, using: &random))
        let inside = part.intersection(canvas.bounds)
        var drawn = canvas
        drawn.draw(in: part) { Self.scribble(on: &$0, using: &random) }
        for y in 0..<8 {
            for x in 0..<20 where !inside.contains(Point(x, y)) {
                #expect(drawn[x, y] == canvas[x, y], "\(x), \(y)")
            }
            #expect(Self.isWhole(drawn, row: y))
        }
    }

    static func scribble(on canvas: inout Canvas, using random: inout SeededGenerator) {
        let texts = ["日本円", "abc", "e\u{301}\u{1B}", "👍", ""]
        for _ in 0..<20 {
            let at = Point(
                .random(in: -4...24, using: &random), .random(in: -4...12, using: &random))
            canvas.write(
                texts.randomElement(using: &random) ?? "", at: at,
                width: .random(using: &random) ? .random(in: -1...9, using: &random) : nil,
                align: .right)
            canvas.fill(Rect(x: at.x, y: at.y, width: 2, height: 2), with: ".")
            canvas.border(Rect(x: at.x, y: at.y, width: 7, height: 3), style: .frame, title: "日本")
            canvas.mark("\u{301}", at: at)
        }
    }

    /// Every wide character has its right half, and no half stands alone.
    static func isWhole(_ canvas: Canvas, row: Int) -> Bool {
        let cells = Array(canvas.cells(ofRow: row))
        return cells.indices.allSatisfy { index in
            let before = index > 0 && cells[index - 1].isWide
            return cells[index].isContinuation == before
        }
    }

    @Test(arguments: [0, 1, 2])
    func `the smallest canvases take everything`(side: Int) {
        var canvas = Canvas(Size(width: side, height: side))
        var random = SeededGenerator(seed: 1)
        Self.scribble(on: &canvas, using: &random)
        canvas.restyle(Rect(x: -5, y: -5, width: 50, height: 50)) {
            $0.with(.reverse).on(.selection)
        }
        #expect(canvas.rows.count == side)
        #expect(canvas[5, 5] == .blank)
    }

    @Test func `a box has a title where there is room`() {
        var canvas = Canvas(Size(width: 12, height: 3))
        canvas.border(canvas.bounds, style: .frame, title: "pairs")
        #expect(canvas.rows == ["╭─ pairs ──╮", "│          │", "╰──────────╯"])
    }

    @Test func `styles survive storing`() {
        for (meaning, ground) in Style.Meaning.allCases.flatMap({ meaning in
            Style.Ground.allCases.map { (meaning, $0) }
        }) {
            let style = Style(meaning).bold.with(.underline).on(ground)
            #expect(Style(packed: style.packed) == style)
            #expect(Cell("日", mark: "\u{301}", width: 2, style: style).style == style)
        }
    }

    @Test func `a part may lag behind where it stands in the same place, and nothing else does`() {
        func canvas(_ letter: Unicode.Scalar, at place: Rect) -> Canvas {
            var canvas = Canvas(Size(width: 4, height: 2))
            canvas.fill(canvas.bounds, with: letter)
            canvas.draw(in: place) { $0.mayLag() }
            return canvas
        }
        let place = Rect(x: 1, y: 0, width: 2, height: 2)
        let before = canvas("a", at: place)
        var after = canvas("b", at: place)
        after.lag(behind: before)
        #expect(after.rows == ["baab", "baab"])
        var moved = canvas("b", at: Rect(x: 0, y: 0, width: 2, height: 2))
        moved.lag(behind: before)
        #expect(moved.rows == ["bbbb", "bbbb"])
        var covered = canvas("b", at: place)
        covered.mustFollow()
        covered.lag(behind: before)
        #expect(covered.rows == ["bbbb", "bbbb"])
    }
}
