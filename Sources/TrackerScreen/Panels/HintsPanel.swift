import TrackerEngine

/// The bottom line: the keys of the focused pane, a notice, or the line that is being typed.
struct HintsPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        if case .filter(let prompt) = state.overlay {
            var x = canvas.write("/", at: Point(1, 0), style: .key) + 1
            x += canvas.write(prompt.text, at: Point(x, 0), style: .strong)
            canvas.fill(Rect(x: x, y: 0, width: 1, height: 1), style: .plain.reversed)
            let help = "Enter keeps  Esc clears  ↑ recalls"
            guard x + 3 + help.cellWidth < canvas.width else { return }
            canvas.write(help, at: Point(canvas.width - help.cellWidth - 1, 0), style: .dim)
            return
        }
        if let notice = state.notice {
            canvas.write(notice, at: Point(1, 0), style: .notice, width: max(0, canvas.width - 1))
            return
        }
        var x = 1
        for hint in hints(state) {
            let width = hint.names.cellWidth + 1 + hint.does.cellWidth
            guard x + width < canvas.width else { break }
            x += canvas.write(hint.names, at: Point(x, 0), style: .key) + 1
            x += canvas.write(hint.does, at: Point(x, 0), style: .dim) + 2
        }
    }

    private func hints(_ state: State) -> [(names: String, does: String)] {
        if case .health = state.overlay { return KeyTable.hintsOfHealth }
        return state.window.markets.isEmpty
            ? KeyTable.hintsWithoutPrices : KeyTable.hints(for: state.focus)
    }
}
