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
    var focus = Pane.pairs
    var overlay = Overlay.none
    /// One line for the person, gone with the next key.
    var notice: String?
    package var isMouseOn = true
    /// Whether the simulated day is shown in place of the real one.
    package var showsSimulated = false

    var chart = ChartView()
    var marketFilter = NameFilter()
    var pairFilter = NameFilter()
    /// Filters that were kept, oldest first.
    var filterHistory: [String] = []
    var sort = PairSort()

    var market = Selection<Market>()
    /// Each market remembers its pair.
    var pairs: [Market: Selection<Pair>] = [:]
    /// The first rows that the lists show.
    var marketTop = 0
    var pairTop = 0

    /// What is shown until somebody presses a key, the best one first; `nil`: somebody has.
    ///
    /// Exchanges answer one after the other: which of them is the first is chance.
    var favourites: [Market]? = [.kraken]

    /// The minute that is looked at instead of the newest one; `nil`: now.
    private(set) var moment: Minute?
    /// What is shown: the newest window, or that of `moment`.
    private(set) var window: DayWindow

    // Worked out from the above by `refresh()`, not for each frame.
    private(set) var layout: Layout
    private(set) var marketList: [Market] = []
    private(set) var board: MarketBoard?
    /// All pairs of the market in the chosen order.
    private var sortedPairs: [Pair] = []
    /// What a filter searches, of each of them; made when one is first typed.
    private var searchTexts: [[UInt8]]?
    private(set) var pairList: [Pair] = []
    /// See `View.order`; made anew only where the list has changed.
    private var viewOrder: [Instrument] = []
    /// What the engine was last told.
    private var told = View(instrument: nil, order: [])

    /// What lies over the panes and gets the keys.
    enum Overlay: Hashable, Sendable {
        case none
        /// The first line that is shown.
        case help(top: Int)
        case health(HealthCursor)
        case sortMenu(row: Int)
        case filter(Prompt)
    }

    package init(
        snapshot: Snapshot, size: Size, localTime: LocalTime, port: String?,
        proxies: [String] = ["none"]
    ) {
        self.snapshot = snapshot
        self.size = size
        self.localTime = localTime
        self.port = port
        self.proxies = proxies
        window = snapshot.window
        layout = Layout(size, focus: focus, markets: 0)
        refresh()
    }

    /// The market whose pairs are shown.
    var chosenMarket: Market? { board?.market }

    var pairSelection: Selection<Pair> {
        get { chosenMarket.flatMap { pairs[$0] } ?? Selection() }
        set { if let market = chosenMarket { pairs[market] = newValue } }
    }

    /// The pair that the chart shows.
    var chosenPair: Pair? {
        let row = pairSelection.row
        return pairList.indices.contains(row) ? pairList[row] : nil
    }

    var chosenInstrument: Instrument? {
        guard let market = chosenMarket, let pair = chosenPair else { return nil }
        return Instrument(market: market, pair: pair)
    }

    /// The window that the screen shows, after a new snapshot or another moment.
    ///
    /// Only then: a window keeps what was worked out from it.
    mutating func chooseWindow() {
        let newest = snapshot.window
        moment = moment.flatMap { $0 < newest.last ? max($0, newest.first) : nil }
        window = moment.map { newest.advanced(to: $0) } ?? newest
        chart.follow(windowMinutes)
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
        let markets = window.markets
        if let favourites, let first = markets.first {
            market = Selection(favourites.first(where: markets.contains) ?? first)
        }
        marketList = marketFilter.split(markets, by: markets.map { Array($0.name.utf8) }).found
        market.follow(in: marketList)
        refreshPairs()
        layout = Layout(size, focus: focus, markets: markets.count)
        scroll()
    }

    /// The same for the pairs alone: another market or order.
    mutating func refreshPairs() {
        let row = market.row
        board = marketList.indices.contains(row) ? window.board(of: marketList[row]) : nil
        sortedPairs = board.map { sort.sorted($0) } ?? []
        searchTexts = nil
        narrowPairs()
    }

    /// The same for the filter alone: nothing is sorted again.
    mutating func narrowPairs() {
        let (found, hidden) = filteredPairs()
        pairList = found
        guard let market = chosenMarket else {
            viewOrder = []
            return
        }
        var selection = pairSelection
        if selection.element == nil { selection = Selection(pairList.first) }
        selection.follow(in: pairList)
        pairSelection = selection
        let order = (found + hidden).map { Instrument(market: market, pair: $0) }
        // The old one where they are equal: whoever compares again sees that at once.
        if order != viewOrder { viewOrder = order }
    }

    private mutating func filteredPairs() -> (found: [Pair], hidden: [Pair]) {
        guard let market = chosenMarket, !pairFilter.isEmpty else { return (sortedPairs, []) }
        let texts =
            searchTexts
            ?? sortedPairs.map {
                Array(snapshot.searchText(of: Instrument(market: market, pair: $0)).utf8)
            }
        searchTexts = texts
        return pairFilter.split(sortedPairs, by: texts)
    }

    /// Tells the engine what is looked at, where that has changed; the simulated day is nobody's
    /// business.
    ///
    /// Cost: nothing unless the list of pairs has changed.
    package mutating func look() -> [Command] {
        let view = View(instrument: chosenInstrument, order: viewOrder)
        guard isRunning, !showsSimulated, view != told else { return [] }
        told = view
        return [.look(view)]
    }

    /// Moves the lists so that the chosen rows are seen.
    mutating func scroll() {
        layout = Layout(size, focus: focus, markets: window.markets.count)
        marketTop = market.scrolled(
            from: marketTop, height: layout.rows(of: .markets).height, count: marketList.count)
        pairTop = pairSelection.scrolled(
            from: pairTop, height: layout.rows(of: .pairs).height, count: pairList.count)
    }
}
