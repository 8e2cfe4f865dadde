import TrackerEngine

/// Up to nine charts at once: of the favourites, of the most restless pairs of the market, or of
/// those with the largest turnover.
struct GridView: Overlay {
    enum Choice: CaseIterable, Hashable, Sendable {
        case favourites, restless, largest
    }

    private(set) var choice: Choice
    /// Whether of several pairs of a coin only the first is shown, unless they are favourites.
    private(set) var isByCoin = true
    /// Whether all charts have one scale, in per cent since their start.
    private(set) var isOneScale = false
    /// The place of the chosen chart, row by row.
    private(set) var place = 0

    enum Deed: Hashable, Sendable {
        case left, right, up, down
        case go, others, coin, scale, star
        case chart(ChartAction)
        case travel(Int)
    }

    static let opener = Opener(
        "grid", "b", "up to nine charts: of favourites, the most restless, or the largest",
        title: "Charts side by side", for: .look, needsPrices: true,
        hint: KeyTable.Hint("nine", 24, in: [.pairs]))
    static let keys: [ViewKey<Deed>] =
        [
            .shared(.left, .left), .shared(.right, .right), .shared(.move(.up), .up),
            .shared(.move(.down), .down), .shared(.choose, .go, "to the list of its market"),
            .own(.others, "grid-others", "Tab", "favourites, the most restless, the largest"),
            .own(.coin, "grid-coin", "u", "a coin once, or all of its pairs"),
            .shared(.chart(.axis), .scale, "one scale in per cent for all, or each its own"),
            .shared(.star, .star),
        ]
        + charts.map { .shared(.chart($0), .chart($0)) }
        + ViewKey.travels { .travel($0) }
    /// The actions that all charts obey together.
    private static let charts: [ChartAction] = [
        .zoomIn, .zoomOut, .panEarlier, .panLater, .candles,
    ]
    static let hints: [Hint] = [
        ("chart", [.left, .right, .up, .down]), ("favourites, restless, largest", [.others]),
        ("a coin once", [.coin]), ("one scale", [.scale]),
        ("hours", [.chart(.zoomIn), .chart(.zoomOut)]), ("star", [.star]), ("go to it", [.go]),
    ]
    static let extent = Extent.body

    /// The favourites from which on they are shown first: fewer would leave most of the screen
    /// empty.
    private static let fewFavourites = 4

    init(_ state: inout State) {
        choice = Self.favourites(state).count >= Self.fewFavourites ? .favourites : .largest
    }

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        let pairs = pairs(state)
        let across = GridLayout(in: state.layout.body.size, showing: pairs.count).columns
        switch deed {
        case .left: choose(place - 1, of: pairs)
        case .right: choose(place + 1, of: pairs)
        case .up: choose(place - across, of: pairs)
        case .down: choose(place + across, of: pairs)
        case .go: return go(&state)
        case .others: showNext(state)
        case .coin: (isByCoin, place) = (!isByCoin, 0)
        case .scale: isOneScale.toggle()
        case .star:
            return .stay(doing: pairs.indices.contains(place) ? state.toggleStar(pairs[place]) : [])
        case .chart(let action): state.performOnChart(action)
        case .travel(let minutes): state.travel(by: minutes)
        }
        return .stay()
    }

    /// The next choice that has something to show.
    private mutating func showNext(_ state: State) {
        let all = Choice.allCases
        place = 0
        for _ in all {
            let number = all.firstIndex(of: choice) ?? 0
            choice = all[(number + 1) % all.count]
            if !pairs(state).isEmpty { return }
        }
    }

    /// A click chooses a chart, and once more goes to its pair.
    mutating func click(_ button: Key.Mouse, at point: Point, _ state: inout State) -> Outcome {
        let body = state.layout.body
        let pairs = pairs(state)
        let grid = GridLayout(in: body.size, showing: pairs.count)
        let inside = Point(point.x - body.x, point.y - body.y)
        guard button == .press,
            let wish = pairs.indices.first(where: { grid.cell($0).contains(inside) })
        else { return .stay() }
        if wish == place { return go(&state) }
        choose(wish, of: pairs)
        return .stay()
    }

    private mutating func choose(_ wish: Int, of pairs: [Instrument]) {
        if pairs.indices.contains(wish) { place = wish }
    }

    private func go(_ state: inout State) -> Outcome {
        let pairs = pairs(state)
        if pairs.indices.contains(place) { state.go(to: pairs[place]) }
        return .close()
    }
}

// MARK: - What is shown

extension GridView {
    /// The pairs whose charts are shown, as many as there is room for.
    func pairs(_ state: State) -> [Instrument] {
        let most = GridLayout.most(in: state.layout.body.size)
        let all: [Instrument] =
            switch choice {
            case .favourites: Self.favourites(state)
            case .restless: restless(state)
            case .largest: largest(state)
            }
        return Array(all.prefix(most))
    }

    /// Those of the group that is listed, else those with a star.
    private static func favourites(_ state: State) -> [Instrument] {
        state.chosenListing.flatMap { state.favourites.pairs(of: $0) } ?? state.favourites.starred
    }

