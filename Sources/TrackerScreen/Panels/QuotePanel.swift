import TrackerEngine

/// The last price, large where there is room, with change, high and low.
struct QuotePanel: Panel {
    let statistics: PairStatistics
    /// Of the last price.
    let age: PriceAge?
    /// In US dollars, if it is known.
    let turnover: Double?

    func draw(_ state: State, on canvas: inout Canvas) {
        let prices = PriceText(statistics)
        let change = ChangeText(statistics.change, age: age)
        let isOld = age?.isOld ?? false
        let price = prices.text(statistics.last, room: max(8, canvas.width - 4))
        let facts = [
            change.withArrow(canvas.symbols) + (isOld ? " old" : ""),
            "high \(prices.text(statistics.high))",
            "low  \(prices.text(statistics.low))",
        ]
        let big = BigText(price)
        let room = canvas.width - 4 - (facts.map(\.cellWidth).max() ?? 0)
        if big.isWhole, statistics.last != nil, canvas.height >= BigText.height,
            big.width + 3 <= room,
            !canvas.symbols.isASCII
        {
            big.draw(at: Point(2, 1), style: change.style, on: &canvas)
            for (row, fact) in facts.enumerated() {
                let style: Style = row == 0 ? change.style : .plain
                canvas.write(fact, at: Point(big.width + 5, 1 + row), style: style)
            }
            let x = big.width + 5 + (facts.map(\.cellWidth).max() ?? 0) + 3
            if let words, x + words.cellWidth < canvas.width {
                canvas.write(words, at: Point(x, 1), style: .dim)
            }
            return
        }
        let top = canvas.height > 3 ? 1 : 0
        let x = canvas.write(price, at: Point(2, top), style: isOld ? .dim : .strong) + 4
        canvas.write(facts[0], at: Point(x, top), style: change.style)
        var line = facts.dropFirst().joined(separator: "  ")
        if let words, 2 + line.cellWidth + 2 + words.cellWidth < canvas.width {
            line += "  " + words
        }
        canvas.write(
            line, at: Point(2, top + 1), style: .dim, width: max(0, canvas.width - 2))
    }

    private var words: String? { turnover.map { "turnover $" + Numbers.compact($0) } }
}
