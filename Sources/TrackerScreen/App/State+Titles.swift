import TrackerEngine

extension State {
    /// The texts in the frame of a pane.
    func title(of pane: Pane) -> PaneTitle {
        switch pane {
        case .markets: marketsTitle
        case .pairs: pairsTitle
        case .chart: chartTitle
        case .movers: moversTitle
        }
    }

    private func name(_ text: String, of pane: Pane) -> [PaneTitle.Piece] {
        [(text, focus == pane ? .title : .strong)]
    }

    private var marketsTitle: PaneTitle {
        let counts = ["\(listings.count) of \(listingCount)"]
        return PaneTitle(
            names: [name("markets", of: .markets)],
            notes: marketFilter.isEmpty
                ? [filterNote, marketOrder] : [filterNote(marketFilter.text, counts: counts)],
            count: count(of: .markets, from: tops.markets, among: listings.count))
    }

    /// Nothing chooses another order: the note tells it.
    private var marketOrder: PaneTitle.Note {
        let order = turnovers.contains { $0.value > 0 } ? "turnover▾" : "pairs▾"
        return PaneTitle.Note([[("by ", .dim), (order, .plain)]])
    }

    private var moversTitle: PaneTitle {
        let market: [PaneTitle.Piece] = chosenMarket.map { [(" \($0.name)", .plain)] } ?? []
        let own = name("movers", of: .movers)
        return PaneTitle(
            names: [own + market, own], notes: [PaneTitle.Note([[("24 h", .plain)]])])
    }

    private var pairsTitle: PaneTitle {
        let found = Numbers.count(pairList.count)
        let counts = ["\(found) of \(Numbers.count(listedCount))", found]
        let sortKey = keys.sign(.view("sort"))
        let order: [PaneTitle.Piece] = [
            (sortKey.map { "\($0) " } ?? "", .key), (sort.column.word, .plain),
            (sort.isAscending ? "▴" : "▾", .plain),
        ]
        return PaneTitle(
            names: [name(chosenListing?.title ?? "pairs", of: .pairs)],
            notes: pairFilter.isEmpty
                ? [filterNote, PaneTitle.Note([order], action: .view("sort"))]
                : [filterNote(pairFilter.text, counts: counts)],
            count: count(of: .pairs, from: tops.pairs, among: pairList.count))
    }

    private var filterNote: PaneTitle.Note {
        PaneTitle.Note("filter", key: keys.sign(.view("filter")), action: .view("filter"))
    }

    /// A filter that holds: nobody shall take what it leaves for all there is.
    private func filterNote(_ filter: String, counts: [String]) -> PaneTitle.Note {
        let forms = counts.map { "/\(filter) \($0)" } + ["/\(filter)"]
        let style = Style.warning.bold
        return PaneTitle.Note(
            forms.map { [($0, style)] },
            action: .view("filter"), isKept: true)
    }

    /// `1–19 of 191`: the rows that are seen.
    private func count(of pane: Pane, from top: Int, among count: Int) -> String? {
        let rows = layout.rows(of: pane).height
        return rows > 0 ? SeenRows.counted(from: top, height: rows, of: count) : nil
    }

    private var chartTitle: PaneTitle {
        guard let instrument = chosenInstrument else {
            return PaneTitle(names: [name("chart", of: .chart)])
        }
        let pair = pieces(of: instrument)
        let market: PaneTitle.Piece = (" \(instrument.market.name)", .plain)
        let head = layout.inside(.chart).height < PairPlaces.fewestRowsOfHead ? priceInTitle : []
        let notes =
            fetching.map { [PaneTitle.Note([[($0, .dim)]])] } ?? chartNotes
        return PaneTitle(
            names: [pair + [market] + head, pair + head, pair + head.prefix(1), pair],
            notes: notes, count: isEnlarged ? placeInList : nil)
    }

    /// `3 of 191`: the row of the pair in the list that the arrows go through.
    private var placeInList: String {
        "\(Numbers.count(pairSelection.row + 1)) of \(Numbers.count(pairList.count))"
    }

    /// Price and change for a pane that has no room for a head.
    private var priceInTitle: [PaneTitle.Piece] {
        guard let instrument = chosenInstrument, let statistics = statistics(of: instrument) else {
            return []
        }
        let change = ChangeText(statistics.change, age: PriceAge(of: instrument, in: window))
        let price = PriceText(statistics).text(statistics.last)
        return [(" \(price)", .strong), (" \(change.text)", change.style)]
    }

