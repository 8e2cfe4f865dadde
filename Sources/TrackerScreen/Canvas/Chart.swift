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
    /// The style of a line that has no baseline, or has not left it.
    var style = Style.accent
    /// The last price as it is written at the right edge; `nil`: in full, or shortened.
    var lastPrice: String?
    /// The first price as it is written beside its line; likewise.
    var firstPrice: String?
    var axis = PriceAxis.Kind.linear
    /// The length of a candle in minutes; `nil`: a line.
    var candle: Int?
    /// Whether a broken line leads from the first price to the right, and the chart says on which
    /// side of it prices are.
    var hasReference = false
    /// The look of the space between the line and that of the first price.
    var fill = ChartFill.none
    /// A second line behind the first, as long as that; candles have none.
    var other: [Double]?
    /// The changes since the first price that the axis holds at least; `nil`: those of the line.
    var spread: ClosedRange<Double>?
    /// Lines of what was worked out, each as long as the values, where the prices leave room.
    var derived: [[Double]] = []
    /// Offsets in `values`.
    var cursor: Int?
    var marks: [Int] = []
    /// The price that the cursor reads; `nil`: that of its minute.
    var cursorPrice: Double?
    /// The same as it is written at the edge; `nil`: in full, or shortened.
    var cursorText: String?
    /// Offsets of prices that are no prices: the axis leaves them out, and a sign at the edge says
    /// where they are.
    var badTicks: [Int] = []
    /// Prices that somebody waits for, as they are written at the edge; those beyond the axis are not
    /// drawn.
    var levels: [(price: Double, text: String)] = []
    /// Offsets of minutes at which one of them was reached, or the like.
    var fires: [Int] = []
    /// Columns that stay free between the prices and their labels.
    var columnsBeside = 0

    /// Rows of the plot that prices have to be written beside it.
    private static let fewestLabelledRows = 2
    /// Columns of the plot that are more worth than prices beside it.
    private static let fewestColumns = 10
    /// Ticks that the height holds at least, so that a price which goes one up and down is calm, and
    /// the share of the price up to which that is so.
    private static let fewestTicks = 16.0
    private static let calmSpan = 0.004
    /// The share of the height by which a level may lie beyond the prices.
    private static let levelRoom = 0.2

    /// - Returns: `nil` where there is nothing to draw.
    func plan(in size: Size) -> Plan? {
        let axisRows = size.height >= 6 ? 2 : size.height >= 3 ? 1 : 0
        let parts = Rect(size).splitBottom(axisRows)
        guard parts.rest.height > 0, size.width > 0 else { return nil }
        // The labels decide how wide the plot is, and that how many candles there is room for.
        guard let whole = scaled(values.indices, rows: parts.rest.height) else { return nil }
        let columns = parts.rest.splitRight(labelColumns(whole, in: parts.rest))
        let inner = columns.rest.splitRight(
            columns.rest.width - columnsBeside >= Self.fewestColumns ? columnsBeside : 0)
        let shown = shown(in: inner.rest.width)
        let isAll = shown == values.indices
        guard let part = isAll ? whole : scaled(shown, rows: parts.rest.height) else { return nil }
        let cut = candle.map { remainder(of: start / 60 + shown.lowerBound, by: $0) } ?? 0
        return Plan(
            plot: inner.rest, free: inner.right, beside: columns.right, below: parts.bottom,
            axis: part.axis, shown: shown, first: part.first, last: part.last,
            badTicks: part.badTicks, candle: candle, cut: cut)
    }

    private func remainder(of minute: Int, by length: Int) -> Int {
        ((minute % length) + length) % length
    }

    private typealias Scaled = (axis: PriceAxis, first: Double, last: Double, badTicks: [Int])

    private func scaled(_ shown: Range<Int>, rows: Int) -> Scaled? {
        let part = values[shown]
        guard let first = part.first(where: isThere), let last = part.last(where: isThere) else {
            return nil
        }
        let bad = badTicks.filter(shown.contains)
        var (low, high) = (Double.infinity, -Double.infinity)
        for place in part.indices where isThere(part[place]) {
            if !bad.isEmpty, bad.contains(place) { continue }
            low = min(low, part[place])
            high = max(high, part[place])
        }
        guard low <= high else { return nil }
        let least = min(Self.fewestTicks * tick(in: part), low.magnitude * Self.calmSpan)
        let room = max(0, least - (high - low)) / 2
        (low, high) = (low - room, high + room)
        if candle == nil, let other {
            for value in other[shown] where isThere(value) {
                (low, high) = (min(low, value), max(high, value))
            }
        }
        if let spread {
            low = min(low, first * (1 + spread.lowerBound))
            high = max(high, first * (1 + spread.upperBound))
        }
        (low, high) = reach(low, high)
        let axis = PriceAxis(
            self.axis, low: low, high: high, base: first, most: min(max(rows / 4 + 1, 2), 7))
        return (axis, first, last, bad)
    }

    /// The ends of the axis, with the levels that are not far beyond them.
    private func reach(_ low: Double, _ high: Double) -> (Double, Double) {
        let room = (high - low) * Self.levelRoom
        let near = levels.map(\.price).filter { $0 >= low - room && $0 <= high + room }
        return (min(low, near.min() ?? low), max(high, near.max() ?? high))
    }

    /// The smallest difference between two prices that follow each other; 0 if they are all equal.
    private func tick(in part: ArraySlice<Double>) -> Double {
        var (tick, before) = (Double.infinity, Double.nan)
        for value in part where isThere(value) {
            let difference = (value - before).magnitude
            if difference > 0 { tick = min(tick, difference) }
            before = value
        }
        return tick.isFinite ? tick : 0
    }

    private func labelColumns(_ scaled: Scaled, in rect: Rect) -> Int {
        var texts = scaled.axis.labels.map(\.text) + [tag(scaled.last, scaled.axis)]
        if hasReference { texts.append(baseText(scaled.first, scaled.axis)) }
        texts += levels(in: scaled.axis).map(\.text)
        // A blank at each side.
        let wanted = (texts.map(\.cellWidth).max() ?? 0) + 2
        let fits =
            rect.height >= Self.fewestLabelledRows && rect.width - wanted >= Self.fewestColumns
        return fits ? wanted : 0
    }

    /// The newest minutes whose candles there are columns for, a column each.
    private func shown(in columns: Int) -> Range<Int> {
        guard let candle, columns > 0 else { return values.indices }
        let cut = remainder(of: start / 60, by: candle)
        let all = (values.count + cut + candle - 1) / candle
        guard all > columns else { return values.indices }
        return (all - columns) * candle - cut..<values.count
    }

    /// The levels that have a row, with their labels.
    func levels(in axis: PriceAxis) -> [(price: Double, text: String)] {
        levels.filter { $0.price >= axis.low && $0.price <= axis.high }
            .map { ($0.price, axis.tag($0.price) ?? $0.text) }
    }

    func isThere(_ value: Double) -> Bool {
        value.isFinite && !(zerosAreHoles && value == 0)
    }

    /// The last price in full where that is short, as the list shows it otherwise.
    func tag(_ last: Double, _ axis: PriceAxis) -> String {
        axis.tag(last) ?? lastPrice ?? Self.text(last)
    }

    func baseText(_ first: Double, _ axis: PriceAxis) -> String {
        axis.tag(first) ?? firstPrice ?? Self.text(first)
    }

    /// A price as it is read off the axis.
    static func text(_ price: Double) -> String {
        let exact = Numbers.exact(price)
        return exact.count <= 12 ? exact : Numbers.price(price)
    }

    /// The style of what says on which side of the first price the last one is.
    func style(_ plan: Plan) -> Style {
        guard hasReference, plan.last != plan.first else { return style }
        return plan.last > plan.first ? .rising : .falling
    }
}