    private func restless(_ state: State) -> [Instrument] {
        guard let board = state.board else { return [] }
        let all = board.byVolatility.order.filter { pair in
            (board[pair]?.distinct ?? 0) >= RestlessRanking.fewestPrices
        }
        return once(all.map { Instrument(market: board.market, pair: $0) }, state)
    }

    /// Those of the largest turnover, then those of the coins that most markets have.
    private func largest(_ state: State) -> [Instrument] {
        guard let market = state.board?.market else { return [] }
        let known = state.window.largest(of: [market])
        let rest = Set(known)
        let others = state.window.board(of: market).pairs
            .map { Instrument(market: market, pair: $0) }.filter { !rest.contains($0) }
        let figures = FigureLookup(state.snapshot, in: state.window)
        return once(known + figures.byWeight(others), state)
    }

    /// The first pair of each coin, as far as there is room.
    private func once(_ pairs: [Instrument], _ state: State) -> [Instrument] {
        guard isByCoin else { return pairs }
        let most = GridLayout.most(in: state.layout.body.size)
        var seen: Set<String> = []
        var found: [Instrument] = []
        for pair in pairs where found.count < most {
            let coin = state.snapshot.assets(of: pair)?.base.lowercased() ?? pair.pair.name
            if seen.insert(coin).inserted { found.append(pair) }
        }
        return found
    }
}

// MARK: - Drawing

extension GridView {
    func draw(_ state: State, on canvas: inout Canvas) {
        let pairs = pairs(state)
        guard !pairs.isEmpty else { return drawNothing(state, on: &canvas) }
        let layout = GridLayout(in: canvas.size, showing: pairs.count)
        // Cursor, marks and company belong to the pair that was looked at.
        var alone = state
        _ = alone.chart.clear()
        alone.chart.other = nil
        if isOneScale { alone.chart.axis = .percent }
        let tiles = pairs.map { GridTile($0, alone) }
        let spread = isOneScale ? GridTile.spread(of: tiles) : nil
        for (number, tile) in tiles.enumerated() {
            canvas.draw(in: layout.cell(number)) { cell in
                tile.draw(isChosen: number == place, spread: spread, alone, on: &cell)
            }
        }
    }

    private func drawNothing(_ state: State, on canvas: inout Canvas) {
        var lines =
            choice == .favourites
            ? ["No pair is a favourite.", "A favourite is a pair with a star."]
            : [
                "No pair can be shown.",
                "The market that is listed has no pair with prices enough.",
            ]
        if let key = Self.sign(.others, in: state.keys) { lines.append("\(key) shows others.") }
        for (row, line) in lines.enumerated() {
            canvas.write(line, at: Point(2, 1 + row), style: row == 0 ? .strong : .dim)
        }
    }
}

/// A chart of the board, with its name and its change.
private struct GridTile {
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
        let note = PaneTitle.Note([
            [("\(price) ", .plain), (change.text, change.style)], [(change.text, change.style)],
        ])
        BoardBox(
            title: name, notes: [note], isFocused: isChosen,
            hasSides: canvas.width >= 30 && canvas.height >= 9
        ).draw(on: &canvas) { part in
            guard let subject else {
                part.write("No price in these hours.", at: Point(1, 0), style: .dim)
                return
            }
            var chart = subject.chart(time: state.localTime, style: change.chartStyle)
            chart.spread = spread
            chart.draw(on: &part)
        }
    }
}

/// The places of so many charts: in as few rows and columns as hold them, never with more than a
/// third of the places blank.
struct GridLayout: Hashable, Sendable {
    let columns: Int
    let rows: Int
    private let size: Size

    static let mostAcross = 3
    private static let fewestColumns = 38
    private static let fewestRows = 10

    private static func room(in size: Size) -> (columns: Int, rows: Int) {
        (
            min(max(1, size.width / fewestColumns), mostAcross),
            min(max(1, size.height / fewestRows), mostAcross)
        )
    }

    /// The most charts that there is room for.
    static func most(in size: Size) -> Int {
        let room = room(in: size)
        return room.columns * room.rows
    }

    init(in size: Size, showing count: Int) {
        self.size = size
        let room = Self.room(in: size)
        let wanted = min(max(1, count), room.columns * room.rows)
        let shapes = (1...room.columns).flatMap { columns in
            (1...room.rows).map { rows in (columns: columns, rows: rows) }
        }.filter { $0.columns * $0.rows >= wanted }
        // The widest of the smallest ones: charts are wider than high.
        let best = shapes.min { one, other in
            (one.columns * one.rows, -one.columns) < (other.columns * other.rows, -other.columns)
        }
        (columns, rows) = best ?? (1, 1)
    }

    var count: Int { columns * rows }

    /// The cells of a chart.
    func cell(_ place: Int) -> Rect {
        let (row, column) = place.quotientAndRemainder(dividingBy: columns)
        let (left, right) = (
            column * size.width / columns, (column + 1) * size.width / columns
        )
        let (top, bottom) = (row * size.height / rows, (row + 1) * size.height / rows)
        return Rect(x: left, y: top, width: right - left, height: bottom - top)
    }
}
