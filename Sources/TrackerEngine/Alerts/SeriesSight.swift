/// The day of one pair, as rules look at it minute by minute.
///
/// A reference, because each minute of it is looked at in turn and shares what was worked out.
final class SeriesPast {
    let instrument: Instrument
    let start: Minute
    /// Above 0; NaN for none.
    let amounts: [Double]
    let window: DayWindow
    /// For each minute the range of those before it that a span holds.
    ///
    /// One span or two: a dictionary takes longer to find them.
    private let ranges: [(span: AlertSpan, ranges: [AlertRange])]
    private var ranks: [Hour: Double?] = [:]
    private lazy var volatilities = hourlyVolatilities()
    private lazy var first = amounts.firstIndex { !$0.isNaN }
    private lazy var firstPolled = window.day.firstMinute(
        of: instrument.market, from: window.first, through: window.last)

    /// `nil` for a pair without a price in the window.
    ///
    /// `spans`: those that are looked back on.
    init?(_ instrument: Instrument, in window: DayWindow, spans: some Sequence<AlertSpan>) {
        guard let series = window.series(of: instrument) else { return nil }
        self.instrument = instrument
        self.window = window
        start = series.start
        amounts =
            series.amounts.contains(0)
            ? series.amounts.map { $0 > 0 ? $0 : .nan } : series.amounts
        let amounts = amounts
        ranges = spans.map { ($0, Self.ranges(over: $0.minutes, of: amounts)) }
    }

    /// The range of the last minutes before each minute.
    ///
    /// In blocks of so many minutes every such window is the end of one and the start of the next
    /// (van Herk 1992, "A fast algorithm for local minimum and maximum filters").
    static func ranges(over minutes: Int, of amounts: [Double]) -> [AlertRange] {
        var starts = [AlertRange](repeating: AlertRange(), count: amounts.count)
        var ends = starts
        for first in stride(from: 0, to: amounts.count, by: minutes) {
            let block = first..<min(first + minutes, amounts.count)
            var range = AlertRange()
            for index in block {
                range.add(amounts[index])
                starts[index] = range
            }
            range = AlertRange()
            for index in block.reversed() {
                range.add(amounts[index])
                ends[index] = range
            }
        }
        return amounts.indices.map { index in
            guard index > 0 else { return AlertRange() }
            var range = starts[index - 1]
            if index > minutes { range.add(ends[index - minutes]) }
            return range
        }
    }

    /// For each minute the range of those before it that a span holds; `nil` where it was not worked
    /// out.
    func ranges(_ span: AlertSpan) -> [AlertRange]? { place(of: span).map { ranges[$0].ranges } }

    private func place(of span: AlertSpan) -> Int? { ranges.firstIndex { $0.span == span } }

    func range(_ span: AlertSpan, at index: Int) -> AlertRange {
        if let place = place(of: span) { return ranges[place].ranges[index] }
        var range = AlertRange()
        for place in max(0, index - span.minutes)..<index { range.add(amounts[place]) }
        return range
    }

    /// The statistics of the day through a minute.
    func statistics(through index: Int) -> PairStatistics {
        PairStatistics(amounts[...index])
    }

    /// The volatility through the hour before that of a minute.
    func volatility(at minute: Minute) -> Double? {
        volatilities[start.hour.distance(to: minute.hour)]
    }

    /// The daily volatility at the beginning of each hour, from the first hour on.
    private func hourlyVolatilities() -> [Double?] {
        let last = start.advanced(by: amounts.count - 1).hour
        let ends = (start.hour...last).map { max(0, start.distance(to: $0.start)) }
        return RunScan.dailyVolatilities(of: amounts, before: ends)
    }

    /// The change from the first price; `nil` for that one.
    func change(at index: Int) -> Double? {
        guard let first, first < index, !amounts[index].isNaN else { return nil }
        return amounts[index] / amounts[first] - 1
    }

    /// The rank at the beginning of a minute's hour, or of the window.
    ///
    /// Cost: about 3 µs a pair of the market, once an hour.
    func rank(at minute: Minute) -> Double? {
        if let found = ranks[minute.hour] { return found }
        let start = max(minute.hour.start, window.first)
        let rank = window.advanced(to: start).ranking(of: instrument.market)
            .rank(of: instrument.pair)
        ranks[minute.hour] = .some(rank)
        return rank
    }

    /// Whether the market had been polled for an hour at a minute.
    func isPolledForAnHour(at minute: Minute) -> Bool {
        firstPolled.map { $0.distance(to: minute) >= Hour.minutes } ?? false
    }
}

/// A pair at a minute of its day.
struct SeriesSight: AlertSight {
    let past: SeriesPast
    let index: Int
    /// The place of the price before; `nil` for none.
    let previousIndex: Int?

    var minute: Minute { past.start.advanced(by: index) }

    var price: Double { past.amounts[index] }

    var previousPrice: Double { previousIndex.map { past.amounts[$0] } ?? .nan }

    var previous: Minute? { previousIndex.map { past.start.advanced(by: $0) } }

    func range(_ span: AlertSpan) -> AlertRange { past.range(span, at: index) }

    func amount(ago minutes: Int) -> Double {
        minutes <= index ? past.amounts[index - minutes] : .nan
    }

    func volatility() -> Double? { past.volatility(at: minute) }

    func day(_ figure: PairCondition.Figure) -> Double? {
        switch figure {
        case .change: past.change(at: index)
        case .volatility: past.statistics(through: index).volatility
        case .rank: past.rank(at: minute)
        case .turnover: past.window.turnover(of: past.instrument)
        case .last: price
        }
    }

    func other(_ market: Market, _ pair: Pair?) -> Double {
        guard let day = past.window.day.days[market],
            let slot = day.names.slot(of: pair ?? past.instrument.pair)
        else { return .nan }
        let amount = day.amount(of: slot, at: minute)
        return amount > 0 ? amount : .nan
    }

    func quote() -> String? {
        (past.window.assets(of: past.instrument) ?? PairSpelling.assets(of: past.instrument.pair))?
            .quote
    }

    func isNewlyListed() -> Bool { previousIndex == nil && past.isPolledForAnHour(at: minute) }

    func failing() -> Double? { nil }

    func isThin() -> Bool {
        var prices = AlertThinness()
        for place in (0...index).reversed() {
            prices.add(past.amounts[place])
            if !prices.isThin { return false }
        }
        return true
    }
}
