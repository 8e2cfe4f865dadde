package import TrackerEngine

/// Everything that the screen depends on.
package struct State: Sendable {
    var snapshot: Snapshot
    var size: Size
    let localTime: LocalTime
    /// Where the JSON port listens; `nil` while it does not.
    let port: String?
    /// Which proxies are asked, a line each.
    let proxies: [String]

    var isRunning = true
    /// The views that a key may open.
    let catalogue: ViewCatalogue
    /// What keys mean.
    var keys: KeyTable
    package var theme = Theme.standard
    package var glyphs = GlyphSet.auto
    var focus = Pane.pairs
    /// The view that lies over the panes and gets the keys.
    var overlay: (any Overlay)?
    /// What views remember while they are closed.
    var memories = ViewMemories()
    /// One line for the person, gone with the next key.
    var notice: String?
    package var isMouseOn = true
    /// Whether the simulated day is shown in place of the real one.
    package var showsSimulated = false

    var chart = ChartView()
    var marketFilter = NameFilter()
    var pairFilter = PairFilter()
    var sort = PairSort()

    /// Starred pairs and groups.
    var favourites = Favourites()
    var views = SavedViews()
    var listing = Selection<Listing>()
    /// Each listing remembers its pair.
    var pairs: [Listing: Selection<Instrument>] = [:]
    /// The first rows that the lists show.
    var marketTop = 0
    var pairTop = 0

    /// What is shown until somebody presses a key, the best one first; `nil`: somebody has.
    ///
    /// Exchanges answer one after the other: which of them is the first is chance.
    var preferred: [Listing]? = [.market(.kraken)]

    /// The minute that is looked at instead of the newest one; `nil`: now.
    private(set) var moment: Minute?
    /// What is shown: the newest window, or that of `moment`.
    package private(set) var window: DayWindow

    /// Those of `window`, as far as they were drawn.
    private(set) var sparklines = SparklineStore()

    // Worked out from the above by `refresh()`, not for each frame.
    private(set) var layout: Layout
    private(set) var listings: [Listing] = []
    /// How many pairs each market has; empty while there is no price.
    private(set) var pairCounts: [Market: Int] = [:]
    /// All pairs of the listing in the chosen order.
    private var sortedPairs: [Instrument] = []
    /// What a filter searches, of each of them; made when one is first typed.
    private var searchTexts: [[UInt8]]?
    /// Those that the filter leaves.
    private(set) var pairList: [Instrument] = []
    /// What lists are sorted and narrowed by.
    private var figures: Figures
    /// See `Focus.order`; made anew only where the list has changed.
    private var viewOrder: [Instrument] = []
    /// What the engine was last told.
    private var told = Focus(instrument: nil, order: [])

    package init(
        snapshot: Snapshot, size: Size, localTime: LocalTime, port: String?,
        proxies: [String] = ["none"], catalogue: ViewCatalogue
    ) {
        self.catalogue = catalogue
        keys = catalogue.keys
        self.snapshot = snapshot
        self.size = size
        self.localTime = localTime
        self.port = port
        self.proxies = proxies
        window = snapshot.window
        figures = Figures(snapshot, in: snapshot.window)
        layout = Layout(size, focus: focus, markets: 0)
        countPairs()
        refresh()
    }

    /// What the pairs are a list of.
    var chosenListing: Listing? {
        listings.indices.contains(listing.row) ? listings[listing.row] : nil
    }

    /// The market of the list, or of the chosen pair where the list goes across markets.
    var chosenMarket: Market? { chosenListing?.market ?? chosenInstrument?.market }

    var pairSelection: Selection<Instrument> {
        get { chosenListing.flatMap { pairs[$0] } ?? Selection() }
        set { if let chosenListing { pairs[chosenListing] = newValue } }
    }

    /// The pair that the chart shows.
    var chosenInstrument: Instrument? {
        let row = pairSelection.row
        return pairList.indices.contains(row) ? pairList[row] : nil
    }

    var chosenPair: Pair? { chosenInstrument?.pair }

    /// How many pairs the list has without the filter.
    var listedCount: Int { sortedPairs.count }

    /// Figures and ranks of the market that the chosen pair is on.
    var board: MarketBoard? { chosenMarket.map { window.board(of: $0) } }

    /// The window that the screen shows, after a new snapshot or another moment.
    ///
    /// Only then: a window keeps what was worked out from it.
    mutating func chooseWindow() {
        let newest = snapshot.window
        moment = moment.flatMap { $0 < newest.last ? max($0, newest.first) : nil }
        window = moment.map { newest.advanced(to: $0) } ?? newest
        sparklines = SparklineStore()
        countPairs()
        chart.follow(windowMinutes)
    }

    private mutating func countPairs() {
        pairCounts = Dictionary(
            uniqueKeysWithValues: window.markets.map { ($0, window.pairCount(of: $0)) })
    }

    /// Shows everything as it was at a minute of the day that is held; `nil` and later ones: as it
    /// is now.
    mutating func travel(to minute: Minute?) {
        moment = minute
        chooseWindow()
        refresh()
    }

    /// Brings what is worked out up to date; cheap where nothing has changed.
    mutating func refresh() {
        let markets = pairCounts.keys.sorted()
        let all = favourites.listings + markets.map { .market($0) }
        if let preferred, let first = markets.first {
            listing = Selection(preferred.first(where: all.contains) ?? .market(first))
        }
        let names = all.map { Array($0.title.lowercased().utf8) }
        listings = marketFilter.split(all, by: names).found
        listing.follow(in: listings)
        refreshPairs()
        layout = Layout(size, focus: focus, markets: all.count)
        scroll()
    }

    /// The same for the pairs alone: another listing or order.
    mutating func refreshPairs() {
        figures = Figures(snapshot, in: window)
        sortedPairs = sort.sorted(unsorted(), by: &figures)
        searchTexts = nil
        narrowPairs()
    }

    /// The pairs of the listing by name; favourites also without a price.
    private func unsorted() -> [Instrument] {
        switch chosenListing {
        case nil: []
        case .market(let market)?:
            window.board(of: market).pairs.map { Instrument(market: market, pair: $0) }
        case let listing?:
            (favourites.pairs(of: listing) ?? []).sorted { left, right in
                left.pair == right.pair ? left.market < right.market : left.pair < right.pair
            }
        }
    }

    /// The same for the filter alone: nothing is sorted again.
    mutating func narrowPairs() {
        let (found, hidden) = filteredPairs()
        pairList = found
        guard chosenListing != nil else {
            viewOrder = []
            return
        }
        var selection = pairSelection
        if selection.element == nil { selection = Selection(pairList.first) }
        selection.follow(in: pairList)
        pairSelection = selection
        let order = found + hidden
        // The old one where they are equal: whoever compares again sees that at once.
        if order != viewOrder { viewOrder = order }
    }

    private mutating func filteredPairs() -> (found: [Instrument], hidden: [Instrument]) {
        guard !pairFilter.isEmpty else { return (sortedPairs, []) }
        var parts: (found: [Instrument], hidden: [Instrument]) = (sortedPairs, [])
        if !pairFilter.words.isEmpty {
            let texts = searchTexts ?? sortedPairs.map { Array(snapshot.searchText(of: $0).utf8) }
            searchTexts = texts
            parts = pairFilter.words.split(sortedPairs, by: texts)
        }
        guard !pairFilter.conditions.isEmpty else { return parts }
        var found: [Instrument] = []
        for instrument in parts.found {
            if pairFilter.holds(for: instrument, &figures) {
                found.append(instrument)
            } else {
                parts.hidden.append(instrument)
            }
        }
        return (found, parts.hidden)
    }

    /// Tells the engine what is looked at, where that has changed; the simulated day is nobody's
    /// business.
    ///
    /// Cost: nothing unless the list of pairs has changed.
    mutating func look() -> [Command] {
        let view = Focus(instrument: chosenInstrument, order: viewOrder)
        guard isRunning, !showsSimulated, view != told else { return [] }
        told = view
        return [.look(view)]
    }

    /// How many listings there are without the filter.
    var listingCount: Int { favourites.listings.count + pairCounts.count }

    /// Moves the lists so that the chosen rows are seen.
    mutating func scroll() {
        layout = Layout(size, focus: focus, markets: listingCount)
        marketTop = listing.scrolled(
            from: marketTop, height: layout.rows(of: .markets).height, count: listings.count)
        pairTop = pairSelection.scrolled(
            from: pairTop, height: layout.rows(of: .pairs).height, count: pairList.count)
    }
}

extension State {
    /// A time with its seconds; the date where it was another day.
    func clock(_ time: Timestamp) -> String {
        let (seconds, now) = (time.unixSeconds, snapshot.window.last.unixSeconds)
        return seconds < now - 86400
            ? localTime.date(at: seconds) : localTime.clockWithSeconds(at: seconds)
    }

    /// The bottom line: the keys of the view that has the body, else those of the pane.
    var hints: [KeyHint] {
        if let overlay, type(of: overlay).extent == .body {
            return type(of: overlay).hints(in: keys)
        }
        guard pairCounts.isEmpty else { return keys.hints(for: focus) }
        return keys.hints([
            (.poll, "poll"), (.view("health"), "why"), (.simulated, "simulated day"),
            (.view("help"), "help"), (.leave, "quit"),
        ])
    }
}