extension Chart {
    /// The places of the parts on a canvas of some size.
    struct Plan: Sendable {
        /// The prices.
        let plot: Rect
        /// What was left free beside them.
        let free: Rect
        /// The labels beside the rows.
        let beside: Rect
        /// The time axis.
        let below: Rect
        let axis: PriceAxis
        /// The offsets that are shown; candles may leave no room for the oldest ones.
        let shown: Range<Int>
        let first: Double
        let last: Double
        /// Offsets of prices that the axis leaves out.
        let badTicks: [Int]
        /// The length of a candle, and the minutes of the first one that are not shown.
        let candle: Int?
        let cut: Int

        /// How many candles there are.
        var candles: Int {
            candle.map { (shown.count + cut + $0 - 1) / $0 } ?? 0
        }

        /// The offset that a column of the canvas stands for; `nil` outside of the plot.
        func offset(at x: Int) -> Int? {
            guard (plot.x..<plot.right).contains(x) else { return nil }
            if let candle {
                let number = ((x - plot.x + 1) * candles - 1) / plot.width
                return max(shown.lowerBound, shown.lowerBound - cut + number * candle)
            }
            // The first one that is drawn there.
            return shown.lowerBound + ((x - plot.x) * shown.count + plot.width - 1) / plot.width
        }

        /// The column of the plot, from 0, that an offset is drawn in; `nil` for one not shown.
        func column(of offset: Int) -> Int? {
            guard shown.contains(offset) else { return nil }
            if let candle { return column(ofCandle: (offset - shown.lowerBound + cut) / candle) }
            return (offset - shown.lowerBound) * plot.width / shown.count
        }

        /// Values a minute, of those that are shown, so that spread evenly over the columns of the plot
        /// each lies in those of its candle.
        ///
        /// The first candle and the last one take as many columns as the others: what they lack is
        /// filled with the value beside it.
        func wholeCandles(of values: ArraySlice<Double>) -> ArraySlice<Double> {
            guard let candle, let first = values.first, let last = values.last else {
                return values
            }
            let behind = max(0, candles * candle - cut - values.count)
            return Array(repeating: first, count: cut) + values
                + Array(repeating: last, count: behind)
        }

        /// The middle of a candle's columns.
        func column(ofCandle number: Int) -> Int {
            (number * 2 + 1) * plot.width / (candles * 2)
        }

        /// The row of the canvas that a price is drawn in.
        func row(of price: Double) -> Int {
            plot.bottom - 1 - axis.row(of: price, among: plot.height)
        }
    }
}
