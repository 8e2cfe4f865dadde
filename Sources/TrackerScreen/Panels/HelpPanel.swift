/// All keys, over everything else.
struct HelpPanel: Panel {
    private static let nameWidth = 18

    func draw(_ state: State, on canvas: inout Canvas) {
        guard case .help(let wish) = state.overlay else { return }
        let help = HelpText(state.keys)
        let rows = help.rows(height: canvas.height)
        let box = canvas.bounds.centred(Size(width: 76, height: rows + 2))
        canvas.fill(box)
        canvas.border(box, style: .frameFocused, title: "Keys", titleStyle: .title)
        let top = help.clamped(wish, height: canvas.height)
        canvas.draw(in: box.inset(columns: 2, rows: 1)) { inside in
            for (row, line) in help.lines.dropFirst(top).prefix(rows).enumerated() {
                draw(line, row, on: &inside)
            }
        }
        let more = top + rows < help.lines.count
        let foot = more ? " ↓ more  Esc closes " : " Esc closes "
        guard box.width > foot.cellWidth + 4, box.height >= 2 else { return }
        canvas.write(
            foot, at: Point(box.right - foot.cellWidth - 2, box.bottom - 1), style: .dim)
    }

    private func draw(_ line: HelpText.Line, _ row: Int, on canvas: inout Canvas) {
        switch line {
        case .title(let title): canvas.write(title, at: Point(0, row), style: .title)
        case .key(let names, let does):
            canvas.write(
                names, at: Point(2, row), style: .key, width: min(Self.nameWidth, canvas.width))
            canvas.write(
                does, at: Point(Self.nameWidth + 2, row),
                width: max(0, canvas.width - Self.nameWidth - 2))
        case .blank: break
        }
    }
}
