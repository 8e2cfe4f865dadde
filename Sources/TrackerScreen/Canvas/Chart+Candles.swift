// Candles instead of a line.
extension Chart {
    /// From this length on candles are three columns wide where there is room.
    private static let wideFrom = 60

    /// A column each, or three, to half a row.
    func drawCandles(_ plan: Plan, on canvas: inout Canvas) {
        guard let length = candle, plan.candles > 0 else { return }
        let candles = Candle.candles(
            of: values[plan.shown], first: start / 60 + plan.shown.lowerBound, length: length,
            zerosAreHoles: zerosAreHoles)
        let isWide =
            length >= Self.wideFrom && plan.candles * 3 <= plan.plot.width
            && !canvas.symbols.isASCII
        for (number, entry) in candles.enumerated() {
            guard let candle = entry.candle else { continue }
            draw(
                candle, at: plan.plot.x + plan.column(ofCandle: number), isWide: isWide, plan,
                on: &canvas)
        }
    }

    private func draw(
        _ candle: Candle, at x: Int, isWide: Bool, _ plan: Plan, on canvas: inout Canvas
    ) {
        let halves = plan.plot.height * 2
        func row(_ price: Double) -> Int { plan.axis.row(of: price, among: halves) }
        let wick = row(candle.low)...max(row(candle.low), row(candle.high))
        let (open, close) = (row(candle.open), row(candle.close))
        let body = min(open, close)...max(open, close)
        func part(_ half: Int) -> Candle.Part {
            body.contains(half) ? .body : wick.contains(half) ? .wick : .nothing
        }
        let style: Style = candle.isRising ? .rising : .falling
        for cell in wick.lowerBound / 2...wick.upperBound / 2 {
            let (upper, lower) = (part(cell * 2 + 1), part(cell * 2))
            let y = plan.plot.bottom - 1 - cell
            let signs = Candle.signs(upper: upper, lower: lower, isASCII: canvas.symbols.isASCII)
            canvas.put(signs.middle, at: Point(x, y), style: style)
            guard isWide, upper == .body || lower == .body else { continue }
            canvas.put(signs.left, at: Point(x - 1, y), style: style)
            canvas.put(signs.right, at: Point(x + 1, y), style: style)
        }
    }
}
