/// A line of minute prices, or candles of them, with its axes.
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
    var style = Style.accent
    /// The last price as it is written at the right edge; `nil`: in full, or shortened.
    var lastPrice: String?
    var axis = PriceAxis.Kind.linear
    /// The length of a candle in minutes; `nil`: a line.
    var candle: Int?
    /// Whether a faint line leads from the first price to the right.
    var hasReference = false
    /// A second line behind the first, as long as that.
    var other: [Double]?
    /// The changes since the first price that the axis holds at least; `nil`: those of the line.
    var spread: ClosedRange<Double>?
    /// Offsets in `values`.
    var cursor: Int?
    var marks: [Int] = []

    /// Rows of the plot that prices have to be written beside it.
    private static let fewestLabelledRows = 2
    /// Columns of the plot that are more worth than prices beside it.
    private static let fewestColumns = 10

    /// The places of the parts on a canvas of some size.
    struct Plan: Sendable {
        /// The prices.
        let plot: Rect
        /// The labels beside the rows.
        let beside: Rect
        /// The time axis.
        let below: Rect
        let axis: PriceAxis
        /// The offsets that are shown; candles may leave no room for the oldest ones.
        let shown: Range<Int>
        let last: Double
        let first: Double

        /// The offset that a column of the canvas stands for; `nil` outside of the plot.
        func offset(at x: Int) -> Int? {
            guard (plot.x..<plot.right).contains(x) else { return nil }
            // The first one that is drawn there.
            return shown.lowerBound + ((x - plot.x) * shown.count + plot.width - 1) / plot.width
        }

        /// The column of the plot, from 0, that an offset is drawn in; `nil` for one not shown.
        func column(of offset: Int) -> Int? {
            guard shown.contains(offset) else { return nil }
            return (offset - shown.lowerBound) * plot.width / shown.count
        }
    }

    /// - Returns: `nil` where there is nothing to draw.
    func plan(in size: Size) -> Plan? {
        let axisRows = size.height >= 6 ? 2 : size.height >= 3 ? 1 : 0
        let parts = Rect(size).splitBottom(axisRows)
        guard parts.rest.height > 0, size.width > 0 else { return nil }
        // The labels decide how wide the plot is, and that how many candles there is room for.
        guard let whole = axis(for: values.indices, rows: parts.rest.height) else { return nil }
        let columns = parts.rest.splitRight(labelColumns(whole, in: parts.rest))
        let shown = shown(in: columns.rest.width)
        let isAll = shown == values.indices
        guard let part = isAll ? whole : axis(for: shown, rows: parts.rest.height) else {
            return nil
        }
        return Plan(
            plot: columns.rest, beside: columns.right.splitLeft(1).rest, below: parts.bottom,
            axis: part.axis, shown: shown, last: part.last, first: part.first)
    }

    private typealias Scaled = (axis: PriceAxis, first: Double, last: Double)

    private func axis(for shown: Range<Int>, rows: Int) -> Scaled? {
        let part = Array(values[shown])
        let envelope = Envelope(part, columns: 1, zerosAreHoles: zerosAreHoles)
        guard let range = envelope.range, let last = envelope.last,
            let first = part.first(where: isThere)
        else { return nil }
        var (low, high) = (range.lowerBound, range.upperBound)
        if let other {
            for value in other[shown] where isThere(value) {
                (low, high) = (min(low, value), max(high, value))
            }
        }
        if let spread {
            low = min(low, first * (1 + spread.lowerBound))
            high = max(high, first * (1 + spread.upperBound))
        }
        let axis = PriceAxis(
            self.axis, low: low, high: high, base: first, most: min(5, (rows + 1) / 2))
        return (axis, first, last)
    }

    private func labelColumns(_ scaled: Scaled, in rect: Rect) -> Int {
        let tag = tag(scaled.last, scaled.axis)
        let wanted = (scaled.axis.labels.map(\.text) + [tag]).map(\.count).max() ?? 0
        let fits =
            rect.height >= Self.fewestLabelledRows && rect.width - wanted - 1 >= Self.fewestColumns
        return fits ? wanted + 1 : 0
    }

    private func shown(in columns: Int) -> Range<Int> {
        guard let candle, values.count > columns * candle else { return values.indices }
        return values.count - columns * candle..<values.count
    }

    private func isThere(_ value: Double) -> Bool {
        value.isFinite && !(zerosAreHoles && value == 0)
    }

    /// The last price in full where that is short, as the list shows it otherwise.
    private func tag(_ last: Double, _ axis: PriceAxis) -> String {
        if let tag = axis.tag(last) ?? lastPrice { return tag }
        let exact = Numbers.exact(last)
        return exact.count <= 12 ? exact : Numbers.price(last)
    }
}

// MARK: - Drawing

extension Chart {
    /// Fills the canvas, as far as it has something to show.
    func draw(on canvas: inout Canvas) {
        guard let plan = plan(in: canvas.size) else { return }
        let dots = drawLine(plan, on: &canvas)
        if candle != nil { drawCandles(plan, on: &canvas) }
        drawGrid(plan, on: &canvas)
        canvas.draw(in: plan.beside) { drawPrices(plan, on: &$0) }
        canvas.draw(in: plan.below) { below in
            drawTimes(plan, dots, columns: plan.plot.width, on: &below)
        }
        drawMarks(plan, on: &canvas)
    }

