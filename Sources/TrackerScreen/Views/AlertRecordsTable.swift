import TrackerEngine

/// What fired, the newest first.
struct AlertRecordsTable {
    private let view: AlertsView

    init(_ view: AlertsView) { self.view = view }

    private static func columns(_ width: Int) -> TableLayout {
        TableLayout(
            [
                TableLayout.Column("", 1, worth: 20),
                TableLayout.Column("time", 12, worth: 15),
                TableLayout.Column("pair", width >= 70 ? 20 : 16, worth: 9),
                TableLayout.Column("what", 22, worth: 10, grows: true),
                TableLayout.Column("prices", 22, worth: 4),
                TableLayout.Column("rule", 14, worth: 3),
                TableLayout.Column("sent", 14, worth: 6),
            ], width: width)
    }

    func draw(in part: AlertsLayout.Part, _ state: State, on canvas: inout Canvas) {
        let layout = Self.columns(part.rows.width - 3)
        layout.drawHeads(at: Point(part.heads.x + 2, part.heads.y), in: part.heads, on: &canvas)
        let top = view.top(of: .fired, height: part.rows.height)
        for row in 0..<part.rows.height where top + row < view.records.count {
            let rect = Rect(
                x: part.rows.x, y: part.rows.y + row, width: part.rows.width, height: 1)
            canvas.draw(in: rect) { line in
                draw(view.records[top + row], in: layout, state, on: &line)
                view.markChosen(.fired, top + row, on: &line)
            }
        }
    }

    private func draw(
        _ record: AlertRecord, in layout: TableLayout, _ state: State, on canvas: inout Canvas
    ) {
        let event = record.event
        let rule = view.rules[event.rule]
        let sign = record.isSeen ? " " : String(canvas.symbols.rules[0])
        let (sent, style) = Self.sent(record)
        let change = event.change.map { ChangeText($0).style } ?? .plain
        layout.draw(
            [
                (sign, .warning.bold), (Self.time(event.minute, state), .plain),
                (state.alertName(of: event.subject), record.isSeen ? .plain : .strong),
                (AlertWords.fact(event, of: rule), event.kind == .end ? .dim : change),
                (AlertWords.prices(event), .dim), (event.rule, .dim), (sent, style),
            ], at: Point(2, 0), on: &canvas)
    }

    /// `14:31`, `27 Nov 22:04`.
    private static func time(_ minute: Minute, _ state: State) -> String {
        let (seconds, now) = (minute.unixSeconds, state.window.last.unixSeconds)
        let clock = state.localTime.clock(at: seconds)
        let isToday = state.localTime.day(at: seconds) == state.localTime.day(at: now)
        return isToday ? clock : "\(state.localTime.date(at: seconds)) \(clock)"
    }

    /// What became of it, the worst first: `mail refused`, `2 wait`, `sent`.
    private static func sent(_ record: AlertRecord) -> (String, Style) {
        if record.isSilenced { return ("silenced", .dim) }
        let deliveries = record.deliveries
        for state in [OutboxRow.State.refused, .givenUp, .waiting] {
            guard let first = deliveries.first(where: { $0.state == state }) else { continue }
            let word = state == .refused ? "refused" : state == .waiting ? "waits" : "given up"
            return ("\(first.channel) \(word)", .warning)
        }
        return deliveries.isEmpty ? ("here only", .dim) : ("sent", .dim)
    }
}
