import TrackerEngine

/// How far the price of a market was from that of the reference, below the chart of that one: words,
/// a picture, figures.
struct SpreadPanel {
    let reference: Instrument
    let other: SpreadBoard.Row
    let spread: SpreadSeries
    let subject: ChartSubject

    private var name: String { other.instrument.market.name }

    func draw(
        _ state: State, _ layout: CompareLayout, _ chart: Chart.Plan, on canvas: inout Canvas
    ) {
        let plot = plot(chart)
        canvas.draw(in: layout.words) { drawWords(state, on: &$0) }
        let columns = Rect(
            x: layout.spread.x + chart.plot.x, y: layout.spread.y, width: chart.plot.width,
            height: layout.spread.height)
        canvas.draw(in: columns) { part in
            plot.draw(on: &part)
            drawCursor(chart, on: &part)
        }
        let beside = Rect(
            x: layout.spread.x + chart.beside.x, y: layout.spread.y, width: chart.beside.width,
            height: layout.spread.height)
        canvas.draw(in: beside) { drawLabels(plot, on: &$0) }
        canvas.draw(in: layout.figures) { drawFigures(state, on: &$0) }
    }

    /// The distances at the minutes of the chart's columns.
    private func plot(_ chart: Chart.Plan) -> SpreadPlot {
        let first = spread.start.distance(to: subject.minutes.lowerBound)
        let shown = first + chart.shown.lowerBound..<first + chart.shown.upperBound
        let distances = spread.bp[shown.clamped(to: spread.bp.indices)]
        return SpreadPlot(
            chart.wholeCandles(of: distances), limit: SpreadSeries.limit,
            most: (spread.quantile99 ?? 0) * 8)
    }

    /// Of what it is, and the distance at the cursor, or now.
    private func drawWords(_ state: State, on canvas: inout Canvas) {
        let (text, style) = reading(state)
        canvas.write(
            text, at: Point(max(0, canvas.width - text.cellWidth - 1), 0), style: style,
            width: canvas.width)
        let room = canvas.width - text.cellWidth - 3
        let forms = ["\(name) minus \(reference.market.name), in bp", "\(name), in bp", "bp"]
        guard let words = forms.first(where: { $0.cellWidth <= room }) else { return }
        canvas.write(words, at: .zero, style: .plain)
    }

    private func reading(_ state: State) -> (text: String, style: Style) {
        if let cursor = subject.view.cursor {
            let place = spread.start.distance(to: cursor)
            let bp = spread.bp.indices.contains(place) ? spread.bp[place] : .nan
            return (
                "\(state.localTime.clock(at: cursor.unixSeconds)) \(Numbers.bp(bp))", .accent.bold
            )
        }
        if let now = other.now { return ("now \(Numbers.bp(now))", .accent.bold) }
        guard let newest = spread.newest, let age = other.age else { return ("", .plain) }
        return ("\(age.text) ago \(Numbers.bp(newest.bp))", .warning)
    }

    private func drawCursor(_ chart: Chart.Plan, on canvas: inout Canvas) {
        guard let cursor = subject.view.cursor,
            let column = chart.column(of: subject.minutes.lowerBound.distance(to: cursor))
        else { return }
        for y in 0..<canvas.height {
            canvas.putBehind(canvas.symbols.vertical, at: Point(column, y), style: .accent)
        }
    }

    /// The ends of the axis, and 0.
    private func drawLabels(_ plot: SpreadPlot, on canvas: inout Canvas) {
        guard canvas.height > 0, canvas.width > 2 else { return }
        let exact = RoundSize.text(plot.end)
        let end = exact.cellWidth + 1 < canvas.width ? exact : Numbers.compact(plot.end)
        let labels =
            [("+" + end, 0), ("0", canvas.height / 2)]
            + [(Numbers.minus + end, canvas.height - 1)]
        for (text, y) in labels {
            canvas.write(
                text, at: Point(0, y), style: .axis, width: canvas.width - 1, align: .right)
        }
    }
}

// MARK: - Figures

extension SpreadPanel {
    private typealias Figure = (word: String, text: String, style: Style)

    /// The figures of the day, in words or in signs; what there is no room for is left out.
    private func drawFigures(_ state: State, on canvas: inout Canvas) {
        guard canvas.height > 0 else { return }
        let all = [rows(inWords: true, canvas.symbols), rows(inWords: false, canvas.symbols)]
        let rows = all.first { Self.width($0[0]) <= canvas.width } ?? all[1]
        for (y, row) in rows.enumerated() where y < canvas.height {
            if y == 1, let silence = silence(state) {
                canvas.write(silence, at: Point(0, y), style: .warning, width: canvas.width)
                continue
            }
            var x = 0
            for figure in row where x + Self.width([figure]) <= canvas.width {
                x += canvas.write(figure.word + " ", at: Point(x, y), style: .label)
                x += canvas.write(figure.text, at: Point(x, y), style: figure.style) + Self.gap
            }
        }
    }

    /// The columns between two figures.
    private static let gap = 3

    private static func width(_ row: [Figure]) -> Int {
        row.reduce(-gap) { $0 + $1.word.cellWidth + 1 + $1.text.cellWidth + gap }
    }

    private func rows(inWords: Bool, _ symbols: Symbols) -> [[Figure]] {
        let limit = Numbers.fixed(SpreadSeries.limit, decimals: 0)
        let within = spread.quantile95.map { Numbers.fixed($0, decimals: 1) } ?? Numbers.missing
        let known = "\(Numbers.count(spread.known)) of \(Numbers.count(spread.bp.count)) min"
        return [
            [
                ("median", Numbers.bp(spread.median ?? .nan), .plain),
                (
                    inWords ? "95% within" : "95%",
                    (symbols.isASCII ? "+-" : "±") + within, .plain
                ),
                (
                    inWords ? "over \(limit) bp apart for" : ">\(limit) bp",
                    "\(Numbers.count(spread.minutesBeyond)) min",
                    spread.minutesBeyond > 0 ? .warning : .plain
                ),
            ],
            [(inWords ? "both have prices in" : "both", known, .plain)],
        ]
    }

    /// The market that has told nothing for some time, and why; `nil` while both are heard.
    private func silence(_ state: State) -> String? {
        guard other.now == nil else { return nil }
        let silent = [other.instrument, reference].first { instrument in
            PriceAge(of: instrument, in: state.window)?.isOld ?? true
        }
        guard let silent, let latest = state.window.latest(of: silent) else { return nil }
        let clock = state.localTime.clock(at: latest.minute.unixSeconds)
        let why = state.whyMissing(silent, at: state.window.last).map { ": \($0)" } ?? ""
        return "No price of \(silent.market.name) since \(clock)\(why)"
    }
}
