extension Chart {
    /// Fills the canvas, as far as it has something to show.
    func draw(on canvas: inout Canvas) {
        if let plan = plan(in: canvas.size) { draw(plan, on: &canvas) }
    }

    /// Draws what was planned for a canvas of this size.
    func draw(_ plan: Plan, on canvas: inout Canvas) {
        let times = TimeScale(
            start: start + plan.shown.lowerBound * 60, minutes: plan.shown.count,
            columns: plan.plot.width, time: time)
        let envelope = drawPrices(plan, on: &canvas)
        drawDerived(plan, on: &canvas)
        drawLevels(plan, on: &canvas)
        drawGrid(plan, times, on: &canvas)
        canvas.draw(in: plan.below) { drawTimes(plan, times, envelope, on: &$0) }
        drawLabels(plan, on: &canvas)
        drawBadTicks(plan, on: &canvas)
        drawFires(plan, on: &canvas)
        drawPoles(plan, on: &canvas)
    }

    /// The places behind the prices: a broken line at the first price, a dot where a written price
    /// and a time meet, midnight in every second row.
    ///
    /// Each of them costs up to 22 bytes whenever the line or the filling leaves or covers it.
    private func drawGrid(_ plan: Plan, _ times: TimeScale, on canvas: inout Canvas) {
        let plot = plan.plot
        if hasReference {
            // Fewer where the edge of the filling shows it as well.
            let step = fill == .none || canvas.symbols.isASCII || candle != nil ? 2 : 4
            let y = plan.row(of: plan.first)
            for x in stride(from: plot.right - 2, through: plot.x, by: -step) {
                canvas.putBehind(canvas.symbols.dash, at: Point(x, y), style: .axis)
            }
        }
        for label in times.labels where label.isMidnight {
            for y in stride(from: plot.bottom - 1, through: plot.y, by: -2) {
                canvas.putBehind(
                    canvas.symbols.pole, at: Point(plot.x + label.column, y), style: .frame)
            }
        }
        for label in plan.axis.labels {
            let y = plan.row(of: label.price)
            for time in times.labels {
                canvas.putBehind(
                    canvas.symbols.hole, at: Point(plot.x + time.column, y), style: .axis)
            }
        }
    }

    /// Broken lines at the prices that somebody waits for.
    private func drawLevels(_ plan: Plan, on canvas: inout Canvas) {
        for level in levels(in: plan.axis) {
            let y = plan.row(of: level.price)
            for x in stride(from: plan.plot.right - 1, through: plan.plot.x, by: -2) {
                canvas.putBehind(canvas.symbols.dash, at: Point(x, y), style: .accent)
            }
        }
    }

    /// Signs above the time axis, where alerts fired.
    private func drawFires(_ plan: Plan, on canvas: inout Canvas) {
        for offset in fires {
            guard let column = plan.column(of: offset) else { continue }
            let point = Point(plan.plot.x + column, plan.plot.bottom - 1)
            canvas.put(canvas.symbols.fire, at: point, style: .accent.bold)
        }
    }

    /// The last price as a patch of colour, the first one in the text's colour, round ones faint.
    private func drawLabels(_ plan: Plan, on canvas: inout Canvas) {
        let beside = plan.beside
        guard beside.width > 0 else { return }
        let (last, first) = (plan.row(of: plan.last), plan.row(of: plan.first))
        let levels = levels(in: plan.axis)
        let rows = Set(levels.map { plan.row(of: $0.price) })
        for label in plan.axis.labels {
            let y = plan.row(of: label.price)
            guard y != last, !(hasReference && y == first), !rows.contains(y) else { continue }
            write(label.text, in: beside, row: y, style: .axis, on: &canvas)
        }
        for level in levels {
            let y = plan.row(of: level.price)
            let mark = beside.width > level.text.cellWidth + 1 ? "!" : ""
            write(mark + level.text, in: beside, row: y, style: .accent, on: &canvas)
        }
        if hasReference, first != last, !rows.contains(first) {
            write(
                baseText(plan.first, plan.axis), in: beside, row: first, style: .plain, on: &canvas)
        }
        write(
            tag(plan.last, plan.axis), in: beside, row: last, style: style(plan).chip, on: &canvas)
    }

    /// Writes a label to the right, a blank at each side of it.
    private func write(
        _ text: String, in beside: Rect, row: Int, style: Style, on canvas: inout Canvas
    ) {
        let wide = text.hasPrefix("!") ? "\(text) " : " \(text) "
        canvas.write(
            wide, at: Point(max(beside.x, beside.right - wide.cellWidth), row), style: style)
    }

