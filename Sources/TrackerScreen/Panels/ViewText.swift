/// The way the chart looks at the day, if it is not the usual one: `3 h, 5 min candles, log`.
struct ViewText {
    let text: String

    init(_ view: ChartView) {
        var parts: [String] = []
        if view.span != .day { parts.append(view.span.title) }
        if let candle = view.candle { parts.append("\(candle) min candles") }
        if view.axis != .linear { parts.append(view.axis.title) }
        text = parts.joined(separator: ", ")
    }
}
