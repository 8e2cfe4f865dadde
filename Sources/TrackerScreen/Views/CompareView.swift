import TrackerEngine

/// A pair on all of its markets, and how far each price is from that of one of them: now, and
/// through the day.
struct CompareView: Overlay {
    /// The pair on the market that the others are compared with.
    private(set) var reference: Instrument
    /// All markets of the pair in the window that is shown.
    private(set) var board: SpreadBoard
    /// The end of that window.
    private var last: Minute
    /// The market that is compared with the reference: one of the board's, as long as that has others.
    private(set) var market: Market?
    /// The cursor that the chart had before.
    private let cursorBefore: Minute?

    enum Deed: Hashable, Sendable {
        case move(Move)
        case earlier, later
        case swap, go
        case chart(ChartAction)
        case travel(Int)
    }

    /// The market that was last chosen.
    typealias Memory = Market

    static let opener = Opener(
        "compare", "o", "compare the pair on all its markets",
        title: "A pair on all its markets", for: .chart, needsPrices: true,
        hint: KeyTable.Hint("compare", 7, in: [.chart]))
    static let keys: [ViewKey<Deed>] =
        ViewKey.moves { .move($0) }
        + [
            .shared(.left, .earlier, "move the cursor left"),
            .shared(.right, .later, "move the cursor right"),
            .shared(.chart(.pin), .swap, "make the chosen market the reference"),
            .shared(.choose, .go, "go to the pair in its market"),
        ]
        + charts.map { .shared(.chart($0), .chart($0)) }
        + ViewKey.travels { .travel($0) }
    /// The actions of the chart that hold here too.
    private static let charts: [ChartAction] = [
        .zoomIn, .zoomOut, .panEarlier, .panLater, .candles, .axis, .mean,
    ]
    static let hints: [Hint] = [
        ("market", [.move(.up), .move(.down)]), ("cursor", [.earlier, .later]),
        ("hours", [.chart(.zoomIn), .chart(.zoomOut)]), ("as reference", [.swap]),
        ("go to it", [.go]),
    ]
    static let extent = Extent.body

    init?(_ state: inout State) {
        guard let instrument = state.chosenInstrument else { return nil }
        reference = instrument
        last = state.window.last
        board = Self.board(of: instrument, state)
        cursorBefore = state.chart.cursor
        let kept = state.compared(with: instrument)
        market =
            if let kept, state.isSamePair(kept, instrument) { kept.market } else {
                state.memories[Self.self]
            }
        chooseFurthest()
    }

    /// Chooses the market that is furthest away now, unless the chosen one is there: another one that
    /// goes further away later does not take its place.
    private mutating func chooseFurthest() {
        let others = board.others
        guard !others.contains(where: { $0.instrument.market == market }) else { return }
        market =
            others.max { ($0.now?.magnitude ?? -1) < ($1.now?.magnitude ?? -1) }?
            .instrument.market
    }

    private static func board(of reference: Instrument, _ state: State) -> SpreadBoard {
        SpreadBoard(of: state.samePairs(as: reference), against: reference, in: state.window)
    }

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        switch deed {
        case .move(let move):
            let layout = layout(state)
            let page = max(1, layout.rows.height - 1)
            choose(move.row(from: row, page: page, count: board.others.count), &state)
        case .earlier: state.moveCursor(-1, on: plan(state)?.1)
        case .later: state.moveCursor(1, on: plan(state)?.1)
        case .swap: swap(&state)
        case .go: return go(&state)
        case .chart(let action): state.performOnChart(action)
        case .travel(let minutes):
            state.travel(by: minutes)
            return .stay(doing: follow(&state, isNew: false))
        }
        return .stay()
    }

    /// Puts the cursor back.
    mutating func leave(_ state: inout State) -> Outcome {
        if let cursorBefore {
            state.chart.setCursor(cursorBefore, window: state.windowMinutes)
        } else {
            state.chart.cursor = nil
        }
        return .close()
    }

    mutating func follow(_ state: inout State, isNew: Bool) -> [Command] {
        guard isNew || last != state.window.last else { return [] }
        last = state.window.last
        board = Self.board(of: reference, state)
        chooseFurthest()
        return []
    }

    func frames(_ state: State) -> [ViewFrame] {
        [CompareChart(reference: reference, other: chosen, layout: layout(state)).frame(state)]
    }

    /// A click chooses a market, and once more goes to its list; on the chart and on the distances
    /// below it, it sets the cursor.
    mutating func click(_ button: Key.Mouse, at point: Point, _ state: inout State) -> Outcome {
        switch button {
        case .wheelUp: choose(row - 1, &state)
        case .wheelDown: choose(row + 1, &state)
        case .press: return press(at: point, &state)
        }
        return .stay()
    }

    private mutating func press(at point: Point, _ state: inout State) -> Outcome {
        let (body, layout) = (state.layout.body, layout(state))
        let inside = Point(point.x - body.x, point.y - body.y)
        if layout.rows.contains(inside) {
            let line = layout.top(place, of: board.rows.count) + inside.y - layout.rows.y
            guard board.rows.indices.contains(line) else { return .stay() }
            let wish = board.rows[line].instrument
            if wish == chosen?.instrument { return go(&state) }
            if let row = board.others.firstIndex(where: { $0.instrument == wish }) {
                choose(row, &state)
            }
        } else if layout.chart.contains(inside) || layout.spread.contains(inside),
            let (subject, plan) = plan(state),
            let offset = plan.offset(at: inside.x - layout.chart.x)
        {
            let minute = subject.minutes.lowerBound.advanced(by: offset)
            state.chart.setCursor(minute, window: state.windowMinutes)
        }
        return .stay()
    }

    private mutating func choose(_ row: Int, _ state: inout State) {
        let others = board.others
        guard !others.isEmpty else { return }
        market = others[min(max(0, row), others.count - 1)].instrument.market
        state.memories[Self.self] = market
    }

    /// The chosen market becomes the reference, and that one is chosen: so twice is nothing.
    private mutating func swap(_ state: inout State) {
        guard let other = chosen?.instrument else { return }
        (reference, market) = (other, reference.market)
        board = Self.board(of: reference, state)
    }

    private mutating func go(_ state: inout State) -> Outcome {
        guard let chosen else { return .stay() }
        state.go(to: chosen.instrument)
        return leave(&state)
    }
}
