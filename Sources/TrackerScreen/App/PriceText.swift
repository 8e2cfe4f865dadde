import TrackerEngine

/// Prices of one pair, all with the same decimals: as many as the pair uses.
struct PriceText {
    private let decimals: Int

    init(_ statistics: PairStatistics) {
        let prices = [statistics.first, statistics.last, statistics.high, statistics.low]
        let digits = prices.compactMap { $0 }.map { DecimalDigits($0.amount) }
        decimals = min(digits.map(\.decimals).max() ?? 0, 18)
    }

    /// A price in at most `room` columns, with fewer digits if it must; `–` for no price.
    func text(_ price: Price?, room: Int) -> String {
        guard let price else { return Numbers.missing }
        let whole = Numbers.fixed(price.amount, decimals: decimals)
        if whole.cellWidth <= room { return whole }
        for significant in stride(from: 8, through: 2, by: -1) {
            let text = Numbers.price(price.amount, significant: significant)
            if text.cellWidth <= room { return text }
        }
        return price.amount.description
    }
}

/// A change in per cent: its sign and an arrow say what its colour says.
struct ChangeText {
    let text: String
    let style: Style

    init(_ change: Double?) {
        guard let change else {
            (text, style) = (Numbers.missing, .unchanged)
            return
        }
        text = Numbers.percent(change)
        style = text.hasPrefix("+") ? .rising : text.hasPrefix("-") ? .falling : .unchanged
    }

    /// The style of a chart that has changed so.
    var chartStyle: Style {
        switch style {
        case .rising: .chartRising
        case .falling: .chartFalling
        default: .chartLine
        }
    }

    /// The text with an arrow: `▲ +1.23%`.
    func withArrow(_ symbols: Symbols) -> String {
        switch style {
        case .rising: symbols.isASCII ? text : "\(symbols.up) \(text)"
        case .falling: symbols.isASCII ? text : "\(symbols.down) \(text)"
        default: text
        }
    }
}
