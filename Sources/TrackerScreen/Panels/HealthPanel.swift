import TrackerEngine

/// Every source and its newest requests, for who asks why there is nothing.
struct HealthPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        guard case .health(let cursor) = state.overlay else { return }
        let layout = HealthLayout(state, cursor, in: canvas.size)
        let sources = state.snapshot.sources
        RuleTitle.draw("Sources", note: Self.note(state), .frameFocused, in: layout.title, &canvas)
        canvas.fill(layout.separator, with: canvas.symbols.vertical, style: .frame)
        canvas.draw(in: layout.proxies) { drawProxies(state.proxies, on: &$0) }
        guard sources.indices.contains(cursor.source) else {
            canvas.write("No source is asked.", at: Point(2, 1), style: .dim)
            return
        }
        let source = sources[cursor.source]
        SourcesTable(layout: layout, chosen: cursor.source).draw(state, on: &canvas)
        canvas.draw(in: layout.reason) { part in
            let isCalm = source.failure?.isBarred ?? true
            for (row, line) in layout.reasonLines.enumerated() {
                part.write(
                    line, at: Point(row == 0 ? 1 : 3, row), style: isCalm ? .warning : .error,
                    width: max(0, part.width - 1))
            }
        }
        RequestsTable(layout: layout, source: source, top: cursor.top).draw(state, on: &canvas)
    }

    private static func note(_ state: State) -> String {
        if case .following = state.snapshot.store {
            return "not asked: another tracker-tui polls, and knows how they do"
        }
        let summary = SourceSummary(state.snapshot)
        guard summary.count > 1 else { return "" }
        return "\(summary.ok.count) of \(summary.count) ok"
    }

    /// What does not get a line of its own goes on the last one.
    private func drawProxies(_ lines: [String], on canvas: inout Canvas) {
        for row in 0..<canvas.height where row < lines.count {
            let isLast = row == canvas.height - 1
            canvas.write(row == 0 ? "proxy" : "", at: Point(1, row), style: .label, width: 6)
            canvas.write(
                isLast ? lines[row...].joined(separator: "; ") : lines[row], at: Point(8, row),
                style: .dim, width: max(0, canvas.width - 8))
        }
    }
}

/// A line across with a title at the left and a note at the right.
enum RuleTitle {
    static func draw(
        _ title: String, note: String, _ style: Style, in rect: Rect, _ canvas: inout Canvas
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
