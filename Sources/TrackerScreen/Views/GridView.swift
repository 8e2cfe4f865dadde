import TrackerEngine

/// Up to nine charts at once: of the favourites, or of the most restless pairs of the market.
///
/// Favourites are followed by the pairs of the market with the largest turnover if they are few.
struct GridView: Overlay {
    /// Whether those of the most restless pairs are shown instead.
    private(set) var isRestless = false
    /// The place of the chosen chart, row by row.
    private(set) var place = 0

    enum Deed: Hashable, Sendable {
        case left, right, up, down
        case go, others, star
        case chart(ChartAction)
        case travel(Int)
    }

    static let opener = Opener(
        "grid", "b", "up to nine charts: of favourites and the largest, or of the most restless",
        title: "Charts side by side", needsPrices: true)
    static let keys: [ViewKey<Deed>] =
        [
            .shared(.left, .left), .shared(.right, .right), .shared(.move(.up), .up),
            .shared(.move(.down), .down), .shared(.choose, .go, "to the list of its market"),
            .own(.others, "grid-others", "Tab", "the most restless, or the others again"),
            .shared(.star, .star),
        ]
        + charts.map { .shared(.chart($0), .chart($0)) }
        + ViewKey.travels { .travel($0) }
    /// The actions that all charts obey together.
    private static let charts: [ChartAction] = [
        .zoomIn, .zoomOut, .panEarlier, .panLater, .candles, .axis,
    ]
    static let hints: [Hint] = [
        ("chart", [.left, .right, .up, .down]), ("restless or favourites", [.others]),
        ("zoom", [.chart(.zoomIn), .chart(.zoomOut)]), ("star", [.star]), ("go to it", [.go]),
    ]
    static let extent = Extent.body

    init(_ state: inout State) {}

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        let across = GridLayout(in: state.layout.body.size).columns
        switch deed {
        case .left: choose(place - 1, state)
        case .right: choose(place + 1, state)
        case .up: choose(place - across, state)
        case .down: choose(place + across, state)
        case .go: return go(&state)
        case .others: (isRestless, place) = (!isRestless, 0)
        case .star:
            let pairs = pairs(state)
            return .stay(doing: pairs.indices.contains(place) ? state.toggleStar(pairs[place]) : [])
        case .chart(let action): state.performOnChart(action)
        case .travel(let minutes): state.travel(by: minutes)
        }
        return .stay()
    }

    /// A click chooses a chart, and once more goes to its pair.
    mutating func click(_ button: Key.Mouse, at point: Point, _ state: inout State) -> Outcome {
        let body = state.layout.body
        let grid = GridLayout(in: body.size)
        let inside = Point(point.x - body.x, point.y - body.y)
        guard button == .press,
            let wish = (0..<grid.count).first(where: { grid.cell($0).contains(inside) })
        else { return .stay() }
        if wish == place { return go(&state) }
        choose(wish, state)
        return .stay()
    }

    private mutating func choose(_ wish: Int, _ state: State) {
        if pairs(state).indices.contains(wish) { place = wish }
    }

    private func go(_ state: inout State) -> Outcome {
        let pairs = pairs(state)
        if pairs.indices.contains(place) { state.go(to: pairs[place]) }
        return .close()
    }

    /// With fewer favourites than so many most of the screen would stay empty.
    private static let fewFavourites = 4

    /// The pairs whose charts are shown: favourites and the largest of the market, else its most
    /// restless.
    func pairs(_ state: State) -> [Instrument] {
        let most = GridLayout(in: state.layout.body.size).count
        let wanted = isRestless ? [] : favourites(state)
        return Array((wanted.isEmpty ? restless(state) : wanted).prefix(most))
    }

    /// The favourites, and if they are few, the pairs of the market whose turnover is known, the
    /// largest first.
    private func favourites(_ state: State) -> [Instrument] {
        // Of the group that is shown, else those with a star.
        let starred =
            state.chosenListing.flatMap { state.favourites.pairs(of: $0) }
            ?? state.favourites.starred
        guard starred.count < Self.fewFavourites, let market = state.board?.market else {
            return starred
        }
        return starred + state.window.largest(of: [market]).filter { !starred.contains($0) }
    }

    private func restless(_ state: State) -> [Instrument] {
        guard let board = state.board else { return [] }
        return board.byVolatility.order.filter { pair in
            (board[pair]?.distinct ?? 0) >= RestlessRanking.fewestPrices
        }.map { Instrument(market: board.market, pair: $0) }
    }
}

