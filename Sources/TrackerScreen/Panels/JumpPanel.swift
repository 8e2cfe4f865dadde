import TrackerEngine

/// Looking for a pair of any market: what is typed, and what fits it best.
struct JumpPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        guard case .jump(let jump) = state.overlay else { return }
        let rows = min(16, max(3, canvas.height - 6))
        let box = canvas.bounds.centred(Size(width: 64, height: rows + 3))
        canvas.fill(box)
        canvas.border(box, style: .frameFocused, title: "Go to", titleStyle: .title)
        canvas.draw(in: box.inset(columns: 2, rows: 1)) { inside in
            drawPrompt(jump, on: &inside)
            let list = inside.bounds.splitTop(1).rest
            let top = max(0, min(jump.row - list.height / 2, jump.found.count - list.height))
            for line in 0..<list.height where top + line < jump.found.count {
                let rect = Rect(x: 0, y: list.y + line, width: list.width, height: 1)
                inside.draw(in: rect) { row in
                    drawRow(jump.found[top + line], state, on: &row)
                    if top + line == jump.row { row.restyle(row.bounds) { _ in .selection } }
                }
            }
        }
    }

    private func drawPrompt(_ jump: Jump, on canvas: inout Canvas) {
        let x = canvas.write(jump.prompt.text, at: .zero, style: .strong)
        canvas.fill(Rect(x: x, y: 0, width: 1, height: 1), style: .plain.reversed)
        let note =
            jump.prompt.text.isEmpty
            ? "a few letters of market and pair" : "\(Numbers.count(jump.count)) found"
        guard x + 3 + note.cellWidth <= canvas.width else { return }
        canvas.write(note, at: Point(canvas.width - note.cellWidth, 0), style: .dim)
    }

    private func drawRow(_ instrument: Instrument, _ state: State, on canvas: inout Canvas) {
        // The name first: where there is no room for both, the price goes.
        let room = canvas.width >= 32 ? canvas.width - 16 : canvas.width
        let x = canvas.write(state.snapshot.title(of: instrument), at: .zero, style: .strong) + 1
        if x < room {
            canvas.write(
                instrument.market.name, at: Point(x, 0), style: .dim, width: room - x)
        }
        let price =
            state.window.latest(of: instrument)
            .map { Numbers.price($0.price.amount) } ?? Numbers.missing
        canvas.write(price, at: Point(room, 0), width: canvas.width - room, align: .right)
    }
}
