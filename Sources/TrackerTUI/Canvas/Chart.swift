/// Minute prices as a line with its envelope, prices at the right, times below.
///
/// Minutes without a price stay empty and are marked on the time axis: nothing is drawn that nobody
/// has seen.
struct Chart: Sendable {
    /// One a minute, oldest first, NaN for a hole.
    let values: [Double]
    /// Unix seconds of the first.
    let start: Int
    let localTime: LocalTime
    /// Writes the last price, which is tagged at the right edge.
    let tag: String?

    /// Rows below the line: the axis and its times.
    private static let axisRows = 2

    func draw(on canvas: inout Canvas, style: Style) {
        let plotHeight = canvas.height - Self.axisRows
        guard plotHeight >= 1, canvas.width >= 4,
            let extent = Columns(values, count: 1).extent
        else { return }
        let scale = PriceScale(extent)
        let labels = scale.labels(about: min(max(plotHeight / 4, 2), 6))
        let labelWidth = max(tag?.cellWidth ?? 0, labels.map(\.text.cellWidth).max() ?? 0) + 2
        let hasLabels = canvas.width >= labelWidth + 16
        let plotWidth = canvas.width - (hasLabels ? labelWidth : 0)
        let plot = Rect(x: 0, y: 0, width: plotWidth, height: plotHeight)
        if hasLabels {
            drawPrices(labels, scale, plot, on: &canvas)
        }
        let grid = grid(scale, plot.size, isASCII: canvas.symbols.isASCII)
        canvas.draw(in: plot) { grid.draw(on: &$0, style: style) }
        if hasLabels { drawTag(scale, plot, style, on: &canvas) }
        let axis = Rect(x: 0, y: plotHeight, width: plotWidth, height: Self.axisRows)
        canvas.draw(in: axis) { drawTimes(on: &$0) }
    }

    private func grid(_ scale: PriceScale, _ size: Size, isASCII: Bool) -> DotGrid {
        var grid = DotGrid(size, isASCII: isASCII)
        let columns = Columns(values, count: grid.columns)
        for column in 0..<grid.columns {
            guard let stroke = columns.stroke(at: column) else { continue }
            let top = scale.row(of: stroke.upperBound, dots: grid.rows)
            let bottom = scale.row(of: stroke.lowerBound, dots: grid.rows)
            grid.set(column: column, rows: min(top, bottom)...max(top, bottom))
        }
        return grid
    }

    private func drawPrices(
        _ labels: [(value: Double, text: String)], _ scale: PriceScale, _ plot: Rect,
        on canvas: inout Canvas
    ) {
        for y in 0..<plot.height {
            canvas.put(canvas.symbols.vertical, at: Point(plot.right, y), style: .axis)
        }
        for label in labels {
            let y = scale.row(of: label.value, dots: plot.height)
            for x in stride(from: 0, to: plot.right, by: 2) {
                canvas.put(canvas.symbols.hole, at: Point(x, y), style: .axis)
            }
            canvas.put(canvas.symbols.level, at: Point(plot.right, y), style: .axis)
            canvas.write(label.text, at: Point(plot.right + 1, y), style: .axis)
        }
    }

    private func drawTag(
        _ scale: PriceScale, _ plot: Rect, _ style: Style, on canvas: inout Canvas
    ) {
        guard let tag, let last = values.last(where: { !$0.isNaN }) else { return }
        let y = scale.row(of: last, dots: plot.height)
        let x = plot.right + 1
        canvas.fill(Rect(x: x, y: y, width: canvas.width - x, height: 1))
        canvas.put(canvas.symbols.pointer, at: Point(plot.right, y), style: style)
        canvas.write(tag, at: Point(x, y), style: style.reversed)
    }

    private func drawTimes(on canvas: inout Canvas) {
        let columns = Columns(values, count: canvas.width)
        for (column, range) in columns.ranges.enumerated() {
            let sign = range == nil ? canvas.symbols.hole : canvas.symbols.horizontal
            canvas.put(sign, at: Point(column, 0), style: range == nil ? .warning : .axis)
        }
        let labels = TimeAxis.labels(
            start: start, minutes: values.count, columns: canvas.width, localTime: localTime)
        var free = 0
        for label in labels {
            if columns.ranges[label.column] != nil {
                canvas.put(canvas.symbols.tick, at: Point(label.column, 0), style: .axis)
            }
            let width = label.text.cellWidth
            let x = label.column - width / 2
            guard x >= free, x + width <= canvas.width else { continue }
            canvas.write(label.text, at: Point(x, 1), style: .axis)
            free = x + width + 2
        }
    }
}
