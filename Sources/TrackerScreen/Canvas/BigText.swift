/// Digits three rows high and four columns wide, made of half blocks: for the one number that matters.
struct BigText {
    /// Rows.
    static let height = 3

    private let glyphs: [[String]]
    /// Whether it has all of the text.
    let isWhole: Bool

    /// A text of digits, points, commas and signs; all else is left out.
    init(_ text: String) {
        glyphs = text.compactMap { Self.font[$0] }
        isWhole = glyphs.count == text.count
    }

    /// Columns.
    var width: Int {
        glyphs.reduce(0) { $0 + ($1.first?.count ?? 0) + 1 } - (glyphs.isEmpty ? 0 : 1)
    }

    /// Draws it with its top left corner at a place.
    ///
    /// `changed`: from which character on it is drawn in another style.
    func draw(
        at point: Point, style: Style, changed: (from: Int, style: Style)? = nil,
        on canvas: inout Canvas
    ) {
        var x = point.x
        for (place, glyph) in glyphs.enumerated() {
            let own = changed.flatMap { place >= $0.from ? $0.style : nil } ?? style
            for (row, line) in glyph.enumerated() {
                canvas.write(line, at: Point(x, point.y + row), style: own)
            }
            x += (glyph.first?.count ?? 0) + 1
        }
    }

    private static let font: [Character: [String]] = [
        "0": ["█▀▀█", "█  █", "▀▀▀▀"],
        "1": [" ▀█ ", "  █ ", " ▀▀▀"],
        "2": ["▀▀▀█", "█▀▀▀", "▀▀▀▀"],
        "3": ["▀▀▀█", " ▀▀█", "▀▀▀▀"],
        "4": ["█  █", "▀▀▀█", "   ▀"],
        "5": ["█▀▀▀", "▀▀▀█", "▀▀▀▀"],
        "6": ["█▀▀▀", "█▀▀█", "▀▀▀▀"],
        "7": ["▀▀▀█", " ▄▀ ", " ▀  "],
        "8": ["█▀▀█", "█▀▀█", "▀▀▀▀"],
        "9": ["█▀▀█", "▀▀▀█", "▀▀▀▀"],
        ".": [" ", " ", "▀"],
        ",": [" ", " ", "█"],
        "-": ["   ", "▀▀▀", "   "],
        "−": ["   ", "▀▀▀", "   "],
        "e": ["▄▀▀▄", "█▀▀▀", " ▀▀▀"],
    ]
}
