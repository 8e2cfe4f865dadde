import TrackerEngine

/// The most restless pairs of a market, or of all; the map of them; the chosen one's chart.
struct RestlessView: Overlay {
    private(set) var measure: RestlessRanking.Measure
    /// Whether the pairs of all markets are ranked together.
    private(set) var isEverywhere = false
    /// Whether of several pairs of a coin only the first is listed.
    private(set) var isByCoin: Bool
    /// The chosen pair; `nil`: the first.
    private(set) var chosen: Instrument?
    /// The chosen row, for a pair that has left the list.
    private var lastRow = 0
    /// The market that it is about, unless it is about all.
    private let market: Market?
    /// The last answer that came, also to another question than the one asked now.
    private(set) var known: RestlessAnswer?

    enum Deed: Hashable, Sendable {
        case move(Move)
        case previousMeasure, nextMeasure
        case everywhere, coin, go, star
        case travel(Int)
    }

    /// The measure that the board was last ranked by, and whether a coin was listed once.
    typealias Memory = (measure: RestlessRanking.Measure, isByCoin: Bool)

    static let opener = Opener(
        "restless", "v", "list the most volatile pairs of a market or of all",
        title: "Restless pairs",
        for: .look,
        needsPrices: true, hint: KeyTable.Hint("restless", 23, in: [.pairs]))
    static let keys: [ViewKey<Deed>] =
        ViewKey.moves { .move($0) }
        + [
            .shared(.left, .previousMeasure, "rank by the previous measure"),
            .shared(.right, .nextMeasure, "rank by the next measure"),
            .own(.everywhere, "restless-everywhere", "Tab", "rank one market, or all of them"),
            .own(.coin, "restless-coin", "u", "list each coin once, or all its pairs"),
            .shared(.star, .star), .shared(.choose, .go, "go to the pair in its market"),
        ]
        + ViewKey.travels { .travel($0) }
    static let hints: [Hint] = [
        ("measure", [.previousMeasure, .nextMeasure]), ("all markets", [.everywhere]),
        ("each coin once", [.coin]), ("pair", [.move(.up), .move(.down)]), ("star", [.star]),
        ("go to it", [.go]),
    ]
    static let extent = Extent.body

    init(_ state: inout State) {
        let memory = state.memories[Self.self]
        measure = memory?.measure ?? .volatility
        isByCoin = memory?.isByCoin ?? true
        market = state.chosenMarket
    }

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        switch deed {
        case .move(let move):
            guard !entries.isEmpty else { return .stay() }
            let page = max(1, RestlessLayout(in: state.layout.body.size).rows.height - 1)
            choose(move.row(from: row, page: page, count: entries.count))
        case .previousMeasure: rank(by: measure.moved(by: -1), &state)
        case .nextMeasure: rank(by: measure.moved(by: 1), &state)
        case .everywhere:
            isEverywhere.toggle()
            showTop()
        case .coin:
            isByCoin.toggle()
            state.memories[Self.self] = (measure, isByCoin)
            showTop()
        case .go: return go(&state)
        case .star:
            return .stay(doing: entries.isEmpty ? [] : state.toggleStar(entries[row].instrument))
        case .travel(let minutes): state.travel(by: minutes)
        }
        return .stay(doing: follow(&state, isNew: false))
    }

    /// A click chooses a row, and once more goes to its pair.
    mutating func click(_ button: Key.Mouse, at point: Point, _ state: inout State) -> Outcome {
        guard !entries.isEmpty else { return .stay() }
        switch button {
        case .wheelUp: choose(row - 3)
        case .wheelDown: choose(row + 3)
        case .press:
            let body = state.layout.body
            let layout = RestlessLayout(in: body.size)
            let inside = Point(point.x - body.x, point.y - body.y)
            guard layout.rows.contains(inside) else { return .stay() }
            let wish = layout.top(row, of: entries.count) + inside.y - layout.rows.y
            guard wish < entries.count else { return .stay() }
            if wish == row { return go(&state) }
            choose(wish)
        }
        return .stay(doing: follow(&state, isNew: false))
    }

    private mutating func rank(by new: RestlessRanking.Measure, _ state: inout State) {
        measure = new
        state.memories[Self.self] = (new, isByCoin)
        showTop()
    }

    /// Another ranking begins with its first.
    private mutating func showTop() { (chosen, lastRow) = (nil, 0) }

    private mutating func choose(_ wish: Int) {
        lastRow = min(max(0, wish), entries.count - 1)
        chosen = entries[lastRow].instrument
    }

    /// To the chosen pair in the list of its market.
    private func go(_ state: inout State) -> Outcome {
        guard !entries.isEmpty else { return .stay() }
        state.go(to: entries[row].instrument)
        return .close()
    }
}

// MARK: - What is worked out

extension RestlessView {
    /// The answer to what is asked now; `nil` while it has not come yet.
    var answer: RestlessAnswer? {
        guard let known, known.question == question else { return nil }
        return known
    }

    private var question: RestlessQuestion {
        RestlessQuestion(measure: measure, market: ranked, isByCoin: isByCoin)
    }

    /// The pairs that the board shows.
    var entries: [RestlessAnswer.Row] { answer?.rows ?? [] }

    /// The place of the chosen pair among them.
    var row: Int {
        let entries = entries
        return chosen.flatMap { chosen in entries.firstIndex { $0.instrument == chosen } }
            ?? min(lastRow, max(0, entries.count - 1))
    }

    /// The market that is ranked; `nil`: all of them.
    private var ranked: Market? { isEverywhere ? nil : market }

