// The line of a chart, and the space between it and the price that it began at.
extension Chart {
    /// - Returns: what the time axis shows the holes of.
    func drawPrices(_ plan: Plan, on canvas: inout Canvas) -> Envelope {
        let envelope = envelope(of: values, plan, symbols: canvas.symbols)
        guard candle == nil else {
            drawCandles(plan, on: &canvas)
            return envelope
        }
        var behind: DotGrid?
        if let other {
            var dots = DotGrid(plan.plot.size, symbols: canvas.symbols)
            set(self.envelope(of: other, plan, symbols: canvas.symbols), plan, on: &dots)
            dots.draw(on: &canvas, at: plan.plot.origin, style: .accent)
            behind = dots
        }
        var dots = DotGrid(plan.plot.size, symbols: canvas.symbols)
        set(envelope, plan, on: &dots)
        guard hasReference else {
            dots.draw(on: &canvas, at: plan.plot.origin, style: style, over: behind)
            return envelope
        }
        let sides = Sides(plan, dots, onBaseline: style(plan))
        let isFilled = fill != .none && other == nil && !canvas.symbols.isASCII
        let isTinted = isFilled && fill == .tint
        // Where lines cross, both are seen, in the style of the first.
        dots.draw(on: &canvas, at: plan.plot.origin, over: behind) { x, y in
            // Beside another line the colour says which of the two it is.
            let style = other == nil ? sides.style(x, y, dots) : .plain
            return isTinted ? style.on(sides.tint(at: y, isEdge: true)) : style
        }
        if isFilled { drawFill(plan, dots, sides, on: &canvas) }
        return envelope
    }

    private func envelope(of values: [Double], _ plan: Plan, symbols: Symbols) -> Envelope {
        let columns = plan.plot.width * (symbols.isASCII ? 1 : 2)
        guard !plan.badTicks.isEmpty else {
            return Envelope(
                values[plan.shown], columns: columns, zerosAreHoles: zerosAreHoles)
        }
        // As if the price had stood still: the line goes on.
        var plain = values
        for offset in plan.badTicks { plain[offset] = plain[offset - 1] }
        return Envelope(plain[plan.shown], columns: columns, zerosAreHoles: zerosAreHoles)
    }

    private func set(_ envelope: Envelope, _ plan: Plan, on dots: inout DotGrid) {
        var before: ClosedRange<Int>?
        for (index, column) in envelope.columns.enumerated() {
            guard let column else {
                before = nil
                continue
            }
            let low = plan.axis.row(of: column.low, among: dots.height)
            let high = max(low, plan.axis.row(of: column.high, among: dots.height))
            var (from, through) = (low, high)
            if column.isJoined, let before {
                from = min(from, before.upperBound + 1)
                through = max(through, before.lowerBound - 1)
            }
            dots.setColumn(index, from: from, through: through)
            before = low...high
        }
    }

    /// What is above the row of the first price, and what is below it.
    private struct Sides {
        /// The row of cells of the first price, from the top of the plot.
        let row: Int
        /// The same in dots, from the bottom.
        private let dotRow: Int
        private let height: Int
        /// The style of what lies neither above nor below.
        private let onBaseline: Style

        init(_ plan: Plan, _ dots: DotGrid, onBaseline: Style) {
            dotRow = plan.axis.row(of: plan.first, among: dots.height)
            height = plan.plot.height
            row = height - 1 - dotRow / dots.rowsPerCell
            self.onBaseline = onBaseline
        }

        func style(_ x: Int, _ y: Int, _ dots: DotGrid) -> Style {
            guard y == row else { return y < row ? .rising : .falling }
            let balance = dots.balance(x, y, around: dotRow)
            return balance == 0 ? onBaseline : balance > 0 ? .rising : .falling
        }

        private static let up: [Style.Ground] = [.tintUp1, .tintUp2, .tintUp3, .tintUp4]
        private static let down: [Style.Ground] = [.tintDown1, .tintDown2, .tintDown3, .tintDown4]

        /// The ground of a row, the stronger the farther away; none beside the first price for the
        /// edge, which would be a stair there.
        func tint(at y: Int, isEdge: Bool) -> Style.Ground {
            let away = abs(row - y)
            guard away > (isEdge ? 1 : 0) else { return .none }
            let most = y < row ? row : height - 1 - row
            let step = min(3, away * 4 / (most + 1))
            return y < row ? Self.up[step] : Self.down[step]
        }
    }

    private func drawFill(
        _ plan: Plan, _ dots: DotGrid, _ sides: Sides, on canvas: inout Canvas
    ) {
        let plot = plan.plot
        let sign: Unicode.Scalar = canvas.symbols.isBlocks ? "░" : "⢕"
        for x in 0..<plot.width {
            guard let top = (0..<plot.height).first(where: { dots.hasDot(x, $0) }) else { continue }
            let bottom = (0..<plot.height).last { dots.hasDot(x, $0) } ?? top
            let isUp = bottom < sides.row
            guard isUp || top > sides.row else { continue }
            for y in isUp ? bottom + 1..<sides.row : sides.row + 1..<top {
                let at = Point(plot.x + x, plot.y + y)
                if fill == .dots {
                    canvas.put(sign, at: at, style: Style(isUp ? .fillUp : .fillDown))
                } else {
                    canvas.put(
                        " ", at: at, style: .plain.on(sides.tint(at: y, isEdge: false)))
                }
            }
        }
    }

    /// Draws lines of figures as dots in the cells that the prices leave free.
    func drawDerived(_ plan: Plan, on canvas: inout Canvas) {
        guard !derived.isEmpty else { return }
        var dots = DotGrid(plan.plot.size, symbols: canvas.symbols)
        let (low, high) = (plan.axis.low, plan.axis.high)
        for line in derived {
            for column in 0..<dots.width {
                let place = plan.shown.lowerBound + column * plan.shown.count / dots.width
                guard place < line.count, isThere(line[place]), line[place] >= low,
                    line[place] <= high
                else { continue }
                let row = plan.axis.row(of: line[place], among: dots.height)
                dots.setColumn(column, from: row, through: row)
            }
        }
        let origin = plan.plot.origin
        var free = Canvas(plan.plot.size, symbols: canvas.symbols)
        dots.draw(on: &free, at: .zero, style: .accent)
        for y in 0..<plan.plot.height {
            for x in 0..<plan.plot.width where dots.hasDot(x, y) {
                let at = Point(origin.x + x, origin.y + y)
                let cell = canvas[at.x, at.y]
                guard cell.scalar == " " || [.fillUp, .fillDown].contains(cell.style.meaning) else {
                    continue
                }
                canvas.put(free[x, y].scalar, at: at, style: .accent.on(cell.style.ground))
            }
        }
    }
}