    /// The line with its marks and holes, and the times below it; with one row all of it there.
    private func drawTimes(
        _ plan: Plan, _ times: TimeScale, _ envelope: Envelope, on canvas: inout Canvas
    ) {
        let symbols = canvas.symbols
        let columns = plan.plot.width
        guard canvas.height > 0, columns > 0 else { return }
        let hasLine = canvas.height > 1
        let dotsPerCell = max(1, envelope.columns.count / columns)
        for x in 0..<columns {
            let dots = envelope.columns[x * dotsPerCell..<(x + 1) * dotsPerCell]
            if dots.contains(where: { $0 == nil }) {
                canvas.put(symbols.hole, at: Point(x, 0), style: .warning)
            } else if hasLine {
                canvas.put(symbols.horizontal, at: Point(x, 0), style: .axis)
            }
        }
        var free = 0
        // What stands beside the prices has a legend there.
        let width = columnsBeside > 0 ? columns : canvas.width
        let clock = cursorClock(plan).map {
            $0.x - plan.below.x..<$0.x - plan.below.x + $0.text.count
        }
        for (place, label) in times.labels.enumerated() {
            if hasLine { canvas.put(symbols.tick, at: Point(label.column, 0), style: .axis) }
            // Around its mark, but inside.
            let start = Self.start(of: label, in: width)
            guard start >= free || free == 0 else { continue }
            // The date is worth more than the hour before it.
            if place + 1 < times.labels.count, times.labels[place + 1].isMidnight,
                Self.start(of: times.labels[place + 1], in: width) <= max(0, start)
                    + label.text.count
            {
                continue
            }
            if let clock, clock.overlaps(max(0, start)..<max(0, start) + label.text.count) {
                continue
            }
            let at = Point(max(0, start), canvas.height - 1)
            let style: Style = label.isMidnight ? .plain : .axis
            free = at.x + canvas.write(label.text, at: at, style: style) + 1
        }
    }

    private static func start(of label: TimeScale.Label, in width: Int) -> Int {
        min(label.column - label.text.count / 2, width - label.text.count)
    }

    private func drawBadTicks(_ plan: Plan, on canvas: inout Canvas) {
        for offset in plan.badTicks {
            guard let column = plan.column(of: offset) else { continue }
            let isAbove = values[offset] > plan.first
            canvas.put(
                isAbove ? canvas.symbols.up : canvas.symbols.down,
                at: Point(plan.plot.x + column, isAbove ? plan.plot.y : plan.plot.bottom - 1),
                style: .warning)
        }
    }

    /// Marks, then the cursor over them: a line from top to bottom, behind the prices.
    private func drawPoles(_ plan: Plan, on canvas: inout Canvas) {
        for offset in marks { drawPole(plan, at: offset, isCursor: false, on: &canvas) }
        guard let cursor else { return }
        drawPole(plan, at: cursor, isCursor: true, on: &canvas)
        guard plan.column(of: cursor) != nil, values.indices.contains(cursor) else { return }
        if let clock = cursorClock(plan) {
            canvas.write(
                clock.text, at: Point(clock.x, plan.below.bottom - 1), style: .accent.chip)
        }
        let price = cursorPrice ?? values[cursor]
        guard isThere(price), plan.beside.width > 0 else { return }
        let text = plan.axis.tag(price) ?? cursorText ?? Self.text(price)
        let row = plan.row(of: price)
        // A wider tag below it would stick out.
        for x in plan.beside.x..<plan.beside.right {
            canvas.put(" ", at: Point(x, row), style: .plain)
        }
        write(
            text.cut(to: max(0, plan.beside.width - 2)), in: plan.beside, row: row,
            style: .accent.chip, on: &canvas)
    }

    /// The time at the cursor, and where on the canvas it is written.
    private func cursorClock(_ plan: Plan) -> (text: String, x: Int)? {
        guard let cursor, let column = plan.column(of: cursor), plan.below.height > 1 else {
            return nil
        }
        let text = " \(time.clock(at: start + cursor * 60)) "
        let x = plan.plot.x + column - text.count / 2
        return (text, max(plan.plot.x, min(x, plan.below.right - text.count)))
    }

    private func drawPole(_ plan: Plan, at offset: Int, isCursor: Bool, on canvas: inout Canvas) {
        guard let column = plan.column(of: offset) else { return }
        let x = plan.plot.x + column
        let style: Style = isCursor ? .accent : .notice
        let sign = isCursor ? canvas.symbols.vertical : canvas.symbols.pole
        let behind: Set<Style.Meaning> = [.axis, .frame, .fillUp, .fillDown]
        for y in plan.plot.y..<plan.plot.bottom {
            let cell = canvas[x, y]
            guard cell.scalar == " " || behind.contains(cell.style.meaning) else { continue }
            canvas.put(sign, at: Point(x, y), style: style.on(cell.style.ground))
        }
        if plan.below.height > 0 {
            canvas.put(canvas.symbols.up, at: Point(x, plan.plot.bottom), style: style)
        }
    }
}

extension Canvas {
    /// Puts a sign where nothing else is, on the ground that is there.
    mutating func putBehind(_ sign: Unicode.Scalar, at point: Point, style: Style) {
        let cell = self[point.x, point.y]
        guard cell.scalar == " " else { return }
        put(sign, at: point, style: style.on(cell.style.ground))
    }
}
