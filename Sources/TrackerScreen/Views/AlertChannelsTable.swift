import TrackerEngine

/// The channels, a row each.
struct AlertChannelsTable {
    private let view: AlertsView

    init(_ view: AlertsView) { self.view = view }

    private static func columns(_ width: Int) -> TableLayout {
        TableLayout(
            [
                TableLayout.Column("", 1, worth: 20), TableLayout.Column("channel", 12, worth: 15),
                TableLayout.Column("to", 26, worth: 5),
                TableLayout.Column("state", 30, worth: 10),
                TableLayout.Column("waiting", 7, .right, worth: 8),
                TableLayout.Column("said", 12, worth: 6, grows: true),
            ], width: width)
    }

    func draw(in part: AlertsLayout.Part, _ state: State, on canvas: inout Canvas) {
        let layout = Self.columns(part.rows.width - 3)
        layout.drawHeads(at: Point(part.heads.x + 2, part.heads.y), in: part.heads, on: &canvas)
        let top = view.top(of: .channels, height: part.rows.height)
        for row in 0..<part.rows.height where top + row < view.channels.count {
            let rect = Rect(
                x: part.rows.x, y: part.rows.y + row, width: part.rows.width, height: 1)
            canvas.draw(in: rect) { line in
                draw(view.channels[top + row], in: layout, state, on: &line)
                view.markChosen(.channels, top + row, on: &line)
            }
        }
    }

    private func draw(
        _ channel: ChannelReport, in layout: TableLayout, _ state: State, on canvas: inout Canvas
    ) {
        let (words, style) = Self.words(channel, state)
        let isWell = style == .plain || style == .dim
        layout.draw(
            [
                (String(isWell ? canvas.symbols.good : canvas.symbols.bad), style),
                (channel.name, .strong), (channel.place, .dim), (words, style),
                (channel.waiting > 0 ? Numbers.count(channel.waiting) : "", .plain),
                (channel.reply ?? "", .dim),
            ], at: Point(2, 0), on: &canvas)
    }

    /// How a channel does: `well 14:31`, `fails, tries again 14:52`.
    static func words(_ channel: ChannelReport, _ state: State) -> (String, Style) {
        let words = channel.state.words(state.clockAhead)
        let style: Style =
            switch channel.state {
            case .unused: .dim
            case .well: .plain
            case .failing, .paused: .warning
            case .barred, .refusing: .error
            }
        return (words, style)
    }
}