    /// `BTC/USD`, the base set off.
    func pieces(of instrument: Instrument) -> [PaneTitle.Piece] {
        let title = snapshot.title(of: instrument)
        guard let slash = title.firstIndex(of: "/") else { return [(title, .strong)] }
        return [(String(title[..<slash]), .strong), (String(title[slash...]), .dim)]
    }

    /// The progress of the pair's history while that is fetched.
    private var fetching: String? {
        let backfill = snapshot.backfill
        guard backfill.pair != nil, backfill.pair == chosenInstrument else { return nil }
        let (done, all) = (backfill.requests.done, backfill.requests.all)
        return "history \(Numbers.count(done)) of \(Numbers.count(all))"
    }

    private var chartNotes: [PaneTitle.Note] {
        let candles = chart.candle.map { "\($0) min" }
        var notes = [
            // Candles may leave no room for all of the day: nobody shall take a part for it.
            spanNote(spanForms, action: .chart(.zoomIn), isKept: chart.candle != nil),
            PaneTitle.Note(
                candles.map { "\($0) candles" } ?? "line", shorter: candles,
                key: keys.sign(.chart(.candles)), action: .chart(.candles)),
        ]
        if chart.axis != .linear {
            notes.append(
                PaneTitle.Note(
                    chart.axis.title, key: keys.sign(.chart(.axis)), action: .chart(.axis)))
        }
        // The subject is costly: only where another pair is wanted.
        let subject = chart.other == nil ? nil : ChartSubject(self)
        let last =
            enlargedNotes + [
                PaneTitle.Note(
                    isEnlarged ? "back" : "zoom", key: keys.sign(.enlarge), action: .enlarge)
            ]
        guard let other = subject?.other?.name(in: snapshot) else {
            // Whole notes go from the left: what is more worth comes last.
            guard layout.panes[.chart].map({ $0.width >= Self.widthOfAllNotes }) ?? false else {
                return [notes[0]] + last
            }
            return notes + (isEnlarged ? [] : [note("compare", .view("compare"))]) + last
        }
        // Two lines without their names would say nothing.
        let forms = ["with \(other)", other].map { [($0, Style.accent)] }
        return notes
            + [PaneTitle.Note(forms, action: .view("compare"), isKept: true)] + last
    }

    /// The span of a chart with the keys that change it; a click on one of them is that key.
    func spanNote(
        _ spans: [String], action: Action? = nil, isKept: Bool = false
    ) -> PaneTitle.Note {
        let zooms = [Action.chart(.zoomIn), .chart(.zoomOut)].compactMap { keys.keys(of: $0).first }
        let signs = zooms.map { (text: KeyName.sign($0), style: Style.key) }
        return PaneTitle.Note(
            spans.map { [("\($0) ", .plain)] + signs }, action: action, keys: zooms,
            isKept: isKept)
    }

    /// With fewer columns the frame has the span of the chart alone, and its enlargement.
    private static let widthOfAllNotes = 56

    private func note(_ word: String, _ action: Action) -> PaneTitle.Note {
        PaneTitle.Note(word, key: keys.sign(action), action: action)
    }

    private var enlargedNotes: [PaneTitle.Note] {
        guard isEnlarged else { return [] }
        return [
            note(chart.mean.title, .chart(.mean)), note("price map", .chart(.priceMap)),
        ]
    }
}

extension State {
    /// The span of the chart; the times that are shown where candles leave no room for all of it.
    private var spanForms: [String] {
        let title = chart.span.title
        guard let statistics = chosenInstrument.flatMap({ statistics(of: $0) }) else {
            return [title]
        }
        let view = roomyChart(for: statistics)
        guard view.length < view.span.minutes else { return [title] }
        let shown = view.shown(of: windowMinutes)
        let times = [shown.lowerBound, shown.upperBound].map {
            localTime.clock(at: $0.unixSeconds)
        }.joined(separator: "–")
        return ["\(times) of \(title)", times]
    }
}

extension PairSort.Column {
    /// The order in a word, for a frame.
    var word: String { self == .rank ? "rank" : title }
}
