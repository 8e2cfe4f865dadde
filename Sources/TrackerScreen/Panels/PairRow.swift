import TrackerEngine

/// A row of the list of pairs.
///
/// A pair whose price is old is faint, and has the age in place of the change.
struct PairRow: Panel {
    private let instrument: Instrument
    private let columns: PairColumns
    private let isChosen: Bool
    private let statistics: PairStatistics?
    private let change: ChangeText
    private let isOld: Bool

    init(_ instrument: Instrument, _ columns: PairColumns, isChosen: Bool, _ state: State) {
        self.instrument = instrument
        self.columns = columns
        self.isChosen = isChosen
        statistics = state.statistics(of: instrument)
        let age = PriceAge(of: instrument, in: state.window)
        isOld = age?.isOld ?? false
        change = ChangeText(statistics?.change, age: age)
    }

    func draw(_ state: State, on canvas: inout Canvas) {
        if isChosen {
            canvas.put(canvas.symbols.pointer, at: .zero, style: .accent)
        } else if let sign = state.alertScreen.index.signs[instrument] {
            canvas.put("!", at: .zero, style: sign == .fired ? .warning.bold : .dim)
        }
        drawName(state, on: &canvas)
        let price = statistics.map { PriceText($0).text($0.last, room: columns.price.count - 1) }
        write(
            price ?? Numbers.missing, in: columns.price, style: isOld ? .dim : .plain, on: &canvas)
        write(change.text, in: columns.change, style: change.style, on: &canvas)
        for (figure, place) in columns.figures {
            write(
                FigureText(figure, of: instrument, state).text ?? Numbers.missing, in: place,
                style: style(of: figure, state), on: &canvas)
        }
        drawRange(on: &canvas)
        drawSparkline(state, on: &canvas)
        guard isChosen else { return }
        let ground = Style.Ground.selection(focused: state.focus == .pairs)
        canvas.restyle(canvas.bounds) { $0.on(ground) }
    }

    private func write(
        _ text: String, in range: Range<Int>?, style: Style, on canvas: inout Canvas
    ) {
        guard let range, !range.isEmpty else { return }
        canvas.write(
            text, at: Point(range.lowerBound, 0), style: style, width: range.count, align: .right)
    }

    private func style(of figure: PairSort.Column, _ state: State) -> Style {
        switch figure {
        case .turnover where !isOld: return .plain
        case .volatility where !isOld:
            // While history comes in, the other pairs do not have all of their prices.
            guard !state.isLoading(instrument.market) else { return .dim }
            let ranking = state.window.board(of: instrument.market).byVolatility
            return ranking.place(of: instrument.pair)
                .map { HeatStep(place: $0, of: ranking.count).style } ?? .dim
        default: return .dim
        }
    }

    /// Draws the pair's name with its star, and with its market if the list goes across markets.
    private func drawName(_ state: State, on canvas: inout Canvas) {
        let range = columns.name
        if state.favourites.isStarred(instrument), state.chosenListing != .starred {
            canvas.put(canvas.symbols.star, at: Point(range.lowerBound - 1, 0), style: .warning)
        }
        let title = state.snapshot.title(of: instrument, room: range.count)
        let slash = title.firstIndex(of: "/") ?? title.endIndex
        canvas.draw(in: Rect(x: range.lowerBound, y: 0, width: range.count, height: 1)) { part in
            var x = part.write(title[..<slash], at: .zero, style: isOld ? .dim : .strong)
            x += part.write(title[slash...], at: Point(x, 0), style: .dim) + 1
            guard state.chosenListing?.market == nil, x + 2 <= part.width else { return }
            part.write(
                instrument.market.name, at: Point(x, 0), style: .dim, width: part.width - x)
        }
    }

    /// Draws the day's prices as a line from the lowest to the highest, with a mark at the last.
    private func drawRange(on canvas: inout Canvas) {
        guard let place = columns.range, let low = statistics?.low, let high = statistics?.high,
            let last = statistics?.last
        else { return }
        let cells = place.count - 1
        let span = high.amount - low.amount
        let share = span > 0 ? (last.amount - low.amount) / span : 0.5
        let mark = min(cells - 1, Int(share * Double(cells)))
        for cell in 0..<cells {
            canvas.put(
                cell == mark ? canvas.symbols.scroll : canvas.symbols.horizontal,
                at: Point(place.lowerBound + 1 + cell, 0),
                style: cell == mark && !isOld ? .plain : .dim)
        }
    }

    private func drawSparkline(_ state: State, on canvas: inout Canvas) {
        guard let place = columns.spark else { return }
        let cells = place.count - 1
        let sparkline = state.shown.sparklines.sparkline(of: instrument, columns: cells) {
            state.window.series(of: instrument).map { Sparkline($0.amounts, columns: cells) }
        }
        sparkline?.draw(
            on: &canvas, at: Point(place.lowerBound + 1, 0), style: isOld ? .dim : change.trail,
            last: change.style)
    }
}
