package import TrackerEngine

/// Everything that the screen depends on.
package struct State: Sendable {
    var snapshot: Snapshot
    var size: Size
    let surroundings: Surroundings
    var isRunning = true
    /// The views that a key may open.
    let catalogue: ViewCatalogue
    /// The meanings of keys.
    var keys: KeyTable
    package var theme = Theme.standard
    package var glyphs = GlyphSet.auto
    var fill = ChartFill.dots
    /// The colour that the terminal fills its screen with; `nil` while nobody knows it.
    var ground: RGB?
    var focus = Pane.pairs
    /// The view that lies over the panes and gets the keys.
    var overlay: (any Overlay)?
    /// The view that the one over the panes was opened from, and that it leads back to.
    var covered: (any Overlay)?
    /// The ranks of the chosen market through the day.
    var courses = RankCourses()
    /// The values that views remember while they are closed.
    var memories = ViewMemories()
    /// One line for the person, gone with the next key.
    var notice: String?
    /// What the person was told last, for a shell that has something to add.
    package var told: String? { notice }
    package var isMouseOn = true
    /// Whether the simulated day is shown in place of the real one.
    package var showsSimulated = false

    /// What the screen has told of alerts, and where charts mark them.
    var alertScreen: AlertScreen
    var chart = ChartView()
    /// Whether the chart has the screen to itself.
    private(set) var isEnlarged = false
    /// The pane that had the focus before.
    private var focusBefore = Pane.pairs
    var marketFilter = NameFilter()
    var pairFilter = PairFilter()
    var sort = PairSort()

    /// Starred pairs and groups.
    var favourites = Favourites()
    var views = SavedViews()
    var listing = Selection<Listing>()
    /// Each listing remembers its pair.
    var pairs: [Listing: Selection<Instrument>] = [:]
    /// The chosen one of the pairs that moved most.
    var mover = Selection<Instrument>()
    /// The first row that each list shows.
    var tops = (markets: 0, pairs: 0)

    /// The listings to show until somebody presses a key, the best one first, and if none of them is
    /// there the `startMarket`; `nil`: somebody has pressed one.
    ///
    /// Exchanges answer one after the other: which of them is the first is chance.
    var preferred: [Listing]? = []

    /// Whether the `startPair` or the first pair of the list is the chosen one, until somebody
    /// presses a key or goes to a pair.
    ///
    /// Exchanges answer one after the other, and the turnovers with them.
    var followsFirst = true

    private(set) var shown: ShownTime

    // Worked out from the above by `refresh()`, not for each frame.
    private(set) var layout: Layout
    private(set) var listings: [Listing] = []
    /// The number of pairs of each market; empty while there is no price.
    private(set) var pairCounts: [Market: Int] = [:]
    /// The turnovers of the markets of which they are known, as told last: no other ones are known
    /// of the past.
    private(set) var turnovers: [Market: Double] = [:]
    /// Whether turnovers order the lists, of all markets alike.
    ///
    /// The first snapshot in which every source has answered or failed sets it, or somebody who
    /// chooses that order; nothing takes it back.
    ///
    /// Exchanges answer one after the other: lists would be sorted anew with each of them.
    var sortsByTurnover = false
    private(set) var list: PairList
    /// The focus that the engine was last told.
    private var lookedAt = Focus(instrument: nil, order: [])

    package init(
        snapshot: Snapshot, size: Size, localTime: LocalTime, port: String?,
        proxies: [String] = ["none"], terminal: TerminalReport = TerminalReport(),
        catalogue: ViewCatalogue
    ) {
        self.catalogue = catalogue
        keys = catalogue.keys
        self.snapshot = snapshot
        self.size = size
        surroundings = Surroundings(
            localTime: localTime, port: port, proxies: proxies, terminal: terminal)
        ground = terminal.ground
        alertScreen = AlertScreen(snapshot.alerts)
        shown = ShownTime(snapshot.window)
        list = PairList(snapshot, in: snapshot.window)
        layout = Layout(size, focus: focus, markets: 0)
        countPairs()
        refresh()
    }

    /// The listing that the pairs are of.
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

    /// The columns that the names of the list need.
    var nameColumns: Int { list.nameColumns }

    /// The number of pairs of the list without the filter.
    var listedCount: Int { list.all.count }

    /// The pairs that the filter leaves.
    var pairList: [Instrument] { list.found }

    var localTime: LocalTime { surroundings.localTime }

    /// The minute that is looked at instead of the newest one; `nil`: now.
    var moment: Minute? { shown.moment }

    /// The window that is shown: the newest one, or that of `moment`.
    package var window: DayWindow { shown.window }

    /// Figures and ranks of the market that the chosen pair is on.
    var board: MarketBoard? { chosenMarket.map { window.board(of: $0) } }

    /// Shows the newest window, or the moment that is looked at in it, after a new snapshot.
    mutating func chooseWindow() { show(moment) }

    private mutating func show(_ moment: Minute?) {
        shown.show(moment, of: snapshot.window)
        countPairs()
        chart.follow(windowMinutes)
    }

    private mutating func countPairs() {
        pairCounts = Dictionary(
            uniqueKeysWithValues: window.markets.map { ($0, window.pairCount(of: $0)) })
        turnovers = Dictionary(
            uniqueKeysWithValues: pairCounts.keys.compactMap { market in
                snapshot.window.turnovers(of: market).total.map { (market, $0) }
            })
        if !turnovers.isEmpty, snapshot.isComplete { sortsByTurnover = true }
    }

    /// Shows everything as it was at a minute of the day that is held; `nil` and later ones: as it
    /// is now.
    mutating func travel(to minute: Minute?) {
        show(minute)
        refresh()
    }

    /// Brings what is worked out up to date; cheap where nothing has changed.
    mutating func refresh() {
        let markets = marketsByTurnover()
        let all = favourites.listings + markets.map { .market($0) }
        if let preferred, let market = startMarket(of: markets) {
            listing = Selection(preferred.first(where: all.contains) ?? .market(market))
        }
        let names = all.map { Array($0.title.lowercased().utf8) }
        listings = marketFilter.split(all, by: names).found
        listing.follow(in: listings, startingOver: !marketFilter.isEmpty)
        refreshPairs()
        layout = Layout(size, focus: focus, markets: all.count, isEnlarged: isEnlarged)
        scroll()
    }

    /// Brings the pairs up to date: after another listing or order.
    mutating func refreshPairs() {
        list.fill(
            unsorted(), by: sort,
            FigureLookup(snapshot, in: window, sortsByTurnover: sortsByTurnover), named: snapshot)
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

    /// Brings the filtered list up to date: nothing is sorted again.
    mutating func narrowPairs() {
        list.narrow(by: pairFilter, snapshot)
        guard chosenListing != nil else {
            list.forgetOrder()
            return
        }
        var selection = pairSelection
        if followsFirst {
            selection = Selection(startPair ?? pairList.first)
        } else if selection.element == nil {
            selection = Selection(pairList.first)
        }
        selection.follow(in: pairList)
        pairSelection = selection
    }

    /// Tells the engine what is looked at, where that has changed; the simulated day is nobody's
    /// business.
    ///
    /// Cost: nothing unless the list of pairs has changed.
    mutating func look() -> [Command] {
        let isWhole = chosenListing?.market != nil && moment == nil
        let view = Focus(
            instrument: chosenInstrument, order: list.order, isWholeMarket: isWhole)
        guard isRunning, !showsSimulated, view != lookedAt else { return [] }
        lookedAt = view
        return [.look(view)]
    }

    /// Gives the chart the screen to itself, or shows the panes again as they were.
    mutating func enlargeChart(_ wanted: Bool) {
        guard wanted != isEnlarged else { return }
        if wanted { focusBefore = focus }
        isEnlarged = wanted
        focus = wanted ? .chart : focusBefore
        scroll()
    }

    /// Gives a pane the focus; any other than the chart shows the panes again.
    mutating func focus(_ pane: Pane) {
        if pane != .chart { isEnlarged = false }
        focus = pane
        scroll()
    }

    /// The number of listings without the filter.
    var listingCount: Int { favourites.listings.count + pairCounts.count }

    /// Moves the lists so that the chosen rows are seen.
    mutating func scroll() {
        layout = Layout(size, focus: focus, markets: listingCount, isEnlarged: isEnlarged)
        if layout.panes[focus] == nil { focus = isEnlarged ? .chart : .pairs }
        tops.markets = listing.scrolled(
            from: tops.markets, height: layout.rows(of: .markets).height, count: listings.count)
        tops.pairs = pairSelection.scrolled(
            from: tops.pairs, height: layout.rows(of: .pairs).height, count: pairList.count)
    }
}

extension State {
    /// A time with its seconds; the date where that was another day.
    func clock(_ time: Timestamp) -> String {
        let (seconds, now) = (time.unixSeconds, snapshot.window.last.unixSeconds)
        if seconds < now - 86400 { return localTime.date(at: seconds) }
        return tomorrow(time) ?? localTime.clockWithSeconds(at: seconds)
    }

    /// A time with its date, if it is on a later day and not within the hour; else `nil`.
    ///
    /// `29 Nov 08:18`.
    func tomorrow(_ time: Timestamp) -> String? {
        let (seconds, now) = (time.unixSeconds, snapshot.window.last.unixSeconds)
        guard localTime.day(at: seconds) > localTime.day(at: now), seconds - now > 3600 else {
            return nil
        }
        return "\(localTime.date(at: seconds)) \(localTime.clock(at: seconds))"
    }
}
