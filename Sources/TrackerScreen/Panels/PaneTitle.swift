/// The line at the top of a pane: its digit, its name, a note at the right.
enum PaneTitle {
    static func draw(
        _ title: String, note: String = "", of pane: Pane, _ state: State, on canvas: inout Canvas
    ) {
        let isFocused = state.focus == pane
        let style: Style = isFocused ? .frameFocused : .frame
        canvas.fill(
            Rect(x: 0, y: 0, width: canvas.width, height: 1), with: canvas.symbols.horizontal,
            style: style)
        // The focus shows by the pointer and not by colour alone.
        let mark = isFocused ? canvas.symbols.pointer : " "
        let room = max(0, canvas.width - 2)
        let text = "\(mark)\(pane.digit) \(title) "
        let taken = canvas.write(
            text, at: Point(1, 0), style: isFocused ? .title : .strong,
            width: min(text.cellWidth, room))
        let width = note.cellWidth + 2
        guard !note.isEmpty, taken + width + 3 <= canvas.width else { return }
        canvas.write(" \(note) ", at: Point(canvas.width - width - 1, 0), style: .dim)
    }

    /// The columns that a note may have beside a title, in a pane of some width.
    static func room(beside title: String, width: Int) -> Int {
        width - 5 - min(title.cellWidth + 4, max(0, width - 2))
    }
}
