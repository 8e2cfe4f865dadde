import TrackerEngine

/// The chosen pair's place in its market, and how much of its day is known.
///
/// Volatility comes first: it says how much a pair moves, whatever its price. The variance is that
/// of the prices as they are, and so mostly a matter of how large they are.
struct RankPanel: Panel {
    let subject: ChartSubject

    /// The columns of the words before figures.
    private static let label = 11

    func draw(_ state: State, on canvas: inout Canvas) {
        let instrument = subject.instrument
        let board = state.window.board(of: instrument.market)
        guard let statistics = board[instrument.pair] else { return }
        let rows = MarketPlace(of: instrument, statistics, in: board, state)
        let lines: [(inout Canvas) -> Void] =
            switch canvas.height {
            case ...1: [rows.drawBoth]
            case 2: [rows.drawVolatility, rows.drawVariance]
            case 3: [rows.drawVolatility, rows.drawStrip, rows.drawVariance]
            default:
                [
                    rows.drawVolatility, rows.drawStrip, rows.drawVariance,
                    { drawCoverage(state, statistics, on: &$0) },
                ]
            }
        for (row, line) in lines.enumerated() where row < canvas.height {
            canvas.draw(in: Rect(x: 0, y: row, width: canvas.width, height: 1), line)
        }
    }

    private func drawCoverage(
        _ state: State, _ statistics: PairStatistics, on canvas: inout Canvas
    ) {
        canvas.write("minutes", at: .zero, style: .label)
        let (instrument, window) = (subject.instrument, state.window)
        let newest = window.latest(of: instrument)?.minute
        let words = CoverageText(
            coverage: window.coverage(of: instrument) ?? Coverage(polled: statistics.count),
            last: newest.map { state.localTime.clock(at: $0.unixSeconds) },
            isOld: newest.map { $0 < window.last.advanced(by: -2) } ?? false)
        let hours = subject.hours
        let room = max(0, canvas.width - Self.label)
        let left = room - hours.width - 1
        let text = words.text(room: left > 0 ? left : room)
        let x = Self.label + canvas.write(text, at: Point(Self.label, 0)) + 1
        guard x + hours.width <= canvas.width else { return }
        canvas.draw(in: Rect(x: x, y: 0, width: hours.width, height: 1)) { hours.draw(on: &$0) }
        if x + hours.width + 8 <= canvas.width {
            canvas.write(" by hour", at: Point(x + hours.width, 0), style: .dim)
        }
    }
}
