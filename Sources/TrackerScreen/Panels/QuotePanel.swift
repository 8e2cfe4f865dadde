import TrackerEngine

/// The last price, large where there is room, with its change and its newest minutes.
struct QuotePanel: Panel {
    let subject: ChartSubject
    let statistics: PairStatistics
    /// Of the last price.
    let age: PriceAge?
    /// In US dollars, if it is known.
    let turnover: Double?

    func draw(_ state: State, on canvas: inout Canvas) {
        guard canvas.height >= BigText.height else { return drawLine(on: &canvas) }
        let x = drawDigits(on: &canvas) + 2
        let right = canvas.bounds.splitLeft(x).rest
        canvas.draw(in: right) { part in
            let end = drawChange(at: 0, on: &part)
            if end > 0, end + 8 <= part.width {
                part.write("in 24 h", at: Point(end + 1, 0), style: .dim)
            }
            drawTape(in: part.bounds.splitTop(1).rest, on: &part)
            guard let turnover else { return }
            let taken = part.write("turnover ", at: Point(0, 2), style: .dim)
            part.write("$" + Numbers.compact(turnover), at: Point(taken, 2))
        }
    }

    /// The tape in the first row of a rectangle, and how many minutes it has.
    private func drawTape(in place: Rect, on canvas: inout Canvas) {
        let tape = subject.tape
        func words(_ minutes: Int) -> String { " \(minutes) min" }
        let labelled = min(tape.width, place.width - words(tape.width).count)
        let shown = labelled >= Self.fewestTicks ? labelled : min(tape.width, place.width)
        canvas.draw(in: Rect(x: place.x, y: place.y, width: shown, height: 1)) {
            tape.draw(on: &$0)
        }
        guard shown == labelled else { return }
        canvas.write(words(shown), at: Point(place.x + shown, place.y), style: .dim)
    }

    /// All of it in one row: the tape at the right, if there is room for some of it.
    private func drawLine(on canvas: inout Canvas) {
        guard canvas.height > 0 else { return }
        let text = subject.prices.text(statistics.last, room: max(8, canvas.width))
        let x = canvas.write(text, at: .zero, style: isOld ? .dim : .strong)
        let end = drawChange(at: x + 2, on: &canvas)
        let tape = subject.tape
        let room = min(tape.width, canvas.width - end - 2)
        guard room >= Self.fewestTicks else { return }
        canvas.draw(in: Rect(x: canvas.width - room, y: 0, width: room, height: 1)) {
            tape.draw(on: &$0)
        }
    }

    /// A tape of fewer minutes says nothing.
    private static let fewestTicks = 8

    private var isOld: Bool { age?.isOld ?? false }

    /// - Returns: the columns that the price takes.
    private func drawDigits(on canvas: inout Canvas) -> Int {
        let head = subject.head
        let style: Style = isOld ? .dim : .strong
        let moved = isOld ? nil : head.moved.map { ($0.from, $0.isUp ? Style.rising : .falling) }
        let big = BigText(head.text)
        guard !canvas.symbols.isASCII, big.isWhole else {
            return canvas.write(head.text, at: .zero, style: style)
        }
        big.draw(at: .zero, style: style, changed: moved, on: &canvas)
        return big.width
    }

    /// The change as a patch of its colour, and the difference; the age of a price that is old.
    ///
    /// - Returns: the first column behind it.
    private func drawChange(at x: Int, on canvas: inout Canvas) -> Int {
        let change = ChangeText(statistics.change, age: age)
        guard !isOld, let first = statistics.first, let newest = statistics.newest,
            statistics.change != nil
        else {
            return x
                + canvas.write(
                    change.text + (isOld ? " old" : ""), at: Point(x, 0), style: change.style)
        }
        let text = " \(change.withArrow(canvas.symbols)) "
        let end = x + canvas.write(text, at: Point(x, 0), style: change.chartStyle.chip)
        let difference = subject.prices.difference(newest.amount - first.amount)
        guard end + 1 + difference.cellWidth <= canvas.width else { return end }
        return end + 1
            + canvas.write(difference, at: Point(end + 1, 0), style: change.chartStyle)
    }
}

/// The lowest and the highest price of the day, and the way between them.
struct RangePanel: Panel {
    let subject: ChartSubject
    let statistics: PairStatistics

    /// With fewer cells between the prices the line says nothing.
    private static let fewestCells = 6

    func draw(_ state: State, on canvas: inout Canvas) {
        guard let low = statistics.low, let high = statistics.high, let first = statistics.first,
            let newest = statistics.newest
        else { return }
        let texts = [low, high].map { subject.prices.text($0) }
        let widths = texts.map(\.cellWidth)
        let room = canvas.width - widths[0] - widths[1] - 2
        guard room >= Self.fewestCells else { return }
        canvas.write(texts[0], at: .zero, style: .dim)
        canvas.write(texts[1], at: Point(canvas.width - widths[1], 0), style: .dim)
        let line = RangeLine(
            from: low.amount, to: high.amount, first: first.amount, last: newest.amount)
        canvas.draw(in: Rect(x: widths[0] + 1, y: 0, width: room, height: 1)) {
            line.draw(on: &$0, style: ChangeText(statistics.change).chartStyle)
        }
    }
}
