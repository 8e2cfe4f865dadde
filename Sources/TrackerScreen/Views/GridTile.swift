import TrackerEngine

/// A chart of the board, with its name and its change.
struct GridTile {
    let instrument: Instrument
    let subject: ChartSubject?
    /// The change over the minutes that are shown.
    private let change: ChangeText
    private let price: String

    init(_ instrument: Instrument, _ state: State) {
        self.instrument = instrument
        let subject = ChartSubject(instrument, state)
        self.subject = subject
        let shown = subject?.amounts.filter { $0 > 0 && $0.isFinite } ?? []
        let first = shown.first
        change = ChangeText(
            shown.last.flatMap { last in first.map { last / $0 - 1 } },
            age: PriceAge(of: instrument, in: state.window))
        price =
            state.statistics(of: instrument).map { PriceText($0).text($0.last) } ?? Numbers.missing
    }

    /// The time that the change is one of, where that is not the whole day.
    private var period: String {
        guard let minutes = subject?.minutes.count, minutes < 1440 else { return "" }
        let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
        let words = [hours > 0 ? "\(hours) h" : "", rest > 0 ? "\(rest) min" : ""]
        return " in " + words.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The least and the largest change since its first price, of all tiles together.
    static func spread(of tiles: [GridTile]) -> ClosedRange<Double>? {
        var (low, high) = (0.0, 0.0)
        for case let subject? in tiles.map(\.subject) {
            let shown = subject.amounts.filter { $0 > 0 && $0.isFinite }
            guard let first = shown.first, let least = shown.min(), let most = shown.max() else {
                continue
            }
            (low, high) = (min(low, least / first - 1), max(high, most / first - 1))
        }
        return low < high ? low...high : nil
    }

    func draw(
        isChosen: Bool, spread: ClosedRange<Double>?, _ state: State, on canvas: inout Canvas
    ) {
        var name = state.pieces(of: instrument)
        if state.chosenListing?.market == nil { name.append((" \(instrument.market.name)", .dim)) }
        let moved = [(change.text, change.style), (period, Style.dim)]
        let note = PaneTitle.Note([[("\(price) ", .plain)] + moved, moved])
        BoardBox(
            title: name, notes: [note], isFocused: isChosen,
            hasSides: canvas.width >= 30 && canvas.height >= 9
        ).draw(on: &canvas) { part in
            guard let subject else {
                part.write("No price in these hours.", at: Point(1, 0), style: .dim)
                return
            }
            var chart = subject.chart(
                time: state.localTime, style: change.chartStyle, fill: state.smallChartFill)
            chart.spread = spread
            chart.draw(on: &part)
        }
    }
}
