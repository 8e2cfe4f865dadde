import Glibc
import TestSupport
import Testing

@testable import TrackerScreen
@testable import TrackerTUI

/// What ncurses makes of canvases, shown on a terminal of the test's own.
///
/// The state of ncurses belongs to the process: one test at a time.
@Suite(.serialized)
struct CursesTests {
    init() { _ = unsafe setlocale(LC_CTYPE, "C.UTF-8") }

    private static func curses(
        _ size: Size, colours: Int = 256, ascii: Bool = false
    ) throws(TerminalError) -> Curses {
        try Curses(size: size, type: "xterm-256color", colours: colours, ascii: ascii)
    }

    private static func screen(_ size: Size) -> VirtualScreen {
        VirtualScreen(width: size.width, height: size.height, columns: Curses.columns)
    }

    /// What a canvas should look like there: nothing but a width of the C library's own makes a
    /// character a question mark.
    private static func expected(_ canvas: Canvas, _ size: Size) -> [String] {
        (0..<size.height).map { y in
            guard y < canvas.height else { return String(repeating: " ", count: size.width) }
            var row = ""
            for (x, cell) in canvas.cells(ofRow: y).prefix(size.width).enumerated()
            where !cell.isContinuation {
                let width = cell.isWide ? 2 : 1
                if x + width > size.width {
                    row += " "
                } else if Curses.columns(of: cell.scalar) != width {
                    row += cell.isWide ? "? " : "?"
                } else {
                    row.unicodeScalars.append(cell.scalar)
                    if let mark = cell.mark, Curses.columns(of: mark) == 0 {
                        row.unicodeScalars.append(mark)
                    }
                }
            }
            return row + String(repeating: " ", count: max(0, size.width - canvas.width))
        }
    }

    private static let letters: [Unicode.Scalar] = Array(
        " aZ09.,│─█▁⣿+−é\u{301}ß٣币安人生한글ｱ🚀\u{200B}\u{1F1E6}\u{E000}\u{1F6DC}䷀\u{1171E}"
            .unicodeScalars
    )

