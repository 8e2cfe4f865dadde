import TrackerEngine

/// The subject of the chart: the chosen pair's minutes that are shown, and what they are compared
/// with.
struct ChartSubject {
    let instrument: Instrument
    let minutes: ClosedRange<Minute>
    /// One a minute of `minutes`, NaN for a hole.
    let amounts: [Double]
    /// The prices of the whole window.
    private let series: Series
    /// The pair that is compared with it, on the scale of the first.
    let other: Other?
    let view: ChartView
    /// How the pair's prices are written.
    let prices: PriceText
    /// The last price that is shown.
    private let last: String
    /// The newest price of the day with what moved in it.
    let head: PriceHead
    /// The prices that alerts wait for, and where they fired.
    private let alerts: AlertMarks

    struct Other {
        let instrument: Instrument
        /// One a minute of those that are shown, in its own quote currency.
        let amounts: [Double]
        fileprivate let series: Series
        let prices: PriceText
        /// The factor that its prices are multiplied by to be drawn beside the first.
        let factor: Double
        /// Whether it is the same pair elsewhere: then prices can be compared, not only changes.
        let isSamePair: Bool
    }

    /// The chosen pair, `nil` while there is none that has a price.
    init?(_ state: State) {
        guard let instrument = state.chosenInstrument else { return nil }
        self.init(instrument, state)
    }

    /// `nil` for a pair without a price.
    init?(_ instrument: Instrument, _ state: State) {
        let window = state.window
        guard let series = window.series(of: instrument),
            let statistics = state.statistics(of: instrument)
        else { return nil }
        self.instrument = instrument
        self.series = series
        view = state.roomyChart(for: statistics)
        minutes = view.shown(of: window.first...window.last)
        let first = window.first.distance(to: minutes.lowerBound)
        let shown = first..<first + minutes.count
        let amounts = Array(series.amounts[shown])
        self.amounts = amounts
        prices = PriceText(statistics)
        // Only where the newest minute is shown the last price is that of the chart.
        let shownLast = Self.price(amounts.last(where: Self.isThere))
        last = prices.text(view.end == nil ? statistics.last : shownLast)
        head = PriceHead(statistics.last, before: Self.before(in: series), in: prices)
        alerts = state.alertMarks(of: instrument)
        other = state.compared(with: instrument).flatMap { other in
            window.series(of: other).flatMap { series in
                Other(
                    other, series: series, shown: shown, beside: amounts, in: state,
                    isSamePair: state.isSamePair(other, instrument))
            }
        }
    }

    /// Offsets count from the first minute that is shown.
    ///
    /// `style`: that of a line that has not left the price that it began at.
    func chart(time: LocalTime, style: Style, fill: ChartFill = .none) -> Chart {
        func offset(_ minute: Minute) -> Int { minutes.lowerBound.distance(to: minute) }
        var chart = Chart(
            values: amounts, start: minutes.lowerBound.unixSeconds, time: time, style: style)
        chart.lastPrice = last
        chart.firstPrice = base.map { prices.text($0) }
        chart.fill = fill
        chart.axis = axis
        chart.candle = view.candle
        chart.hasReference = true
        chart.other = other.map { other in other.amounts.map { $0 * other.factor } }
        chart.derived = derived
        chart.badTicks = badTicks
        chart.cursor = view.cursor.map(offset)
        chart.cursorPrice = cursorPrice?.amount
        chart.cursorText = cursorPrice.map { prices.text($0) }
        chart.marks = view.marks.map(offset)
        chart.levels = alerts.levels.map { ($0, levelText($0)) }
        chart.fires = alerts.fires.filter(minutes.contains).map(offset)
        return chart
    }

    private func levelText(_ level: Double) -> String {
        Self.price(level).map { prices.text($0) } ?? Numbers.missing
    }

    /// The kind of its axis: prices of different pairs have nothing in common but their changes.
    var axis: PriceAxis.Kind { other.map { $0.isSamePair } ?? true ? view.axis : .percent }

    /// The first price that is shown.
    var base: Price? { Self.price(amounts.first(where: Self.isThere)) }

    /// The price of the minute before that of the newest price.
    private static func before(in series: Series) -> Price? {
        let newest = series.amounts.lastIndex(where: isThere)
        return newest.flatMap { $0 > 0 ? price(series.amounts[$0 - 1]) : nil }
            .flatMap { $0.isNone ? nil : $0 }
    }

    /// The mean of an hour, and twice the standard deviation beside it, as far as they are wanted.
    private var derived: [[Double]] {
        guard view.mean != .none else { return [] }
        let rolling = RollingMean(series.amounts, over: ChartView.Mean.minutes)
        let shown = first..<first + minutes.count
        guard view.mean == .band else { return [Array(rolling.means[shown])] }
        return [0.0, -2, 2].map { times in
            shown.map { rolling.means[$0] + times * rolling.deviations[$0] }
        }
    }

    /// The offset in `series` of the first minute that is shown.
    private var first: Int { series.start.distance(to: minutes.lowerBound) }

    /// Offsets of shown prices that the axis leaves out.
    private var badTicks: [Int] {
        series.badTicks(of: first..<first + amounts.count).map { $0 - first }
    }

    /// The minutes that the price was at each row of a chart of some of the shown minutes.
    func minutes(in shown: Range<Int>, rows: Int, row: (Double) -> Int) -> [Int] {
        Series(start: minutes.lowerBound, amounts: Array(amounts[shown]))
            .minutes(inRows: rows, row)
    }

