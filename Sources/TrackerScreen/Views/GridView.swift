import TrackerEngine

/// Up to nine charts at once: of the favourites, of the most restless pairs of the market, or of
/// those with the largest turnover.
struct GridView: Overlay {
    /// The choice of pairs.
    private(set) var chosen: GridPairs
    /// Whether all charts have one scale, in per cent since their start.
    private(set) var isOneScale = false
    /// The pairs of the choice, shown or not; looked up when prices have come, or by a key.
    private var pairs: [Instrument]
    /// The place of the chart that was chosen, row by row; it may be beyond those that are shown.
    private var wish = 0

    enum Deed: Hashable, Sendable {
        case left, right, up, down
        case go, others, coin, scale, star
        case chart(ChartAction)
        case travel(Int)
    }

    static let opener = Opener(
        "grid", "b", "show up to nine charts: favourites, restless pairs or the largest",
        title: "Charts side by side", for: .look, needsPrices: true,
        hint: KeyTable.Hint("nine", 24, in: [.pairs]))
    static let keys: [ViewKey<Deed>] =
        [
            .shared(.left, .left), .shared(.right, .right), .shared(.move(.up), .up),
            .shared(.move(.down), .down), .shared(.choose, .go, "go to the pair in its market"),
            .own(.others, "grid-others", "Tab", "favourites, restless pairs or the largest"),
            .own(.coin, "grid-coin", "u", "list each coin once, or all its pairs"),
            .shared(.chart(.axis), .scale, "one per-cent scale for all charts, or one each"),
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
        ("each coin once", [.coin]), ("one scale", [.scale]),
        ("hours", [.chart(.zoomIn), .chart(.zoomOut)]), ("star", [.star]), ("go to it", [.go]),
    ]
    static let extent = Extent.body

    init(_ state: inout State) {
        chosen = GridPairs(state)
        pairs = chosen.pairs(on: state)
    }

    /// The pairs whose charts are shown: as many as there is room for.
    func shown(on state: State) -> [Instrument] {
        Array(pairs.prefix(GridLayout.most(in: state.layout.body.size)))
    }

    /// The place of the chosen chart among those that are shown.
    func place(on state: State) -> Int { min(wish, max(0, shown(on: state).count - 1)) }

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        let (shown, place) = (shown(on: state), place(on: state))
        let across = GridLayout(in: state.layout.body.size, showing: shown.count).columns
        switch deed {
        case .left: choose(place - 1, of: shown)
        case .right: choose(place + 1, of: shown)
        case .up: choose(place - across, of: shown)
        case .down: choose(place + across, of: shown)
        case .go: return go(&state)
        case .others: (pairs, wish) = (chosen.showNext(on: state), 0)
        case .coin:
            chosen.isByCoin.toggle()
            (pairs, wish) = (chosen.pairs(on: state), 0)
        case .scale: isOneScale.toggle()
        case .star: return .stay(doing: star(&state))
        case .chart(let action): state.performOnChart(action)
        case .travel(let minutes):
            state.travel(by: minutes)
            pairs = chosen.pairs(on: state)
        }
        return .stay()
    }

    private mutating func star(_ state: inout State) -> [Command] {
        let (shown, place) = (shown(on: state), place(on: state))
        guard shown.indices.contains(place) else { return [] }
        let commands = state.toggleStar(shown[place])
        pairs = chosen.pairs(on: state)
        return commands
    }

    mutating func follow(_ state: inout State, isNew: Bool) -> [Command] {
        if isNew { pairs = chosen.pairs(on: state) }
        return []
    }

    /// A click chooses a chart, and once more goes to its pair.
    mutating func click(_ button: Key.Mouse, at point: Point, _ state: inout State) -> Outcome {
        let body = state.layout.body
        let shown = shown(on: state)
        let grid = GridLayout(in: body.size, showing: shown.count)
        let inside = Point(point.x - body.x, point.y - body.y)
        guard button == .press,
            let wish = shown.indices.first(where: { grid.cell($0).contains(inside) })
        else { return .stay() }
        if wish == place(on: state) { return go(&state) }
        choose(wish, of: shown)
        return .stay()
    }

    private mutating func choose(_ place: Int, of shown: [Instrument]) {
        // Also a key that leads nowhere makes the place one of those that are shown.
        wish = shown.indices.contains(place) ? place : min(wish, max(0, shown.count - 1))
    }

    private func go(_ state: inout State) -> Outcome {
        let (shown, place) = (shown(on: state), place(on: state))
        if shown.indices.contains(place) { state.go(to: shown[place]) }
        return .close()
    }
}

// MARK: - Drawing

extension GridView {
    func draw(_ state: State, on canvas: inout Canvas) {
        let (shown, place) = (shown(on: state), place(on: state))
        guard !shown.isEmpty else { return drawNothing(state, on: &canvas) }
        let layout = GridLayout(in: canvas.size, showing: shown.count)
        // Cursor, marks and company belong to the pair that was looked at.
        var alone = state
        _ = alone.chart.clear()
        alone.chart.other = nil
        if isOneScale { alone.chart.axis = .percent }
        let tiles = shown.map { GridTile($0, alone) }
        let spread = isOneScale ? GridTile.spread(of: tiles) : nil
        for (number, tile) in tiles.enumerated() {
            canvas.draw(in: layout.cell(number)) { cell in
                tile.draw(isChosen: number == place, spread: spread, alone, on: &cell)
            }
        }
    }

    private func drawNothing(_ state: State, on canvas: inout Canvas) {
        var lines =
            chosen.choice == .favourites
            ? ["There are no favourites.", "A pair with a star is a favourite."]
            : [
                "There is nothing to draw.",
                "No pair of this market has enough prices.",
            ]
        if let key = Self.sign(.others, in: state.keys) {
            lines.append("\(key) shows other pairs.")
        }
        for (row, line) in lines.enumerated() {
            canvas.write(line, at: Point(2, 1 + row), style: row == 0 ? .strong : .dim)
        }
    }
}
