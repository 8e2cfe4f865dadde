import TrackerEngine

/// The sources and their newest requests: the answer to why there is no price.
struct HealthView: Overlay {
    /// The place of the chosen source.
    private(set) var chosen: Int
    /// The first of its requests that is shown, counted from the newest.
    private(set) var top = 0

    enum Deed: Hashable, Sendable {
        case move(Move)
        case poll, close
    }

    static let opener = Opener(
        "health", "e", "sources, their requests and errors", title: "Sources",
        for: .program,
        hint: KeyTable.Hint("sources", 31))
    static let keys: [ViewKey<Deed>] =
        ViewKey.moves { .move($0) } + [.shared(.poll, .poll), .shared(.choose, .close)]
    static let hints: [Hint] = [
        ("source", [.move(.up), .move(.down)]), ("requests", [.move(.pageUp), .move(.pageDown)]),
        ("poll", [.poll]),
    ]
    static let extent = Extent.body

    /// Chosen is what is asked about: the source of the market where that one fails, else the
    /// first that does.
    init(_ state: inout State) {
        let sources = state.snapshot.sources
        let own = state.chosenMarket.flatMap { state.snapshot.providers[$0] } ?? 0
        let failing = sources.indices.filter { sources[$0].failure != nil }
        let worst = failing.first { sources[$0].failure?.isBarred == false } ?? failing.first
        let wish = failing.contains(own) ? own : worst ?? own
        chosen = min(max(0, wish), max(0, sources.count - 1))
    }

    mutating func press(_ deed: Deed, _ state: inout State) -> Outcome {
        switch deed {
        case .move(let move): go(move, state)
        case .poll: return .stay(doing: state.pollNow())
        case .close: return .close()
        }
        return .stay()
    }

    /// Rows are sources, pages are requests.
    private mutating func go(_ move: Move, _ state: State) {
        let sources = state.snapshot.sources
        switch move {
        case .up, .down, .top, .bottom:
            choose(move.row(from: chosen, page: 1, count: sources.count), of: sources.count)
        case .pageUp, .pageDown, .halfUp, .halfDown:
            guard sources.indices.contains(chosen) else { return }
            let layout = HealthLayout(state, chosen, in: state.layout.body.size)
            let count = sources[chosen].requests.count
            let page = max(1, layout.requestRows.height - 1)
            top = layout.clamped(move.row(from: top, page: page, count: count), of: count)
        }
    }

    /// A click on a source chooses it; one elsewhere closes the view, as with the other ones.
    mutating func click(_ button: Key.Mouse, at point: Point, _ state: inout State) -> Outcome {
        let count = state.snapshot.sources.count
        switch button {
        case .wheelUp: choose(chosen - 1, of: count)
        case .wheelDown: choose(chosen + 1, of: count)
        case .press:
            let body = state.layout.body
            let layout = HealthLayout(state, chosen, in: body.size)
            let place = Point(point.x - body.x, point.y - body.y)
            let wish = layout.firstSource(chosen, of: count) + place.y - layout.sources.y
            guard layout.sources.contains(place), wish < count else { return .close() }
            choose(wish, of: count)
        }
        return .stay()
    }

    private mutating func choose(_ wish: Int, of count: Int) {
        chosen = min(max(0, wish), max(0, count - 1))
        top = 0
    }
}

// MARK: - Drawing

extension HealthView {
    func draw(_ state: State, on canvas: inout Canvas) {
        let layout = HealthLayout(state, chosen, in: canvas.size)
        let sources = state.snapshot.sources
        RuleTitle.draw(
            "Sources", note: Self.note(state), style: .frameFocused, in: layout.title, on: &canvas)
        canvas.fill(layout.separator, with: canvas.symbols.vertical, style: .frame)
        canvas.draw(in: layout.proxies) { drawProxies(state.surroundings.proxies, on: &$0) }
        guard sources.indices.contains(chosen) else {
            canvas.write("No source is polled.", at: Point(2, 1), style: .dim)
            return
        }
        let source = sources[chosen]
        SourcesTable(layout: layout, chosen: chosen).draw(state, on: &canvas)
        canvas.draw(in: layout.reason) { part in
            let isCalm = source.failure?.isBarred ?? true
            for (row, line) in layout.reasonLines.enumerated() {
                part.write(
                    line, at: Point(row == 0 ? 1 : 3, row), style: isCalm ? .warning : .error,
                    width: max(0, part.width - 1))
            }
        }
        RequestsTable(layout: layout, source: source, top: top).draw(state, on: &canvas)
    }

    private static func note(_ state: State) -> String {
        let summary = SourceSummary(state.snapshot)
        guard !state.snapshot.isFollowing else {
            let known = state.snapshot.sources.contains { $0.lastSuccess != nil }
            let count = known ? ": \(summary.ok.count) of \(summary.count) ok" : ""
            return "polled by another tracker-tui\(count)"
        }
        guard summary.count > 1 else { return "" }
        return "\(summary.ok.count) of \(summary.count) ok"
    }

    /// Draws the proxies, a line each; the last line has all for which there is no line.
    private func drawProxies(_ lines: [String], on canvas: inout Canvas) {
        for row in 0..<canvas.height where row < lines.count {
            let isLast = row == canvas.height - 1
            canvas.write(row == 0 ? "proxy" : "", at: Point(1, row), style: .label, width: 6)
            canvas.write(
                isLast ? lines[row...].joined(separator: "; ") : lines[row], at: Point(8, row),
                style: .dim, width: max(0, canvas.width - 8))
        }
    }
}
