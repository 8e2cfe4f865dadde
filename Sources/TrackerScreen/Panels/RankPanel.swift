import TrackerEngine

/// The chosen pair's place in its market, and how much of its day is known.
struct RankPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        guard let board = state.board, let pair = state.chosenPair, let statistics = board[pair]
        else { return }
        let lines: [(inout Canvas) -> Void] = [
            { drawRank(board, pair, on: &$0) },
            { drawBar(board, pair, on: &$0) },
            { drawVariance(statistics, on: &$0) },
            { drawVolatility(in: board, of: pair, statistics, on: &$0) },
            { drawCoverage(state, statistics, on: &$0) },
        ]
        for (row, line) in lines.enumerated() where row < canvas.height {
            canvas.draw(in: Rect(x: 0, y: row, width: canvas.width, height: 1), line)
        }
    }

    private func drawRank(_ board: MarketBoard, _ pair: Pair, on canvas: inout Canvas) {
        let ranking = board.byVariance
        guard let rank = ranking.rank(of: pair), let place = ranking.place(of: pair) else {
            canvas.write("No variance rank yet: it takes two prices.", at: .zero, style: .dim)
            return
        }
        var x = canvas.write("variance rank ", at: .zero, style: .label)
        x += canvas.write(Numbers.fixed(rank, decimals: 3), at: Point(x, 0), style: .strong)
        write(place, of: ranking.count, at: x, on: &canvas)
    }

    /// Writes a place in the longest form that fits: a market may have thousands of pairs.
    private func write(
        _ place: Int, of count: Int, after words: String = "", at x: Int, on canvas: inout Canvas
    ) {
        let (place, count) = (Numbers.count(place), Numbers.count(count))
        let ways = ["place \(place) of \(count)", "\(place) of \(count)", "\(place)/\(count)"]
            .map { words + "  " + $0 }
        let room = max(0, canvas.width - x)
        let fitting = ways.first { $0.cellWidth <= room } ?? ways[ways.count - 1]
        canvas.write(fitting, at: Point(x, 0), width: room)
    }

    private func drawBar(_ board: MarketBoard, _ pair: Pair, on canvas: inout Canvas) {
        guard let rank = board.byVariance.rank(of: pair) else { return }
        let left = "restless "
        let right = " calm"
        let width = canvas.width - left.count - right.count
        guard width >= 8 else { return }
        canvas.write(left, at: .zero, style: .dim)
        canvas.draw(in: Rect(x: left.count, y: 0, width: width, height: 1)) { part in
            RankBar(rank).draw(on: &part, style: .accent)
        }
        canvas.write(right, at: Point(left.count + width, 0), style: .dim)
    }

    private func drawVariance(_ statistics: PairStatistics, on canvas: inout Canvas) {
        let x = canvas.write("variance   ", at: .zero, style: .label)
        let text = statistics.variance.map { Numbers.price($0, significant: 4) }
        canvas.write(text ?? Numbers.missing, at: Point(x, 0), width: max(0, canvas.width - x))
    }

    private func drawVolatility(
        in board: MarketBoard, of pair: Pair, _ statistics: PairStatistics, on canvas: inout Canvas
    ) {
        let x = canvas.write("volatility ", at: .zero, style: .label)
        guard let volatility = statistics.volatility, let place = board.byVolatility.place(of: pair)
        else {
            canvas.write(Numbers.missing, at: Point(x, 0))
            return
        }
        let percent = Numbers.fixed(volatility * 100, decimals: 2)
        write(
            place, of: board.byVolatility.count, after: "\(percent)% a day", at: x, on: &canvas)
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
