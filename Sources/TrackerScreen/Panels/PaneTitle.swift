/// The line at the top of a pane: its digit, its name, a note at the right.
enum PaneTitle {
    /// A note in several forms, the longest one first.
    struct Note {
        let forms: [String]
        let style: Style
        /// Whether it is seen at every width: the title then gives way to it.
        let isKept: Bool

        /// The longest form that fits beside the title is shown, or none.
        init(_ forms: [String], style: Style = .dim) {
            self.forms = forms.filter { !$0.isEmpty }
            self.style = style
            isKept = false
        }

        /// A filter that holds: nobody shall take what it leaves for all there is.
        init(filter: String, counts: [String]) {
            forms = counts.map { "/\(filter)  \($0)" } + ["/\(filter)"]
            style = .warning
            isKept = true
        }
    }

    /// `titles`: the longest form first; a note that is kept may take the place of the longer ones.
    static func draw(
        _ titles: [String], note: Note, of pane: Pane, _ state: State, on canvas: inout Canvas
    ) {
        let isFocused = state.focus == pane
        let style: Style = isFocused ? .frameFocused : .frame
        canvas.fill(
            Rect(x: 0, y: 0, width: canvas.width, height: 1), with: canvas.symbols.horizontal,
            style: style)
        let (title, text) = fitting(titles, note, width: canvas.width)
        // The focus shows by the pointer and not by colour alone.
        let mark = isFocused ? canvas.symbols.pointer : " "
        canvas.write(
            "\(mark)\(pane.digit) \(title) ", at: Point(1, 0), style: isFocused ? .title : .strong,
            width: min(title.cellWidth + 4, max(0, canvas.width - 2)))
        guard let text else { return }
        canvas.write(
            " \(text) ", at: Point(canvas.width - text.cellWidth - 3, 0), style: note.style)
    }

    /// The title and the note as they are shown in a pane of some width.
    private static func fitting(
        _ titles: [String], _ note: Note, width: Int
    ) -> (title: String, note: String?) {
        let first = titles.first ?? ""
        for form in note.forms {
            for title in note.isKept ? titles : [first]
            where form.cellWidth <= room(beside: title, width: width) {
                return (title, form)
            }
        }
        guard note.isKept, let short = titles.last, let least = note.forms.last else {
            return (first, nil)
        }
        // The title is cut down to its digit, then the note.
        let room = width - least.cellWidth - 9
        if room >= 1 { return (short.cut(to: room), least) }
        let rest = Self.room(beside: "", width: width)
        return rest > 1 ? ("", least.cut(to: rest)) : (short, nil)
    }

    /// The columns that a note may have beside a title, in a pane of some width.
    static func room(beside title: String, width: Int) -> Int {
        width - 5 - min(title.cellWidth + 4, max(0, width - 2))
    }
}
