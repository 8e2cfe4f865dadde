/// The bottom line: the keys of the focused pane or of the view over it, or a notice.
struct HintsPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        if let notice = state.notice {
            canvas.write(notice, at: Point(1, 0), style: .notice, width: max(0, canvas.width - 1))
            return
        }
        // How to get help and how to get out is always there.
        let hints = state.hints
        let last = hints.suffix(2)
        let kept = last.reduce(0) { $0 + Self.width($1) + 2 }
        var x = 1
        for hint in hints.dropLast(2) {
            guard x + Self.width(hint) + kept < canvas.width else { break }
            Self.write(hint, at: &x, on: &canvas)
        }
        for hint in last {
            guard x + Self.width(hint) < canvas.width else { break }
            Self.write(hint, at: &x, on: &canvas)
        }
    }

    private static func width(_ hint: KeyHint) -> Int {
        hint.names.cellWidth + 1 + hint.does.cellWidth
    }

    private static func write(_ hint: KeyHint, at x: inout Int, on canvas: inout Canvas) {
        x += canvas.write(hint.names, at: Point(x, 0), style: .key) + 1
        x += canvas.write(hint.does, at: Point(x, 0), style: .dim) + 2
    }
}