    /// A faint dot now and then at the height of each written price, to lead the eye up to the
    /// prices; the same closer together at that of the first price.
    ///
    /// Not between prices: there each change of colour would cost the line 22 bytes, for a dot.
    private func drawGrid(_ plan: Plan, on canvas: inout Canvas) {
        let plot = plan.plot
        func line(_ price: Double, every step: Int, _ sign: Unicode.Scalar) {
            let y = plot.y + plot.height - 1 - plan.axis.row(of: price, among: plot.height)
            let taken = (plot.x..<plot.right).filter { canvas[$0, y].scalar != " " }
            let inner = (taken.first ?? plot.right)...(taken.last ?? plot.right)
            for x in stride(from: plot.right - 2, through: plot.x, by: -step)
            where !inner.contains(x) {
                canvas.put(sign, at: Point(x, y), style: .axis)
            }
        }
        // First, as it wins where both are on one row.
        if hasReference { line(plan.first, every: 2, canvas.symbols.horizontal) }
        for label in plan.axis.labels { line(label.price, every: 4, canvas.symbols.hole) }
    }

    /// - Returns: what the time axis shows the holes of.
    private func drawLine(_ plan: Plan, on canvas: inout Canvas) -> Envelope {
        var behind = DotGrid(plan.plot.size, symbols: canvas.symbols)
        if let other {
            set(Array(other[plan.shown]), plan, on: &behind)
            behind.draw(on: &canvas, at: plan.plot.origin, style: .accent)
        }
        var dots = DotGrid(plan.plot.size, symbols: canvas.symbols)
        let envelope = set(Array(values[plan.shown]), plan, on: &dots)
        if candle == nil {
            // Where the lines cross, both are seen, in the style of the first.
            dots.draw(on: &canvas, at: plan.plot.origin, style: style, over: behind)
        }
        return envelope
    }

    @discardableResult
    private func set(_ values: [Double], _ plan: Plan, on dots: inout DotGrid) -> Envelope {
        let envelope = Envelope(values, columns: dots.width, zerosAreHoles: zerosAreHoles)
        var before: ClosedRange<Int>?
        for (index, column) in envelope.columns.enumerated() {
            guard let column else {
                before = nil
                continue
            }
            let low = plan.axis.row(of: column.low, among: dots.height)
            let high = plan.axis.row(of: column.high, among: dots.height)
            var drawn = low...max(low, high)
            if column.isJoined, let before {
                drawn =
                    Swift.min(low, before.upperBound + 1)...Swift.max(high, before.lowerBound - 1)
            }
            dots.setColumn(index, from: drawn.lowerBound, through: drawn.upperBound)
            before = low...max(low, high)
        }
        return envelope
    }

    /// A column each, to half a row.
    private func drawCandles(_ plan: Plan, on canvas: inout Canvas) {
        guard let length = candle else { return }
        let plot = plan.plot
        let halves = plot.height * 2
        let candles = Candle.candles(
            of: values[plan.shown], first: start / 60 + plan.shown.lowerBound, length: length,
            zerosAreHoles: zerosAreHoles)
        for case (let offset, let candle?) in candles {
            let middle = min(max(0, offset + length / 2), plan.shown.count - 1)
            let x = plot.x + middle * plot.width / plan.shown.count
            func row(_ price: Double) -> Int { plan.axis.row(of: price, among: halves) }
            let wick = row(candle.low)...row(candle.high)
            let ends = [row(candle.open), row(candle.close)]
            let body = (ends.min() ?? 0)...(ends.max() ?? 0)
            func part(_ half: Int) -> Candle.Part {
                body.contains(half) ? .body : wick.contains(half) ? .wick : .nothing
            }
            let style: Style = candle.isRising ? .rising : .falling
            for cell in wick.lowerBound / 2...wick.upperBound / 2 {
                let sign = Candle.sign(
                    upper: part(cell * 2 + 1), lower: part(cell * 2),
                    isASCII: canvas.symbols.isASCII)
                canvas.put(sign, at: Point(x, plot.bottom - 1 - cell), style: style)
            }
        }
    }

    private func drawPrices(_ plan: Plan, on canvas: inout Canvas) {
        let (width, rows) = (canvas.width, canvas.height)
        func place(_ price: Double) -> Point {
            Point(0, rows - 1 - plan.axis.row(of: price, among: rows))
        }
        for label in plan.axis.labels where place(label.price) != place(plan.last) {
            canvas.write(
                label.text, at: place(label.price), style: .axis, width: width, align: .right)
        }
        canvas.write(
            tag(plan.last, plan.axis), at: place(plan.last), style: style.chip, width: width,
            align: .right)
    }

    /// The line with its marks and holes, and the times below it; with one row all of it there.
    private func drawTimes(
        _ plan: Plan, _ envelope: Envelope, columns: Int, on canvas: inout Canvas
    ) {
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
        let scale = TimeScale(
            start: start + plan.shown.lowerBound * 60, minutes: plan.shown.count, columns: columns,
            time: time)
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

    /// Marks, then the cursor over them: a line from top to bottom, behind the prices.
    private func drawMarks(_ plan: Plan, on canvas: inout Canvas) {
        let places = marks.map { ($0, Style.notice) } + (cursor.map { [($0, Style.accent)] } ?? [])
        for (offset, style) in places {
            guard let column = plan.column(of: offset) else { continue }
            for y in plan.plot.y..<plan.plot.bottom {
                let at = Point(plan.plot.x + column, y)
                let isFree = [" ", canvas.symbols.hole, canvas.symbols.horizontal]
                    .contains(canvas[at.x, at.y].scalar)
                if isFree { canvas.put(canvas.symbols.pole, at: at, style: style) }
            }
            let foot = Point(plan.plot.x + column, plan.plot.bottom)
            if plan.below.height > 0 {
                canvas.put(canvas.symbols.up, at: foot, style: style)
            }
        }
    }
}
