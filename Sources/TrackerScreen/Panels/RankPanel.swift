import TrackerEngine

/// The chosen pair's place in its market, and how much of its day is known.
///
/// Volatility comes first: it says how restless a pair is, whatever its price. The variance is that
/// of the prices as they are, and so mostly a matter of how large they are.
struct RankPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        guard let board = state.board, let pair = state.chosenPair, let statistics = board[pair]
        else { return }
        let isLoading = state.isLoading(board.market)
        let volatility: (inout Canvas) -> Void = {
            drawVolatility(statistics, of: pair, in: board, isLoading: isLoading, on: &$0)
        }
        let rank: (inout Canvas) -> Void = {
            drawRank(of: pair, in: board, isLoading: isLoading, on: &$0)
        }
        let lines =
            canvas.height < 3
            ? [rank, volatility]
            : [
                volatility, { drawGauge(of: pair, in: board, isLoading: isLoading, on: &$0) }, rank,
                { drawVariance(statistics, on: &$0) },
                { drawCoverage(state, statistics, on: &$0) },
            ]
        for (row, line) in lines.enumerated() where row < canvas.height {
            canvas.draw(in: Rect(x: 0, y: row, width: canvas.width, height: 1), line)
        }
    }

    private func drawVolatility(
        _ statistics: PairStatistics, of pair: Pair, in board: MarketBoard, isLoading: Bool,
        on canvas: inout Canvas
    ) {
        let x = canvas.write("volatility ", at: .zero, style: .label)
        guard let volatility = statistics.volatility, let place = board.byVolatility.place(of: pair)
        else {
            canvas.write(Numbers.missing, at: Point(x, 0))
            return
        }
        let percent = Numbers.unsignedPercent(volatility)
        let count = board.byVolatility.count
        let text = PlaceText(
            place: place, count: count, without: board.byVariance.count - count,
            isSoFar: isLoading)
        text.draw(after: [percent + " a day", percent], at: x, on: &canvas)
    }

    /// Where the pair stands between the calmest of its market and the wildest, by volatility.
    private func drawGauge(
        of pair: Pair, in board: MarketBoard, isLoading: Bool, on canvas: inout Canvas
    ) {
        let ranking = board.byVolatility
        guard let place = ranking.place(of: pair) else { return }
        let (left, right) = ("calm ", " wild")
        let width = canvas.width - left.count - right.count
        guard width >= 8 else { return }
        canvas.write(left, at: .zero, style: .dim)
        canvas.draw(in: Rect(x: left.count, y: 0, width: width, height: 1)) { part in
            let share = Double(ranking.count - place) / Double(max(1, ranking.count - 1))
            RankBar(share).draw(on: &part, style: isLoading ? .dim : .accent)
        }
        canvas.write(right, at: Point(left.count + width, 0), style: .dim)
    }

    private func drawRank(
        of pair: Pair, in board: MarketBoard, isLoading: Bool, on canvas: inout Canvas
    ) {
        let ranking = board.byVariance
        guard let rank = ranking.rank(of: pair), let place = ranking.place(of: pair) else {
            canvas.write("No variance rank yet: it takes two prices.", at: .zero, style: .dim)
            return
        }
        let x = canvas.write("variance rank ", at: .zero, style: .label)
        let text = PlaceText(
            place: place, count: ranking.count, without: board.pairs.count - ranking.count,
            isSoFar: isLoading)
        text.draw(after: [Numbers.fixed(rank, decimals: 3)], at: x, on: &canvas)
    }

    private func drawVariance(_ statistics: PairStatistics, on canvas: inout Canvas) {
        let x = canvas.write("variance   ", at: .zero, style: .label)
        let text = statistics.variance.map { Numbers.variance($0) }
        canvas.write(text ?? Numbers.missing, at: Point(x, 0), width: max(0, canvas.width - x))
    }

    private func drawCoverage(
        _ state: State, _ statistics: PairStatistics, on canvas: inout Canvas
    ) {
        let x = canvas.write("minutes    ", at: .zero, style: .label)
        guard let instrument = state.chosenInstrument else { return }
        let window = state.window
        let newest = window.latest(of: instrument)?.minute
        let text = CoverageText(
            coverage: window.coverage(of: instrument) ?? Coverage(polled: statistics.count),
            last: newest.map { state.localTime.clock(at: $0.unixSeconds) },
            isOld: newest.map { $0 < window.last.advanced(by: -2) } ?? false)
        let room = max(0, canvas.width - x)
        canvas.write(text.text(room: room), at: Point(x, 0), width: room)
    }
}
