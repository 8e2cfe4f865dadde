import TrackerEngine

/// The pairs that were found, a row each, with the letters set off that they were found by.
struct JumpTable {
    let found: [Instrument]
    /// The place of the chosen one.
    let row: Int
    /// The first that is shown.
    let top: Int
    let hasHeads: Bool
    let match: FuzzyMatch

    private static let columns: [TableLayout.Column] = [
        .init("pair", 15, worth: 9), .init("market", 11, worth: 8),
        .init("last", 11, .right, worth: 7), .init("24 h", 8, .right, worth: 6),
        .init("turnover", 8, .right, worth: 5), .init("24 hours", 12, worth: 4),
    ]

    /// The columns in which all of it has room.
    static let wanted = 2 + columns.reduce(0) { $0 + $1.width + 1 }

    func draw(_ state: State, on canvas: inout Canvas) {
        let columns = TableLayout(Self.columns, width: canvas.width - 2)
        if hasHeads { columns.drawHeads(at: Point(2, 0), on: &canvas) }
        let list = canvas.bounds.splitTop(hasHeads ? 1 : 0).rest
        for line in 0..<list.height where top + line < found.count {
            canvas.draw(in: Rect(x: 0, y: list.y + line, width: list.width, height: 1)) { part in
                draw(found[top + line], in: columns.places, state, on: &part)
                guard top + line == row else { return }
                part.put(part.symbols.pointer, at: .zero, style: .accent)
                part.restyle(part.bounds) { $0.on(.selection) }
            }
        }
    }

    private func draw(
        _ instrument: Instrument, in places: [Range<Int>?], _ state: State,
        on canvas: inout Canvas
    ) {
        let age = PriceAge(of: instrument, in: state.window)
        let isOld = age?.isOld ?? false
        drawNames(of: instrument, in: places, isOld: isOld, state, on: &canvas)
        // Of this pair alone: the boards of all the markets that are found would be too much for a
        // key.
        let series = state.window.series(of: instrument)
        let statistics = series.map {
            PairStatistics($0.amounts, live: state.window.latest(of: instrument)?.price)
        }
        func write(_ text: String?, _ column: Int, _ style: Style) {
            guard let place = places[column] else { return }
            canvas.write(
                text ?? Numbers.missing, at: Point(place.lowerBound + 2, 0), style: style,
                width: place.count, align: .right)
        }
        write(statistics.map { PriceText($0).text($0.last) }, 2, isOld ? .dim : .plain)
        let change = ChangeText(statistics?.change, age: age)
        write(change.text, 3, change.style)
        write(state.window.turnover(of: instrument).map { Numbers.compact($0) }, 4, .dim)
        guard let place = places[5] else { return }
        state.shown.sparklines.sparkline(of: instrument, columns: place.count) {
            series.map { Sparkline($0.amounts, columns: place.count) }
        }?.draw(
            on: &canvas, at: Point(place.lowerBound + 2, 0), style: change.trail,
            last: change.style)
    }

    private func drawNames(
        of instrument: Instrument, in places: [Range<Int>?], isOld: Bool, _ state: State,
        on canvas: inout Canvas
    ) {
        if state.favourites.isStarred(instrument) {
            canvas.put(canvas.symbols.star, at: Point(1, 0), style: .accent)
        }
        guard let own = places[0] else { return }
        let title = state.snapshot.title(of: instrument, room: own.count)
        let letters = match.letters(title: title, market: instrument.market.name)
        let base = title.firstIndex(of: "/").map { title[..<$0].count } ?? title.count
        Self.write(title, at: own.lowerBound + 2, letters.title, on: &canvas) { place in
            isOld || place >= base ? .dim : .strong
        }
        guard let market = places[1] else { return }
        let name = instrument.market.name.cut(to: market.count)
        Self.write(name, at: market.lowerBound + 2, letters.market, on: &canvas) { _ in .plain }
    }

    /// Writes a text with some of its letters set off.
    private static func write(
        _ text: String, at start: Int, _ letters: Set<Int>, on canvas: inout Canvas,
        style: (Int) -> Style
    ) {
        var x = start
        for (place, letter) in text.enumerated() {
            let isFound = letters.contains(place)
            x += canvas.write(
                String(letter), at: Point(x, 0),
                style: isFound ? Style.accent.with([.bold, .underline]) : style(place))
        }
    }
}
