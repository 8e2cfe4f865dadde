import TrackerEngine

extension CompareView {
    /// The market that is compared with the reference; `nil` if no other has the pair.
    var chosen: SpreadBoard.Row? { board.others.first { $0.instrument.market == market } }

    /// The place of the chosen market among those but the reference.
    var row: Int {
        board.others.firstIndex { $0.instrument == chosen?.instrument } ?? 0
    }

    /// Its place among all of them.
    var place: Int {
        board.rows.firstIndex { $0.instrument == chosen?.instrument } ?? 0
    }

    func layout(_ state: State) -> CompareLayout {
        CompareLayout(in: state.layout.body.size, markets: board.rows.count)
    }

    /// The chart of the reference, and how it is drawn.
    func plan(_ state: State) -> (ChartSubject, Chart.Plan)? {
        let place = layout(state).chart
        guard let subject = ChartSubject(reference, state.comparing),
            let plan = subject.chart(time: state.localTime, style: .plain).plan(in: place.size)
        else { return nil }
        return (subject, plan)
    }

    func draw(_ state: State, on canvas: inout Canvas) {
        let layout = CompareLayout(in: canvas.size, markets: board.rows.count)
        if !layout.list.isEmpty {
            CompareTable(board: board, chosen: place, layout: layout).draw(state, on: &canvas)
        }
        CompareChart(reference: reference, other: chosen, layout: layout)
            .draw(state.comparing, on: &canvas)
    }
}

extension State {
    /// The state for the chart of the reference, which stands alone.
    fileprivate var comparing: State {
        var alone = self
        alone.chart.other = nil
        return alone
    }
}
