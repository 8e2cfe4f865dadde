import TrackerEngine

/// The chart of the reference, and below it how far the price of another market was from it.
struct CompareChart: Panel {
    let reference: Instrument
    /// The market that is compared with it; `nil` if no other has the pair.
    let other: SpreadBoard.Row?
    let layout: CompareLayout

    func draw(_ state: State, on canvas: inout Canvas) {
        let subject = ChartSubject(reference, state)
        canvas.draw(in: layout.pane) { part in
            box(state, part.symbols).draw(on: &part) { _ in }
        }
        let style = ChangeText(state.statistics(of: reference)?.change).chartStyle
        let chart = subject?.chart(time: state.localTime, style: style, fill: state.chartFill)
        guard let subject, let chart, let plan = chart.plan(in: layout.chart.size) else {
            let place = BoardBox.inside(layout.pane, hasSides: layout.hasSides)
            return canvas.draw(in: place) { noReference(state).draw(on: &$0) }
        }
        canvas.draw(in: layout.chart) { part in
            chart.draw(plan, on: &part)
        }
        guard let other, let spread = other.spread, spread.known > 0 else {
            return canvas.draw(in: layout.below) { nothing(state).draw(on: &$0) }
        }
        SpreadPanel(reference: reference, other: other, spread: spread, subject: subject)
            .draw(state, layout, plan, on: &canvas)
    }

    /// The frame for clicks.
    func frame(_ state: State) -> ViewFrame { box(state, state.symbols).frame(at: layout.pane) }

    private func box(_ state: State, _ symbols: Symbols) -> BoardBox {
        let own: PaneTitle.Piece = (reference.market.name, .strong)
        let beside: [PaneTitle.Piece] =
            other.map { [(" and ", .dim), ($0.instrument.market.name, .accent.bold)] } ?? []
        let pair = state.pieces(of: reference)
        var notes: [PaneTitle.Note] = []
        if state.statistics(of: reference) != nil {
            notes.append(state.spanNote([state.chart.span.title]))
        }
        if other != nil, let key = CompareView.sign(.swap, in: state.keys) {
            notes.append(PaneTitle.Note(keys: key, "as reference", in: symbols))
        }
        return BoardBox(
            title: [own] + beside + [(" ", .plain)] + pair, short: [own] + beside, notes: notes,
            isFocused: layout.list.isEmpty, hasSides: layout.hasSides)
    }
}

// MARK: - What is missing

extension CompareChart {
    private func noReference(_ state: State) -> EmptyText {
        EmptyText(
            what: "No price of \(reference.market.name) to compare with",
            why: "None of \(state.snapshot.title(of: reference)) came in the 24 hours before "
                + state.localTime.clock(at: state.window.last.unixSeconds) + ".",
            key: other.flatMap { _ in CompareView.sign(.swap, in: state.keys) }.map {
                "\($0) compares with the chosen market."
            } ?? "\(KeyName.sign(.escape)) closes the board.")
    }

    /// In place of the spread.
    private func nothing(_ state: State) -> EmptyText {
        let title = state.snapshot.title(of: reference)
        guard let other else {
            return EmptyText(
                what: "Only \(reference.market.name) has \(title)",
                why: "No other market that is polled lists a pair of this name.",
                key: "\(KeyName.sign(.escape)) closes the board"
                    + (state.keys.sign(.chart(.pin)).map {
                        "; \($0) then pins the pair to compare another one with it."
                    } ?? "."))
        }
        let name = other.instrument.market.name
        let moves = KeyName.signs(
            [Move.up, .down].compactMap { state.keys.keys(of: .move($0)).first })
        let key = moves.map { "\($0) choose another market." }
        guard other.last != nil else {
            return EmptyText(
                what: "No price of \(name) yet",
                why: "Its first one of \(title) came after "
                    + state.localTime.clock(at: state.window.last.unixSeconds) + ".", key: key)
        }
        let times = [other.instrument, reference].map { instrument in
            "\(instrument.market.name) has prices \(hours(of: instrument, state))"
        }
        return EmptyText(
            what: "No minute is known on both", why: times.joined(separator: ", ") + ".", key: key)
    }

    /// `from 03:10 to 04:20`: the first and the last minute with a price.
    private func hours(of instrument: Instrument, _ state: State) -> String {
        let points = state.window.series(of: instrument)?.points.map(\.minute) ?? []
        guard let first = points.first, let last = points.last else { return "at no time" }
        let clocks = [first, last].map { state.localTime.clock(at: $0.unixSeconds) }
        return first == last ? "at \(clocks[0])" : "from \(clocks[0]) to \(clocks[1])"
    }
}
