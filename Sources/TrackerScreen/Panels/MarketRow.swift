import TrackerEngine

/// What a row of the list of markets says of a market, beside its name and its pairs.
struct MarketRow: Panel {
    private let market: Market
    private let columns: MarketColumns
    private let pulse: MarketPulse
    private let source: SourceHealth?

    /// The time of an answer from which on it is slow.
    private static let slow = Duration.milliseconds(800)

    init(_ market: Market, _ columns: MarketColumns, _ state: State) {
        self.market = market
        self.columns = columns
        pulse = state.window.pulse(of: market)
        source = state.source(of: market)
    }

    func draw(_ state: State, on canvas: inout Canvas) {
        let place = columns.state ?? 0..<0
        let told = trouble(state, room: place.count)
        // Without a median what is wrong stands in the place of the line.
        if told == nil || columns.median != nil { drawTrend(on: &canvas) }
        if let told {
            canvas.write(
                told.text, at: Point(place.lowerBound, 0), style: told.style, width: place.count)
            return
        }
        let median = ChangeText(pulse.median)
        write(median.text, in: columns.median, style: median.style, on: &canvas)
        drawMover(state, on: &canvas)
        write(share(state), in: columns.share, style: .dim, on: &canvas)
        let took = source?.took
        write(
            took.map(Self.text) ?? Numbers.missing, in: columns.answer,
            style: took.map { $0 >= Self.slow } ?? false ? .warning : .dim, on: &canvas)
    }

    private func write(
        _ text: String, in place: Range<Int>?, style: Style, on canvas: inout Canvas
    ) {
        guard let place else { return }
        canvas.write(
            text, at: Point(place.lowerBound, 0), style: style, width: place.count, align: .right)
    }

    /// A line, part of it up and part down, as the pairs are; the part that is down is thinner.
    private func drawTrend(on canvas: inout Canvas) {
        guard let place = columns.trend, pulse.up + pulse.down > 0 else { return }
        let cells = place.count - 1
        let share = Double(pulse.up) / Double(pulse.up + pulse.down)
        let least = pulse.up > 0 ? 1 : 0
        let most = pulse.down > 0 ? cells - 1 : cells
        let up = min(most, max(least, Int((share * Double(cells)).rounded())))
        let symbols = canvas.symbols
        let signs: [Unicode.Scalar] = symbols.isASCII ? ["+", "-"] : [symbols.bar, symbols.track]
        for cell in 0..<cells {
            canvas.put(
                signs[cell < up ? 0 : 1], at: Point(place.lowerBound + 1 + cell, 0),
                style: cell < up ? .rising : .falling)
        }
    }

    private func drawMover(_ state: State, on canvas: inout Canvas) {
        guard let place = columns.mover, let mover = pulse.topMover else { return }
        // A blank, the change and its own blank.
        let room = 6
        let name = state.pieces(of: mover.instrument).first?.text ?? ""
        let width = place.count - room - 2
        canvas.write(
            name.cut(to: width), at: Point(place.lowerBound + 1, 0), width: width, align: .right)
        canvas.write(
            Numbers.percent(mover.change, room: room), at: Point(place.upperBound - room, 0),
            style: ChangeStep(mover.change).style, width: room, align: .right)
    }

    private func share(_ state: State) -> String {
        state.turnoverShare(of: market)
            .map { Numbers.unsignedPercent($0, decimals: 0, room: 4) } ?? Numbers.missing
    }

    /// `92 ms`, from ten seconds on `12 s`.
    static func text(_ took: Duration) -> String {
        let milliseconds = took.wholeMilliseconds
        return milliseconds < 10_000
            ? "\(milliseconds) ms" : "\(min(milliseconds / 1000, 99_999)) s"
    }

    /// What is wrong with the source, in words for a room; `nil` if nothing is.
    private func trouble(_ state: State, room: Int) -> (text: String, style: Style)? {
        guard let source else { return nil }
        let told = SourceState(source, in: state.snapshot)
        let short: String
        switch told {
        case .ok, .waiting, .followed: return nil
        case .failing: short = "failing"
        case .barred: short = "barred"
        }
        let reason = source.shortReason.map { "\(told.words): \($0)" }
        let point = reason.map { String($0.prefix { $0 != "," }) }
        let forms = [reason, point, told.words].compactMap(\.self)
        return (forms.first { $0.cellWidth <= room } ?? short, told.style)
    }
}
