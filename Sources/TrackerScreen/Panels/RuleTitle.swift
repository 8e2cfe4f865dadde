/// A line across with a title at the left and a note at the right.
enum RuleTitle {
    static func draw(
        _ title: String, note: String, style: Style, in rect: Rect, on canvas: inout Canvas
    ) {
        canvas.draw(in: rect) { line in
            line.fill(line.bounds, with: line.symbols.horizontal, style: style)
            let room = max(0, line.width - 2)
            let text = " \(title) "
            let taken = line.write(
                text, at: Point(1, 0), style: .title, width: min(text.cellWidth, room))
            let width = note.cellWidth + 2
            guard !note.isEmpty, taken + width + 3 <= line.width else { return }
            line.write(" \(note) ", at: Point(line.width - width - 1, 0), style: .dim)
        }
    }
}
