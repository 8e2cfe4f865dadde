/// The columns of a table in some width: what is worth least goes first where room is short.
struct TableLayout: Sendable {
    struct Column: Sendable {
        let title: String
        let width: Int
        let alignment: Alignment
        /// The higher, the longer it stays.
        let worth: Int
        /// Whether it takes the room that is left; `width` is the least then.
        let grows: Bool

        init(
            _ title: String, _ width: Int, _ alignment: Alignment = .left, worth: Int,
            grows: Bool = false
        ) {
            self.title = title
            self.width = width
            self.alignment = alignment
            self.worth = worth
            self.grows = grows
        }
    }

    private let columns: [Column]
    /// The columns' places, `nil` for one without room.
    let places: [Range<Int>?]

    /// One blank between columns; the most worthy one is there at any width, cut to it.
    init(_ columns: [Column], width: Int) {
        var left = max(0, width) + 1
        var shown: Set<Int> = []
        for index in columns.indices.sorted(by: { columns[$0].worth > columns[$1].worth }) {
            let wanted = columns[index].width + 1
            guard shown.isEmpty || wanted <= left else { continue }
            shown.insert(index)
            left = max(0, left - wanted)
        }
        var x = 0
        places = columns.indices.map { index in
            guard shown.contains(index) else { return nil }
            let place = x..<x + columns[index].width + (columns[index].grows ? left : 0)
            x = place.upperBound + 1
            return place
        }
        self.columns = columns
    }

    /// Writes the titles on a row, from a column on.
    func drawHeads(at start: Point, on canvas: inout Canvas) {
        draw(columns.map { ($0.title, .label) }, at: start, on: &canvas)
    }

    /// Writes a text a column on a row.
    func draw(_ texts: [(text: String, style: Style)], at start: Point, on canvas: inout Canvas) {
        for (index, place) in places.enumerated() where index < texts.count {
            guard let place else { continue }
            canvas.write(
                texts[index].text, at: Point(start.x + place.lowerBound, start.y),
                style: texts[index].style, width: place.count, align: columns[index].alignment)
        }
    }
}
