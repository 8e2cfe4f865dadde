import TrackerEngine

/// The chosen pair: its price, its day, its rank.
struct PairPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        guard let parts = PairParts(state) else {
            EmptyText.chart(state).draw(on: &canvas)
            return
        }
        parts.draw(state, on: &canvas)
    }
}

/// The parts of the pane of a pair that has prices.
struct PairParts: Panel {
    private let subject: ChartSubject
    private let statistics: PairStatistics

    /// `nil` while no pair is chosen, or it has no price.
    init?(_ state: State) {
        guard let subject = ChartSubject(state),
            let statistics = state.statistics(of: subject.instrument)
        else { return nil }
        (self.subject, self.statistics) = (subject, statistics)
    }

    func draw(_ state: State, on canvas: inout Canvas) {
        if state.isEnlarged {
            return EnlargedPanel(subject: subject, statistics: statistics).draw(state, on: &canvas)
        }
        let instrument = subject.instrument
        let places = PairPlaces(in: canvas.size, digits: subject.head.digits)
        canvas.draw(in: places.quote) {
            QuotePanel(
                subject: subject, statistics: statistics,
                age: PriceAge(of: instrument, in: state.window),
                turnover: state.window.turnover(of: instrument)
            ).draw(state, on: &$0)
        }
        canvas.draw(in: places.range) {
            RangePanel(subject: subject, statistics: statistics).draw(state, on: &$0)
        }
        canvas.draw(in: places.chart) { part in
            part.mayLag()
            ChartPanel(subject: subject, statistics: statistics).draw(state, on: &part)
        }
        canvas.draw(in: places.rank) { RankPanel(subject: subject).draw(state, on: &$0) }
    }
}
