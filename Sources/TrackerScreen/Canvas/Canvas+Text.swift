/// The end of its field that a text stands at.
enum Alignment: Sendable {
    case left, centre, right
}

extension Canvas {
    /// Writes a text on one row, and returns how many columns it took.
    ///
    /// Without a `width` it may run to the right edge; with one it has a field of exactly so many
    /// columns, and blanks of the same style fill the rest. What does not fit ends in an ellipsis.
    /// Control characters, bidi controls and other invisible ones are left out.
    /// Cost: O(what is shown), however long the text is.
    @discardableResult
    mutating func write(
        _ text: some StringProtocol, at point: Point, style: Style = .plain, width: Int? = nil,
        align: Alignment = .left
    ) -> Int {
        guard point.y >= 0, point.y < height, point.x < self.width else { return 0 }
        let room = max(0, min(width ?? .max, self.width - point.x))
        guard room > 0 else { return 0 }
        let extent = Extent(of: text, in: room, ascii: symbols.isASCII)
        guard let width else {
            return put(text, extent, at: point, style: style)
        }
        let field = min(width, room)
        fill(Rect(x: point.x, y: point.y, width: field, height: 1), style: style)
        let shift =
            switch align {
            case .left: 0
            case .centre: (field - extent.columns) / 2
            case .right: field - extent.columns
            }
        put(text, extent, at: Point(point.x + shift, point.y), style: style)
        return field
    }

    /// Fills a part with one narrow character.
    mutating func fill(_ rect: Rect, with scalar: Unicode.Scalar = " ", style: Style = .plain) {
        let inside = rect.intersection(bounds)
        let cell = Cell(scalar, style: style)
        for y in inside.y..<inside.bottom {
            for x in inside.x..<inside.right { set(cell, at: Point(x, y)) }
        }
    }

    /// Draws a sign of `Symbols`, one column wide.
    mutating func put(_ sign: Unicode.Scalar, at point: Point, style: Style = .plain) {
        set(Cell(sign, style: style), at: point)
    }

    /// Draws a box along the inner edge of a part, a title on its top line.
    ///
    /// Nothing is drawn where there is no room for two corners.
    mutating func border(_ rect: Rect, style: Style, title: String = "", titleStyle: Style? = nil) {
        guard rect.width >= 2, rect.height >= 2 else { return }
        let (last, bottom) = (rect.right - 1, rect.bottom - 1)
        for x in rect.x + 1..<last {
            put(symbols.horizontal, at: Point(x, rect.y), style: style)
            put(symbols.horizontal, at: Point(x, bottom), style: style)
        }
        for y in rect.y + 1..<bottom {
            put(symbols.vertical, at: Point(rect.x, y), style: style)
            put(symbols.vertical, at: Point(last, y), style: style)
        }
        let places = [
            rect.origin, Point(last, rect.y), Point(rect.x, bottom), Point(last, bottom),
        ]
        for (corner, place) in zip(symbols.corners, places) {
            put(corner, at: place, style: style)
        }
        guard !title.isEmpty, rect.width >= 6 else { return }
        draw(in: Rect(x: rect.x + 2, y: rect.y, width: rect.width - 4, height: 1)) { line in
            line.write(" \(title) ", at: .zero, style: titleStyle ?? style)
        }
    }

    @discardableResult
    private mutating func put(
        _ text: some StringProtocol, _ extent: Extent, at point: Point, style: Style
    ) -> Int {
        var place = point
        let end = point.x + extent.columns - (extent.isCut ? 1 : 0)
        for scalar in text.unicodeScalars {
            let glyph = Extent.glyph(scalar, ascii: symbols.isASCII)
            if glyph.width == 0 {
                // A mark before any character would land on what another text has drawn.
                if glyph.isMark, place.x > point.x { mark(scalar, over: place, from: point) }
                continue
            }
            guard place.x + glyph.width <= end else { break }
            set(Cell(glyph.shown, width: glyph.width, style: style), at: place)
            place.x += glyph.width
        }
        guard extent.isCut else { return extent.columns }
        // A wide character that did not fit leaves a column: the ellipsis follows what is there.
        put(symbols.ellipsis, at: place, style: style)
        return place.x + 1 - point.x
    }

    private mutating func mark(_ scalar: Unicode.Scalar, over place: Point, from start: Point) {
        let wideBefore = place.x - 2 >= start.x && self[place.x - 1, place.y].isContinuation
        mark(scalar, at: Point(place.x - (wideBefore ? 2 : 1), place.y))
    }
}

/// The columns that a text takes of the room for it.
private struct Extent {
    /// At most the room.
    private(set) var columns = 0
    /// Whether it ends in an ellipsis, which the columns include.
    private(set) var isCut = false

    init(of text: some StringProtocol, in room: Int, ascii: Bool) {
        var before = 0
        for scalar in text.unicodeScalars {
            let width = Self.glyph(scalar, ascii: ascii).width
            if columns <= room - 1 { before = columns }
            columns += width
            guard columns > room else { continue }
            isCut = true
            columns = min(before + 1, room)
            return
        }
    }

    static func glyph(_ scalar: Unicode.Scalar, ascii: Bool)
        -> (shown: Unicode.Scalar, width: Int, isMark: Bool)
    {
        if scalar.value >= 0x20, scalar.value < 0x7F { return (scalar, 1, false) }
        switch GlyphWidth(scalar) {
        case .dropped: return (scalar, 0, false)
        case .mark: return (scalar, 0, !ascii)
        case .unknown: return (ascii ? "?" : "\u{FFFD}", 1, false)
        case .narrow: return (ascii ? Self.plain(scalar) : scalar, 1, false)
        case .wide: return ascii ? ("?", 1, false) : (scalar, 2, false)
        }
    }

    /// The ASCII form of a sign that our own texts use; `?` for any other.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "–", "—", "−", "▼": "-"
        case "▲": "+"
        case "▴": "^"
        case "▾": "v"
        case "‹": "<"
        case "›": ">"
        case "…": "~"
        case "·", "│": "|"
        case "×": "x"
        case "↑": "^"
        case "↓": "v"
        case "←": "<"
        case "→": ">"
        case "\u{A0}": " "
        default: "?"
        }
    }
}
