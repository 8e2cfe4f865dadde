import TrackerEngine

/// The list of markets: name, pairs, how its source does.
struct MarketsPanel: Panel {
    func draw(_ state: State, on canvas: inout Canvas) {
        let all = state.listingCount
        let hasHeads = canvas.height >= 3
        if hasHeads { drawHeads(on: &canvas) }
        let list = canvas.bounds.splitTop(hasHeads ? 1 : 0).rest
        guard !state.listings.isEmpty else {
            let text = all == 0 ? "No prices yet" : "No market matches"
            canvas.write(text, at: Point(2, list.y), style: .dim)
            return
        }
        for line in 0..<list.height {
            let row = state.tops.markets + line
            guard row < state.listings.count else { break }
            let rect = Rect(x: 0, y: list.y + line, width: canvas.width, height: 1)
            canvas.draw(in: rect) { drawRow(row, state, on: &$0) }
        }
    }

    private func drawHeads(on canvas: inout Canvas) {
        let columns = Columns(width: canvas.width)
        canvas.write("market", at: Point(2, 0), style: .label, width: columns.name)
        canvas.write(
            "pairs", at: Point(columns.pairs, 0), style: .label, width: Columns.count, align: .right
        )
        guard let health = columns.health else { return }
        canvas.write("last poll", at: Point(health, 0), style: .label, width: canvas.width - health)
    }

    private func drawRow(_ row: Int, _ state: State, on canvas: inout Canvas) {
        let listing = state.listings[row]
        let isChosen = row == state.listing.row
        let columns = Columns(width: canvas.width)
        if isChosen { canvas.put(canvas.symbols.pointer, at: .zero, style: .accent) }
        canvas.write(
            listing.title, at: Point(2, 0), style: listing.market == nil ? .accent : .plain,
            width: columns.name)
        let count =
            listing.market.map { state.pairCounts[$0] ?? 0 }
            ?? state.favourites.pairs(of: listing)?.count ?? 0
        canvas.write(
            Numbers.count(count), at: Point(columns.pairs, 0), style: .dim,
            width: Columns.count, align: .right)
        if let market = listing.market, let health = columns.health {
            let told = lastPoll(of: market, state)
            canvas.write(
                told.text, at: Point(health, 0), style: told.style, width: canvas.width - health)
        }
        guard isChosen else { return }
        let ground = Style.Ground.selection(focused: state.focus == .markets)
        canvas.restyle(canvas.bounds) { $0.on(ground) }
    }

    /// The last poll of the market's provider; a market that only the past knows has none.
    private func lastPoll(of market: Market, _ state: State) -> (text: String, style: Style) {
        guard let source = source(of: market, state.snapshot) else {
            return (Numbers.missing, .dim)
        }
        func clock(_ time: Timestamp?) -> String {
            time.map { state.localTime.clock(at: $0.unixSeconds) } ?? ""
        }
        let told = SourceState(source, in: state.snapshot)
        return switch told {
        case .ok: ("ok \(clock(source.lastSuccess))", .dim)
        case .failing: ("failed \(clock(source.failure?.at))", told.style)
        case .barred: ("barred", told.style)
        case .waiting, .followed: (told.words, .dim)
        }
    }

    /// Before the first answer nobody knows which markets it will be about: a source that is alone
    /// serves them all.
    private func source(of market: Market, _ snapshot: Snapshot) -> SourceHealth? {
        if snapshot.providers.isEmpty, snapshot.sources.count == 1 { return snapshot.sources[0] }
        return snapshot.source(of: market)
    }

    /// The places of the columns in a pane of some width.
    private struct Columns {
        static let count = 6
        let name: Int
        let pairs: Int
        /// `nil` where there is no room.
        let health: Int?

        init(width: Int) {
            let hasHealth = width >= 32
            let rest = width - 2 - Self.count - 1 - (hasHealth ? 14 : 0)
            name = max(0, min(rest, 24))
            pairs = 2 + name
            health = hasHealth ? pairs + Self.count + 2 : nil
        }
    }
}
