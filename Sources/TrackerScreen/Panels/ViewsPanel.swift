import TrackerEngine

/// The saved views: names, filters, orders.
struct ViewsPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        guard case .views(let cursor) = state.overlay else { return }
        let views = state.views.all
        let rows = min(max(1, views.count), max(1, canvas.height - 6))
        let box = canvas.bounds.centred(Size(width: 64, height: rows + 3))
        canvas.fill(box)
        canvas.border(box, style: .frameFocused, title: "Saved views", titleStyle: .title)
        canvas.draw(in: box.inset(columns: 2, rows: 1)) { inside in
            let (foot, list) = (
                inside.bounds.splitBottom(1).bottom, inside.bounds.splitBottom(1).rest
            )
            if views.isEmpty { inside.write("None yet.", at: .zero, style: .dim) }
            let top = max(0, min(cursor.row - list.height / 2, views.count - list.height))
            for line in 0..<list.height where top + line < views.count {
                let rect = Rect(x: 0, y: line, width: list.width, height: 1)
                inside.draw(in: rect) { row in
                    draw(views[top + line], on: &row)
                    if top + line == cursor.row { row.restyle(row.bounds) { _ in .selection } }
                }
            }
            inside.draw(in: foot) { drawFoot(cursor, on: &$0) }
        }
    }

    private func draw(_ view: SavedView, on canvas: inout Canvas) {
        let arrow = view.sort.isAscending ? canvas.symbols.up : canvas.symbols.down
        canvas.write(view.name, at: .zero, style: .strong, width: min(24, canvas.width))
        canvas.write(
            "\(view.sort.column.title) \(arrow)  \(view.filter)", at: Point(25, 0),
            width: max(0, canvas.width - 25))
    }

    private func drawFoot(_ cursor: ViewsCursor, on canvas: inout Canvas) {
        guard let prompt = cursor.naming else {
            canvas.write(
                "Enter shows it  n keeps the list as it is  x forgets  Esc leaves", at: .zero,
                style: .dim, width: canvas.width)
            return
        }
        var x = canvas.write("name ", at: .zero, style: .key)
        x += canvas.write(prompt.text, at: Point(x, 0), style: .strong)
        canvas.fill(Rect(x: x, y: 0, width: 1, height: 1), style: .plain.reversed)
    }
}