    private static func write(
        on canvas: inout Canvas, _ random: inout SeededGenerator
    ) {
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...30, using: &random) {
                let letter = letters.randomElement(using: &random) ?? " "
                for _ in 0..<(Int.random(in: 0..<6, using: &random) == 0 ? 12 : 1) {
                    text.append(letter)
                }
            }
            let meaning = Style.Meaning.allCases.randomElement(using: &random) ?? .plain
            canvas.write(
                String(text),
                at: Point(
                    Int.random(in: 0..<canvas.width, using: &random),
                    Int.random(in: 0..<canvas.height, using: &random)),
                style: Style(meaning))
        }
    }

    @Test(arguments: UInt64(1)...60)
    func `the terminal shows every canvas of a series, whatever it showed before`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let size = Size(
            width: Int.random(in: 1...60, using: &random),
            height: Int.random(in: 1...12, using: &random))
        var curses = try Self.curses(size)
        var screen = Self.screen(size)
        var canvas = Canvas(size)
        for _ in 0..<12 {
            if Int.random(in: 0..<4, using: &random) == 0 { canvas = Canvas(size) }
            Self.write(on: &canvas, &random)
            screen.show(curses.draw(canvas))
            #expect(screen.rows == Self.expected(canvas, size))
            let again = curses.draw(canvas)
            #expect(again.isEmpty)
        }
        #expect(screen.unknown.isEmpty, "\(screen.unknown)")
    }

    @Test func `a canvas of another size is cut, or leaves blanks`() throws {
        let size = Size(width: 10, height: 3)
        var curses = try Self.curses(size)
        var screen = Self.screen(size)
        for (width, height) in [(10, 3), (20, 5), (4, 2), (11, 3)] {
            var canvas = Canvas(Size(width: width, height: height))
            for row in 0..<height { canvas.write("币安人生币安人生\(row)", at: Point(1, row)) }
            screen.show(curses.draw(canvas))
            #expect(screen.rows == Self.expected(canvas, size))
        }
    }

    @Test func `after a change of size, or once forgotten, everything is drawn`() throws {
        let size = Size(width: 12, height: 2)
        var curses = try Self.curses(size)
        var canvas = Canvas(size)
        canvas.write("hello", at: .zero)
        _ = curses.draw(canvas)
        curses.forget()
        var screen = Self.screen(size)
        screen.show(curses.draw(canvas))
        #expect(screen.rows == ["hello       ", "            "])
        let other = Size(width: 8, height: 1)
        curses.resize(to: other)
        var small = Canvas(other)
        small.write("hello", at: .zero)
        screen = Self.screen(other)
        screen.show(curses.draw(small))
        #expect(screen.rows == ["hello   "])
    }

    @Test func `nothing but ASCII goes to a terminal of ASCII`() throws {
        let size = Size(width: 30, height: 2)
        var curses = try Self.curses(size, ascii: true)
        var canvas = Canvas(size)
        canvas.write("币é\u{301}─x", at: .zero)
        let bytes = curses.draw(canvas)
        #expect(bytes.allSatisfy { $0 < 0x80 })
        var screen = Self.screen(size)
        screen.show(bytes)
        #expect(screen.rows[0].hasPrefix("? ??x "))
    }

    @Test(
        arguments: [(256, "38;5;29"), (8, "32"), (1 << 15, "32"), (0, "1")] as [(Int, String?)])
    func `a meaning has its colour, where colours are wanted`(
        colours: Int, wanted: String?
    ) throws {
        let size = Size(width: 10, height: 1)
        var curses = try Self.curses(size, colours: colours)
        var canvas = Canvas(size)
        canvas.write("up", at: .zero, style: .rising)
        var screen = Self.screen(size)
        screen.show(curses.draw(canvas))
        #expect(screen.places[0][0].look == (wanted.map { "|\($0)" } ?? ""))
        #expect(screen.places[0][5].look == "")
        curses.setTheme(.dark)
        screen.show(curses.draw(canvas))
        #expect(
            screen.places[0][0].look
                == (colours == 256 ? "|38;5;77" : wanted.map { "|\($0)" } ?? ""))
    }

    @Test func `the cursor is where the canvas has it, and hidden where it has none`() throws {
        let size = Size(width: 12, height: 3)
        var curses = try Self.curses(size)
        var screen = Self.screen(size)
        var canvas = Canvas(size)
        screen.show(curses.draw(canvas))
        #expect(!screen.isCursorShown)
        for text in ["a", "ab", "币b", ""] {
            canvas = Canvas(size)
            canvas.draw(in: Rect(x: 2, y: 1, width: 8, height: 2)) { part in
                part.placeCursor(at: Point(part.write(text, at: .zero), 0))
            }
            screen.show(curses.draw(canvas))
            #expect(screen.isCursorShown && screen.row == 1)
            #expect(screen.column == 2 + text.cellWidth)
            let again = curses.draw(canvas)
            #expect(again.isEmpty)
        }
        screen.show(curses.draw(Canvas(size)))
        #expect(!screen.isCursorShown)
        screen.show(curses.leave())
        #expect(screen.isCursorShown)
    }

    @Test func `the table of colours is the user's, and is never set back`() throws {
        let size = Size(width: 10, height: 1)
        var curses = try Self.curses(size)
        var canvas = Canvas(size)
        canvas.write("up", at: .zero, style: .rising)
        let bytes = curses.draw(canvas) + curses.leave() + Curses.goodbye
        #expect(!String(decoding: bytes, as: UTF8.self).contains("\u{1B}]104"))
    }

    @Test func `leaving gives the other screen back, and the next canvas takes it again`() throws {
        let size = Size(width: 5, height: 1)
        var curses = try Self.curses(size)
        var canvas = Canvas(size)
        canvas.write("x", at: .zero)
        var screen = Self.screen(size)
        screen.show(curses.draw(canvas))
        #expect(screen.isOnOtherScreen)
        screen.show(curses.leave())
        #expect(!screen.isOnOtherScreen)
        screen.show(curses.draw(canvas))
        #expect(screen.isOnOtherScreen && screen.rows == ["x    "])
        screen.show(Curses.goodbye)
        #expect(!screen.isOnOtherScreen)
        #expect(!String(decoding: Curses.goodbye, as: UTF8.self).contains("$<"))
    }

    /// Those of Debian's ncurses-base; another machine may lack some.
    private static let usual = [
        "linux", "xterm", "xterm-256color", "vt100", "vt220", "screen", "screen-256color", "tmux",
        "tmux-256color", "rxvt", "rxvt-unicode-256color", "sun", "cygwin", "hurd",
    ].filter(TerminalType.isDescribed)

    @Test(arguments: usual)
    func `a usual type is drawn on`(type: String) throws {
        let size = Size(width: 70, height: 30)
        var curses = try Curses(size: size, type: type, colours: 8, ascii: true)
        #expect(curses.size == size)
        var canvas = Canvas(size)
        for row in 0..<size.height { canvas.write("row-\(row)", at: Point(60, row)) }
        let shown = String(decoding: curses.draw(canvas), as: UTF8.self)
        for row in 0..<size.height { #expect(shown.contains("row-\(row)")) }
    }

    @Test(arguments: [nil, "", "dumb", "unknown", "no-such-terminal"])
    func `a type that cannot place the cursor is refused`(type: String?) {
        let size = Size(width: 5, height: 1)
        #expect(throws: TerminalError.self) {
            _ = try Curses(size: size, type: type, colours: 256, ascii: false)
        }
    }

    /// Characters whose width changed between versions of Unicode: the C library and the canvas may
    /// know different ones.
    private static let changed: Set<UInt32> = [
        // A vowel sign of Ahom, a mark until Unicode 15.
        0x1171E
    ]

    @Test func `every character has the width on the canvas that it has on the terminal`() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value), !Self.changed.contains(value) else {
                continue
            }
            let wanted: Int
            switch GlyphWidth(scalar) {
            // What the canvas never hands on.
            case .dropped, .unknown: continue
            case .mark: wanted = 0
            case .narrow: wanted = 1
            case .wide: wanted = 2
            }
            let columns = Curses.columns(of: scalar)
            if columns == wanted { continue }
            // The rest is what the C library does not know yet: Debian 12 has Unicode 14.
            let age = scalar.properties.age?.major ?? 0
            #expect(
                columns < 0 && age >= 15,
                "U+\(String(value, radix: 16)): \(wanted) on the canvas, \(columns) there")
        }
    }
}
