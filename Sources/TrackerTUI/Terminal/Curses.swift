import CNcurses
import Glibc
import TrackerScreen

/// Draws canvases with ncurses, and gives the bytes for it; knows no device.
///
/// The state of ncurses belongs to the process: one of these at a time, used from one place.
struct Curses: ~Copyable {
    private var inks: Inks
    private let asciiOnly: Bool
    /// The canvas that the terminal shows once it has received all bytes; `nil` if unknown.
    private var shown: Canvas?
    private(set) var size: Size
    private var text: [wchar_t] = []
    private var renditions: Renditions

    /// Starts ncurses; `colours`: those of the terminal, 0 for none, `hasRGB`: whether it shows those
    /// in 24 bits too.
    ///
    /// - Throws: `TerminalError.noType`, `.unusableType`
    init(
        size: Size, type: String?, colours: Int, hasRGB: Bool = false, ascii: Bool
    ) throws(TerminalError) {
        guard let type, !type.isEmpty else { throw .noType }
        guard type != "dumb", type != "unknown",
            unsafe tt_start(type, Int32(size.height), Int32(size.width), colours > 0) == 1
        else { throw .unusableType(type) }
        renditions = Renditions(isFit: Self.isOfSequences)
        inks = Inks(colours: colours, hasRGB: hasRGB)
        asciiOnly = ascii
        self.size = size
        tt_resize(Int32(size.height), Int32(size.width))
    }

    deinit { tt_end() }

    /// The next canvas is drawn whole, in the colours of a theme on the terminal's own ground, if
    /// that is known.
    mutating func setTheme(_ theme: Theme, on ground: RGB? = nil) {
        if inks.setTheme(theme, on: ground) { forget() }
    }

    /// Prepares for canvases of another size; the next one is drawn whole.
    mutating func resize(to size: Size) {
        self.size = size
        tt_resize(Int32(size.height), Int32(size.width))
        forget()
    }

    /// The next canvas is drawn whole.
    mutating func forget() {
        shown = nil
        renditions.forget()
        tt_forget()
    }

    /// The bytes that turn what was shown last into this; empty when they show the same.
    mutating func draw(_ canvas: Canvas) -> [UInt8] {
        if canvas == shown { return [] }
        let comparable = shown.flatMap { $0.size == canvas.size ? $0 : nil }
        for row in 0..<size.height {
            if let comparable, row < canvas.height, canvas.hasSameRow(row, as: comparable) {
                continue
            }
            draw(row, of: canvas)
        }
        shown = canvas
        let cursor = canvas.cursor ?? Point(-1, -1)
        tt_refresh(Int32(cursor.y), Int32(cursor.x))
        return renditions.reduced(Self.drained(), inks.trueColours)
    }

    private mutating func draw(_ row: Int, of canvas: Canvas) {
        let cells = row < canvas.height ? canvas.cells(ofRow: row) : []
        var column = 0
        var start = 0
        var style = Style.plain.packed
        text.removeAll(keepingCapacity: true)
        for cell in cells.prefix(size.width) {
            let wanted = isInvisible(cell) ? Style.plain.packed : cell.packedStyle
            if wanted != style, !cell.isContinuation {
                put(at: start, row: row, style: style)
                start = column
                style = wanted
            }
            append(cell, isCut: cell.isWide && column + 1 >= size.width)
            column += 1
        }
        put(at: start, row: row, style: style)
        blank(row, from: column)
    }

    private mutating func blank(_ row: Int, from column: Int) {
        guard column < size.width else { return }
        text.append(contentsOf: repeatElement(0x20, count: size.width - column))
        put(at: column, row: row, style: Style.plain.packed)
    }

    /// A blank without a line under it or a background, whose colour is not seen.
    ///
    /// All of these are alike for ncurses, so that none is printed for its colour alone.
    private mutating func isInvisible(_ cell: Cell) -> Bool {
        guard cell.scalar == " ", cell.mark == nil else { return false }
        return !inks.ink(cell.packedStyle).isSeenInBlanks
    }

    /// How many columns the C library gives a character, and ncurses with it: 0 for a mark, -1 for
    /// one that it does not know.
    static func columns(of scalar: Unicode.Scalar) -> Int {
        Int(tt_wcwidth(wchar_t(scalar.value)))
    }

    /// Appends a character to the run, a blank for one that the edge would cut.
    ///
    /// One that the C library has another width for would shift the rest of its row, and is drawn
    /// as `?`: those are characters that came to Unicode after the C library's tables.
    private mutating func append(_ cell: Cell, isCut: Bool) {
        if isCut { return text.append(0x20) }
        if cell.isContinuation { return }
        let value = wchar_t(cell.scalar.value)
        if value < 0x7F {
            text.append(value)
        } else if asciiOnly || Self.columns(of: cell.scalar) != (cell.isWide ? 2 : 1) {
            text.append(contentsOf: cell.isWide ? [0x3F, 0x20] : [0x3F])
            return
        } else {
            text.append(value)
        }
        if let mark = cell.mark, !asciiOnly, Self.columns(of: mark) == 0 {
            text.append(wchar_t(mark.value))
        }
    }

    private mutating func put(at column: Int, row: Int, style packed: UInt16) {
        guard !text.isEmpty else { return }
        let ink = inks.ink(packed)
        unsafe tt_put_run(
            Int32(row), Int32(column), text, Int32(text.count), ink.attributes, ink.pair)
        text.removeAll(keepingCapacity: true)
    }

    /// The bytes that leave the screen; the next canvas enters it again.
    mutating func leave() -> [UInt8] {
        shown = nil
        tt_leave()
        tt_forget()
        return renditions.ended(Self.drained(), inks.trueColours)
    }

    private static func drained() -> [UInt8] {
        var count = 0
        guard let bytes = unsafe tt_take(&count) else { return [] }
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    /// Whether the terminal's description moves the cursor and resets looks by control sequences, as
    /// those of VT52 and Wyse do not.
    private static var isOfSequences: Bool {
        let (move, reset) = unsafe (
            String(cString: tt_capability("cup")), String(cString: tt_capability("sgr0"))
        )
        return move.hasPrefix("\u{1B}[") && reset.contains("\u{1B}[")
    }

    /// The bytes that leave the screen from any state, for a crash, when ncurses cannot be asked.
    static var goodbye: [UInt8] {
        let names = ["sgr0", "op", "rmacs", "cnorm", "rmcup"]
        // Without rows to hold still, if the terminal knows of that.
        let region = unsafe String(cString: tt_capability("csr")).isEmpty ? "" : "\u{1B}[r"
        return Array(region.utf8)
            + names.flatMap { withoutPadding(unsafe String(cString: tt_capability($0))) }
    }

    /// `$<5/>` stands for a pause, which no terminal of today needs.
    private static func withoutPadding(_ capability: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var isPadding = false
        let source = Array(capability.utf8)
        for (index, byte) in source.enumerated() {
            if byte == UInt8(ascii: "$"), index + 1 < source.count,
                source[index + 1] == UInt8(ascii: "<")
            {
                isPadding = true
            }
            if !isPadding { bytes.append(byte) }
            if byte == UInt8(ascii: ">") { isPadding = false }
        }
        return bytes
    }
}
