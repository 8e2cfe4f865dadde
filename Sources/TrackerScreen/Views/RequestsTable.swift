import TrackerEngine

/// The newest requests of a source, newest first.
struct RequestsTable {
    let layout: HealthLayout
    let source: SourceHealth
    /// The first that is shown.
    let top: Int

    private static let columns: [TableLayout.Column] = [
        .init("time", 8, worth: 9), .init("what", 7, worth: 8),
        .init("http", 4, .right, worth: 7), .init("ms", 6, .right, worth: 5),
        .init("bytes", 9, .right, worth: 3), .init("entries", 7, .right, worth: 4),
        .init("error", 12, worth: 6, grows: true),
    ]

    func draw(_ state: State, on canvas: inout Canvas) {
        let count = source.requests.count
        let rows = layout.requestRows
        let first = layout.clamped(top, of: count)
        let last = min(count, first + rows.height)
        RuleTitle.draw(
            "Requests of \(source.name)",
            note: last > first ? "\(first + 1)–\(last) of \(count)" : "",
            style: .frame, in: layout.requests.splitTop(1).top, on: &canvas)
        guard count > 0 else {
            canvas.draw(in: rows) { part in
                part.write(nothing(state), at: Point(1, 0), style: .dim)
            }
            return
        }
        let columns = TableLayout(Self.columns, width: rows.width - 2)
        if HealthLayout.heads(layout.requests.height) > 0 {
            canvas.draw(in: layout.requests) { columns.drawHeads(at: Point(1, 1), on: &$0) }
        }
        canvas.draw(in: rows) { part in
            for (row, request) in source.requests.reversed().dropFirst(first).prefix(rows.height)
                .enumerated()
            {
                columns.draw(texts(request, state), at: Point(1, row), on: &part)
            }
        }
    }

    private func nothing(_ state: State) -> String {
        state.snapshot.isFollowing ? "Another tracker-tui polls it." : "No request yet."
    }

    private func texts(
        _ request: RequestRecord, _ state: State
    ) -> [(text: String, style: Style)] {
        let hasFailed = request.failure != nil
        return [
            (state.clock(request.at), .plain), (request.purpose.rawValue, .plain),
            (request.status.map { "\($0)" } ?? Numbers.missing, hasFailed ? .error : .plain),
            (Numbers.count(request.took.wholeMilliseconds), .dim),
            (Numbers.count(request.bytes), .dim),
            (request.entries.map { Numbers.count($0) } ?? Numbers.missing, .dim),
            (request.failure.map { source.withoutHost($0) } ?? "", .error),
        ]
    }
}