// MARK: - Drawing

extension GridView {
    func draw(_ state: State, on canvas: inout Canvas) {
        let layout = GridLayout(in: canvas.size)
        let pairs = pairs(state)
        guard !pairs.isEmpty else {
            canvas.write("No pair has moved enough to be shown.", at: Point(2, 1), style: .dim)
            return
        }
        for (number, instrument) in pairs.enumerated() {
            canvas.draw(in: layout.cell(number)) { cell in
                draw(instrument, isChosen: number == place, state, on: &cell)
            }
        }
    }

    private func draw(
        _ instrument: Instrument, isChosen: Bool, _ state: State, on canvas: inout Canvas
    ) {
        let change = ChangeText(
            state.statistics(of: instrument)?.change,
            age: PriceAge(of: instrument, in: state.window))
        drawTitle(of: instrument, change: change, isChosen: isChosen, state, on: &canvas)
        canvas.draw(in: canvas.bounds.splitTop(1).rest) { part in
            // Cursor, marks and company belong to the pair that was looked at.
            var alone = state
            _ = alone.chart.clear()
            alone.chart.other = nil
            guard let subject = ChartSubject(instrument, alone) else {
                part.write("No price in the last 24 hours", at: Point(1, 0), style: .dim)
                return
            }
            subject.chart(time: state.localTime, style: change.chartStyle).draw(on: &part)
        }
    }

    private func drawTitle(
        of instrument: Instrument, change: ChangeText, isChosen: Bool, _ state: State,
        on canvas: inout Canvas
    ) {
        let line = Rect(x: 0, y: 0, width: canvas.width, height: 1)
        canvas.fill(
            line, with: canvas.symbols.horizontal, style: isChosen ? .frameFocused : .frame)
        let mark = isChosen ? canvas.symbols.pointer : " "
        let room = max(0, canvas.width - change.text.cellWidth - 4)
        let title = state.snapshot.title(of: instrument, room: max(0, room - 2))
        let name = "\(mark)\(title) "
        let taken = canvas.write(
            name, at: Point(1, 0), style: isChosen ? .title : .strong,
            width: min(name.cellWidth, room))
        let market = "\(instrument.market.name) "
        if taken + market.cellWidth < room {
            canvas.write(market, at: Point(1 + taken, 0), style: .dim)
        }
        canvas.write(
            " \(change.text) ", at: Point(canvas.width - change.text.cellWidth - 3, 0),
            style: change.style)
    }
}

/// The places of the charts: as many as there is room for.
struct GridLayout: Hashable, Sendable {
    let columns: Int
    let rows: Int
    private let size: Size

    static let mostAcross = 3
    private static let fewestColumns = 38
    private static let fewestRows = 10

    init(in size: Size) {
        self.size = size
        columns = min(max(1, size.width / Self.fewestColumns), Self.mostAcross)
        rows = min(max(1, size.height / Self.fewestRows), Self.mostAcross)
    }

    var count: Int { columns * rows }

    /// The cells of a chart, a column apart from its neighbours.
    func cell(_ place: Int) -> Rect {
        let (row, column) = place.quotientAndRemainder(dividingBy: columns)
        let (left, right) = (
            column * size.width / columns, (column + 1) * size.width / columns
        )
        let (top, bottom) = (row * size.height / rows, (row + 1) * size.height / rows)
        let gap = column + 1 < columns ? 1 : 0
        return Rect(x: left, y: top, width: right - left - gap, height: bottom - top)
    }
}