    /// The moves a minute of some of the shown minutes, beside what is usual in the day.
    ///
    /// `store`: that of the window that is shown.
    func moveBars(
        in shown: Range<Int>, columns: Int, keptIn store: WindowStore<Instrument, MinuteMoves>
    ) -> MoveBars {
        let known = store[instrument]
        let moves = known ?? series.moves
        if known == nil { store[instrument] = moves }
        let minutes = first + shown.lowerBound..<first + shown.upperBound
        return MoveBars(
            columns: moves.columns(columns, of: minutes).map { column in
                column.map { MoveBars.Column(size: $0.median, isUp: $0.sum >= 0) }
            }, usual: moves.usual ?? 0)
    }

    /// The price that the cursor reads: the last one of a candle.
    private var cursorPrice: Price? {
        guard let cursor = view.cursor else { return nil }
        guard view.candle != nil else { return price(at: cursor) }
        return candle(at: cursor).flatMap { Self.price($0.candle.close) }
    }

    /// The candle that a minute is in, with the minutes of it that the day has; `nil` for a line,
    /// and where none of them has a price.
    func candle(at minute: Minute) -> (minutes: ClosedRange<Minute>, candle: Candle)? {
        guard let length = view.candle else { return nil }
        let start = minute.start(ofCandles: length)
        let first = max(0, series.start.distance(to: start))
        let end = min(series.amounts.count, series.start.distance(to: start) + length)
        guard first < end else { return nil }
        let found = Candle.candles(
            of: series.amounts[first..<end], first: series.start.index + first, length: length,
            zerosAreHoles: true)
        return found.first?.candle.map {
            (series.start.advanced(by: first)...series.start.advanced(by: end - 1), $0)
        }
    }

    /// The hours of the day by how much of them is known.
    var hours: HourStrip { HourStrip(series.amounts, isThere: Self.isThere) }

    /// The newest minutes of the day, up to its last price.
    var tape: TickTape {
        let end = series.amounts.lastIndex(where: Self.isThere) ?? -1
        return TickTape(Array(series.amounts[max(0, end - TickTape.minutes)..<end + 1]))
    }

    /// The price at a minute, shown or not.
    func price(at minute: Minute) -> Price? { Self.price(series, at: minute) }

    func otherPrice(at minute: Minute) -> Price? {
        other.flatMap { Self.price($0.series, at: minute) }
    }

    /// The newest minute that is shown at which both have a price.
    var newestShared: Minute? {
        guard let other else { return nil }
        let offset = amounts.indices.last { place in
            Self.isThere(amounts[place]) && Self.isThere(other.amounts[place])
        }
        return offset.map { minutes.lowerBound.advanced(by: $0) }
    }

    fileprivate static func isThere(_ amount: Double) -> Bool { amount > 0 && amount.isFinite }

    private static func price(_ amount: Double?) -> Price? { amount.flatMap { try? Price($0) } }

    private static func price(_ series: Series, at minute: Minute) -> Price? {
        series[minute].flatMap { $0.isNone ? nil : $0 }
    }
}

extension ChartSubject.Other {
    /// The other pair beside the first: its market, and its title if that is another one.
    ///
    /// From outside: `Canvas.write` makes it plain.
    func name(in snapshot: Snapshot) -> String {
        isSamePair
            ? instrument.market.name
            : "\(instrument.market.name) \(snapshot.title(of: instrument))"
    }

    /// `nil` without a price to compare.
    fileprivate init?(
        _ instrument: Instrument, series: Series, shown: Range<Int>, beside first: [Double],
        in state: State, isSamePair: Bool
    ) {
        let amounts = Array(series.amounts[shown])
        guard let own = amounts.first(where: ChartSubject.isThere),
            let base = first.first(where: ChartSubject.isThere),
            let statistics = state.statistics(of: instrument)
        else { return nil }
        prices = PriceText(statistics)
        self.instrument = instrument
        self.amounts = amounts
        self.series = series
        self.isSamePair = isSamePair
        factor = isSamePair ? 1 : base / own
    }
}

// MARK: - What is compared

extension State {
    /// The figures of a pair, `nil` for one without a price.
    func statistics(of instrument: Instrument) -> PairStatistics? {
        window.board(of: instrument.market)[instrument.pair]
    }

    /// The pair that the chart compares a pair with, `nil` for none.
    func compared(with instrument: Instrument) -> Instrument? {
        chart.other == instrument ? nil : chart.other
    }

    /// Whether two pairs stand for the same: by what they are made of if both sources say so.
    func isSamePair(_ one: Instrument, _ other: Instrument) -> Bool {
        if let left = snapshot.assets(of: one), let right = snapshot.assets(of: other) {
            return left == right
        }
        return one.pair == other.pair
    }

    /// The pairs of other markets that stand for the same, by market: those that have a price now,
    /// or in the window that is shown.
    func samePairs(as instrument: Instrument) -> [Instrument] {
        Set(window.markets + snapshot.window.markets).sorted()
            .compactMap { samePair(as: instrument, on: $0) }
    }

    /// What is made of the same has the same name everywhere.
    private func samePair(as instrument: Instrument, on market: Market) -> Instrument? {
        guard market != instrument.market else { return nil }
        let named = Instrument(market: market, pair: instrument.pair)
        let hasPrice =
            (window.latest(of: named) ?? snapshot.window.latest(of: named)) != nil
        return hasPrice && isSamePair(named, instrument) ? named : nil
    }
}