    mutating func follow(_ state: inout State, isNew: Bool) -> [Command] {
        if !isNew, let known, known.question == question, known.restless.last == state.window.last {
            return []
        }
        return [.workOut(Work(question))]
    }

    /// Answers may overtake one another: only one to what is still asked for counts.
    mutating func receive(_ answer: any Sendable, _ state: inout State) -> [Command] {
        if let answer = answer as? RestlessAnswer, answer.question == question { known = answer }
        return []
    }
}

// MARK: - Drawing

extension RestlessView {
    func draw(_ state: State, on canvas: inout Canvas) {
        let layout = RestlessLayout(in: canvas.size)
        let (entries, row) = (entries, row)
        canvas.draw(in: layout.list) { part in
            box(layout, state, part.symbols).draw(on: &part) { _ in }
        }
        guard !entries.isEmpty, let known else {
            return canvas.draw(in: layout.rows) { drawNothing(on: &$0) }
        }
        RestlessTable(
            rows: entries, row: row, measure: measure, isEverywhere: isEverywhere, layout: layout
        ).draw(state, on: &canvas)
        let chosen = entries[row].instrument
        canvas.draw(in: layout.map) { part in
            BoardBox(
                title: [("map of \(scope)", .strong)],
                notes: [PaneTitle.Note([[("a dot is a pair", .dim)]])], isFocused: false,
                hasSides: layout.hasSides
            ).draw(on: &part) { inside in
                RestlessMap(dots: known.map, chosen: chosen) { instrument in
                    state.snapshot.assets(of: instrument)?.base.uppercased()
                        ?? instrument.pair.name.uppercased()
                }.draw(on: &inside)
            }
        }
        canvas.draw(in: layout.chart) { drawChart(of: chosen, state, on: &$0) }
    }

    private var scope: String { isEverywhere ? "all markets" : market?.name ?? "no market" }

    func frames(_ state: State) -> [ViewFrame] {
        let layout = RestlessLayout(in: state.layout.body.size)
        return [box(layout, state, state.symbols).frame(at: layout.list)]
    }

    private func box(_ layout: RestlessLayout, _ state: State, _ symbols: Symbols) -> BoardBox {
        let keys = state.keys
        var notes: [PaneTitle.Note] = []
        if let key = Self.sign(.coin, in: keys) {
            notes.append(
                PaneTitle.Note(
                    keys: key, isByCoin ? "coin once" : "all pairs", in: symbols))
        }
        notes.append(
            PaneTitle.Note(
                [[("‹ ", .key), (measure.title, .plain), (" ›", .key)]],
                keys: [.previousMeasure, .nextMeasure].compactMap {
                    Self.keys(of: $0, in: keys).first
                }))
        let top = layout.top(row, of: entries.count)
        var box = BoardBox(
            title: [("restless on \(scope)", .title)], notes: notes, hasSides: layout.hasSides)
        box.count = count(from: top, in: layout, state)
        box.seen = (top..<min(entries.count, top + layout.rows.height), entries.count)
        return box
    }

    /// `1–35 of 66 coins, 2 with few prices left out`.
    private func count(from top: Int, in layout: RestlessLayout, _ state: State) -> String? {
        guard
            let counted = SeenRows.counted(
                from: top, height: layout.rows.height, of: entries.count),
            let restless = answer?.restless
        else { return nil }
        let markets = isEverywhere ? state.window.markets : market.map { [$0] } ?? []
        let left =
            restless.leftOut > 0 && layout.list.width >= 58
            ? ", \(Numbers.count(restless.leftOut)) with few prices left out" : ""
        return counted + (isByCoin ? " coins" : " pairs") + left
            + (markets.contains(where: state.isLoading) ? ", so far" : "")
    }

    private func drawNothing(on canvas: inout Canvas) {
        guard answer != nil else {
            canvas.write("Ranking …", at: Point(2, 0), style: .dim)
            return
        }
        let lines =
            ["No pair can be ranked yet."]
            + "A pair needs \(RestlessRanking.fewestPrices) distinct prices in the last 24 hours."
            .wrapped(max(1, canvas.width - 2))
        for (row, line) in lines.enumerated() {
            canvas.write(line, at: Point(2, row), style: row == 0 ? .strong : .dim)
        }
    }

    private func drawChart(
        of instrument: Instrument, _ state: State, on canvas: inout Canvas
    ) {
        let statistics = state.statistics(of: instrument)
        let change = ChangeText(
            statistics?.change, age: PriceAge(of: instrument, in: state.window))
        let price = statistics.map { PriceText($0).text($0.last) } ?? Numbers.missing
        BoardBox(
            title: state.pieces(of: instrument) + [(" \(instrument.market.name)", .dim)],
            notes: [PaneTitle.Note([[("\(price) ", .plain), (change.text, change.style)]])],
            isFocused: false, hasSides: true
        ).draw(on: &canvas) { part in
            // Cursor, marks and company belong to the pair that was looked at.
            var alone = state
            _ = alone.chart.clear()
            alone.chart.other = nil
            ChartSubject(instrument, alone)?
                .chart(
                    time: state.localTime, style: change.chartStyle, fill: state.smallChartFill
                ).draw(on: &part)
        }
    }
}

extension RestlessRanking.Measure {
    /// The measure so many steps on, around the end.
    fileprivate func moved(by step: Int) -> Self {
        let all = Self.allCases
        let place = all.firstIndex(of: self) ?? 0
        return all[(place + step + all.count) % all.count]
    }
}
