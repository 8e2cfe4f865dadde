/// A line of minute prices with its axes.
///
/// Every column of dots reaches from the lowest to the highest minute in it and to the column
/// before, so that no spike is lost; where minutes are missing it stays empty, and the time axis
/// is dotted. Cost: O(values + cells).
struct Chart: Sendable {
    /// One a minute, oldest first; what is not finite is a hole.
    var values: [Double]
    /// When the first minute begins, in Unix seconds.
    var start: Int
    /// Whether 0 stands for "no price".
    var zerosAreHoles = true
    var time = LocalTime.utc
    var style = Style.chartLine
    /// The last price as it is written at the right edge; `nil`: in full, or shortened.
    var lastPrice: String?

    /// Rows of the plot that prices have to be written beside it.
    private static let fewestLabelledRows = 2
    /// Columns of the plot that are more worth than prices beside it.
    private static let fewestColumns = 10

    /// Fills the canvas, as far as it has something to show.
    func draw(on canvas: inout Canvas) {
        let axisRows = canvas.height >= 6 ? 2 : canvas.height >= 3 ? 1 : 0
        let parts = canvas.bounds.splitBottom(axisRows)
        let rows = parts.rest.height
        let whole = Envelope(values, columns: max(1, canvas.width), zerosAreHoles: zerosAreHoles)
        guard let range = whole.range, let last = whole.last, rows > 0 else { return }
        let scale = PriceScale(
            low: range.lowerBound, high: range.upperBound, most: min(5, (rows + 1) / 2))
        let tag = lastPrice ?? Self.tag(last)
        let wanted = (scale.labels.map(\.text) + [tag]).map(\.count).max() ?? 0
        let fits =
            rows >= Self.fewestLabelledRows && canvas.width - wanted - 1 >= Self.fewestColumns
        let columns = parts.rest.splitRight(fits ? wanted + 1 : 0)
        let plot = columns.rest
        drawGrid(scale, in: plot, on: &canvas)
        let envelope = drawLine(scale, in: plot, on: &canvas)
        canvas.draw(in: columns.right.splitLeft(1).rest) { beside in
            drawPrices(scale, last: last, tag: tag, on: &beside)
        }
        canvas.draw(in: parts.bottom) { below in
            drawTimes(envelope, columns: plot.width, on: &below)
        }
    }

    /// The last price in full where that is short, as the list shows it otherwise.
    private static func tag(_ last: Double) -> String {
        let exact = Numbers.exact(last)
        return exact.count <= 12 ? exact : Numbers.price(last)
    }

    /// A faint dot now and then at the height of each written price, to lead the eye.
    private func drawGrid(_ scale: PriceScale, in plot: Rect, on canvas: inout Canvas) {
        for label in scale.labels {
            let y = plot.height - 1 - scale.row(of: label.price, among: plot.height)
            for x in stride(from: plot.width - 2, through: 0, by: -4) {
                canvas.put(canvas.symbols.hole, at: Point(plot.x + x, plot.y + y), style: .axis)
            }
        }
    }

    private func drawLine(_ scale: PriceScale, in plot: Rect, on canvas: inout Canvas) -> Envelope {
        var dots = DotGrid(plot.size, symbols: canvas.symbols)
        let envelope = Envelope(values, columns: dots.width, zerosAreHoles: zerosAreHoles)
        var before: ClosedRange<Int>?
        for (index, column) in envelope.columns.enumerated() {
            guard let column else {
                before = nil
                continue
            }
            let low = scale.row(of: column.low, among: dots.height)
            let high = scale.row(of: column.high, among: dots.height)
            var drawn = low...max(low, high)
            if column.isJoined, let before {
                drawn =
                    Swift.min(low, before.upperBound + 1)...Swift.max(high, before.lowerBound - 1)
            }
            dots.setColumn(index, from: drawn.lowerBound, through: drawn.upperBound)
            before = low...max(low, high)
        }
        dots.draw(on: &canvas, at: plot.origin, style: style)
        return envelope
    }

    private func drawPrices(
        _ scale: PriceScale, last: Double, tag: String, on canvas: inout Canvas
    ) {
        let (width, rows) = (canvas.width, canvas.height)
        func place(_ price: Double) -> Point {
            Point(0, rows - 1 - scale.row(of: price, among: rows))
        }
        for label in scale.labels where place(label.price) != place(last) {
            canvas.write(
                label.text, at: place(label.price), style: .axis, width: width, align: .right)
        }
        canvas.write(tag, at: place(last), style: style.reversed, width: width, align: .right)
    }

    /// The line with its marks and holes, and the times below it; with one row all of it there.
    private func drawTimes(_ envelope: Envelope, columns: Int, on canvas: inout Canvas) {
        let symbols = canvas.symbols
        guard canvas.height > 0, columns > 0 else { return }
        let hasLine = canvas.height > 1
        let dotsPerCell = max(1, envelope.columns.count / columns)
        for x in 0..<columns {
            let dots = envelope.columns[x * dotsPerCell..<(x + 1) * dotsPerCell]
            let isHole = dots.contains(nil)
            if isHole || hasLine {
                canvas.put(
                    isHole ? symbols.hole : symbols.horizontal, at: Point(x, 0), style: .axis)
            }
        }
        let scale = TimeScale(start: start, minutes: values.count, columns: columns, time: time)
        var free = 0
        for label in scale.labels {
            if hasLine { canvas.put(symbols.tick, at: Point(label.column, 0), style: .axis) }
            // Around its mark, but inside.
            let start = min(label.column - label.text.count / 2, canvas.width - label.text.count)
            guard start >= free || free == 0 else { continue }
            let at = Point(max(0, start), canvas.height - 1)
            free = at.x + canvas.write(label.text, at: at, style: .axis) + 1
        }
    }
}
