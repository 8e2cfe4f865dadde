import TrackerEngine

/// A line for each source: how it does, and what its last poll was like.
struct SourcesTable {
    let layout: HealthLayout
    let chosen: Int

    func draw(_ state: State, on canvas: inout Canvas) {
        let sources = state.snapshot.sources
        let rows = layout.sources
        let longest = sources.map(\.name.cellWidth).max() ?? 0
        let columns = TableLayout(
            [
                .init("source", min(max(longest, 6), 16), worth: 9),
                .init("state", 16, worth: 8),
                .init("last ok", 8, worth: 6),
                .init("http", 4, .right, worth: 5),
                .init("pairs", 6, .right, worth: 4),
                .init("ms", 6, .right, worth: 3),
                .init("kB", 6, .right, worth: 2),
                .init(
                    "next try", max(8, sources.map { next($0, state).cellWidth }.max() ?? 0),
                    worth: 7),
                .init("why", 16, worth: 1, grows: true),
            ], width: rows.width - 3)
        canvas.draw(in: layout.heads) { columns.drawHeads(at: Point(3, 0), on: &$0) }
        let first = layout.firstSource(chosen, of: sources.count)
        canvas.draw(in: rows) { part in
            for row in 0..<part.height where first + row < sources.count {
                draw(sources[first + row], at: row, in: columns, state, on: &part)
                guard first + row == chosen else { continue }
                let line = Rect(x: 0, y: row, width: part.width, height: 1)
                part.put(part.symbols.pointer, at: line.origin)
                part.restyle(line) { $0.on(.selection) }
            }
        }
    }

    /// When it is asked again.
    private func next(_ source: SourceHealth, _ state: State) -> String {
        let isAsked = source.lastSuccess != nil || source.failure != nil
        return source.nextPoll.map { state.clock($0) } ?? (isAsked ? "now" : Numbers.missing)
    }

    private func draw(
        _ source: SourceHealth, at row: Int, in columns: TableLayout, _ state: State,
        on canvas: inout Canvas
    ) {
        let told = SourceState(source, in: state.snapshot)
        canvas.put(told.sign(canvas.symbols), at: Point(1, row), style: told.style)
        let status = source.requests.last?.status.map { "\($0)" }
        let took = source.took.map { Numbers.count($0.wholeMilliseconds) }
        let hasAnswered = source.lastSuccess != nil
        columns.draw(
            [
                (source.name, .strong), (told.words, told.style),
                (source.lastSuccess.map { state.clock($0) } ?? Numbers.missing, .dim),
                (status ?? Numbers.missing, .dim),
                (hasAnswered ? Numbers.count(source.quotes) : Numbers.missing, .dim),
                (took ?? Numbers.missing, .dim),
                (hasAnswered ? Numbers.kilobytes(source.bytes) : Numbers.missing, .dim),
                (next(source, state), .dim),
                (source.shortReason ?? "", told.style),
            ], at: Point(3, row), on: &canvas)
    }
}
