import TrackerEngine

/// The most restless pairs of a market, or of all; the spread of their volatilities; where the
/// chosen one stood hour by hour.
struct RestlessView: Overlay {
    private(set) var measure: RestlessRanking.Measure
    /// Whether the pairs of all markets are ranked together.
    private(set) var isEverywhere = false
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
        case everywhere, go, star
        case travel(Int)
    }

    /// The measure that the board was last ranked by.
    typealias Memory = RestlessRanking.Measure

    static let opener = Opener(
        "restless", "v", "the most restless pairs, of a market or of all", title: "Restless pairs",
        needsPrices: true, hint: KeyTable.Hint("restless", 23, in: [.pairs]))
    static let keys: [ViewKey<Deed>] =
        ViewKey.moves { .move($0) }
        + [
            .shared(.left, .previousMeasure, "ranked by the measure before"),
            .shared(.right, .nextMeasure, "ranked by the next measure"),
            .own(.everywhere, "restless-everywhere", "Tab", "one market, or all of them"),
            .shared(.star, .star), .shared(.choose, .go, "to the list of its market"),
        ]
        + ViewKey.travels { .travel($0) }
    static let hints: [Hint] = [
        ("measure", [.previousMeasure, .nextMeasure]), ("all markets", [.everywhere]),
        ("pair", [.move(.up), .move(.down)]), ("star", [.star]), ("go to it", [.go]),
    ]
    static let extent = Extent.body

    init(_ state: inout State) {
        measure = state.memories[Self.self] ?? .volatility
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
        state.memories[Self.self] = new
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
        guard let known, known.question.measure == measure, known.question.market == ranked else {
            return nil
        }
        return known
    }

    /// The pairs that the board shows.
    var entries: [RestlessRanking.Entry] { answer?.restless.entries ?? [] }

    /// The place of the chosen pair among them.
    var row: Int {
        let entries = entries
        return chosen.flatMap { chosen in entries.firstIndex { $0.instrument == chosen } }
            ?? min(lastRow, max(0, entries.count - 1))
    }

    /// The market that is ranked; `nil`: all of them.
    private var ranked: Market? { isEverywhere ? nil : market }

    mutating func follow(_ state: inout State, isNew: Bool) -> [Command] {
        let shown = chosen?.market ?? entries.first?.instrument.market
        let question = RestlessQuestion(
            measure: measure, market: ranked, historyOf: shown ?? market)
        if !isNew, let known, known.question == question, known.restless.last == state.window.last {
            return []
        }
        return [.workOut(Work(question))]
    }

    /// Answers may overtake one another: only one to what is still asked for counts.
    mutating func receive(_ answer: any Sendable, _ state: inout State) -> [Command] {
        guard let answer = answer as? RestlessAnswer, answer.question.measure == measure,
            answer.question.market == ranked
        else { return [] }
        known = answer
        // The history may be that of another market than the first one's, which is known only now.
        guard let shown = chosen?.market ?? answer.restless.entries.first?.instrument.market,
            answer.question.historyOf != shown
        else { return [] }
        return follow(&state, isNew: false)
    }
}

// MARK: - Drawing

extension RestlessView {
    func draw(_ state: State, on canvas: inout Canvas) {
        let layout = RestlessLayout(in: canvas.size)
        let (entries, row) = (entries, row)
        let scope = isEverywhere ? "all markets" : market?.name ?? "no market"
        RuleTitle.draw(
            title(of: scope), note: note(entries, row: row, state),
            style: .frameFocused, in: layout.title, on: &canvas)
        guard !entries.isEmpty, let known else {
            canvas.write(
                answer == nil ? "Working it out." : "No pair has enough prices to be ranked.",
                at: Point(2, layout.rows.y), style: .dim, width: max(0, canvas.width - 2))
            return
        }
        RestlessTable(
            entries: entries, row: row, measure: measure, isEverywhere: isEverywhere, layout: layout
        ).draw(state, on: &canvas)
        canvas.fill(layout.separator, with: canvas.symbols.vertical, style: .frame)
        canvas.draw(in: layout.side) { side in
            RestlessSide(answer: known, chosen: entries[row].instrument).draw(state, on: &side)
        }
    }

    /// Restless is what moves much for its price: by another measure it is only a list.
    private func title(of scope: String) -> String {
        (measure == .volatility ? "Restless pairs" : "Pairs") + " of \(scope) by \(measure.title)"
    }

    private func note(
        _ entries: [RestlessRanking.Entry], row: Int, _ state: State
    ) -> String {
        guard let restless = answer?.restless else { return "" }
        let markets = isEverywhere ? state.window.markets : market.map { [$0] } ?? []
        let parts = [
            restless.leftOut > 0
                ? "\(Numbers.count(restless.leftOut)) with few prices left out" : nil,
            markets.contains(where: state.isLoading) ? "so far" : nil,
            entries.isEmpty ? nil : "\(row + 1) of \(Numbers.count(entries.count))",
        ]
        return parts.compactMap { $0 }.joined(separator: "  ")
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
