import TrackerEngine

extension State {
    /// The only place where the state changes: no clock, no I/O, no waiting.
    package mutating func update(on event: Event) -> [Command] {
        change(on: event) + look() + askForRanks()
    }

    private mutating func change(on event: Event) -> [Command] {
        switch event {
        case .snapshot(let new):
            if let told = new.told, told != snapshot.told { notice = told }
            snapshot = new
            chooseWindow()
            refresh()
            followAlerts()
            return follow()
        case .answer(let course as RankCourse): courses.receive(course)
        case .answer(let answer): return receive(answer)
        case .resized(let new):
            size = new
            scroll()
        case .ground(let answer):
            // What another terminal said is not remembered for one that cannot tell.
            let new = answer ?? surroundings.terminal.ground
            guard new != ground else { return [] }
            ground = new
            return [.theme(theme, on: ground)]
        case .settings(let settings, let text):
            if let text { notice = text }
            return adopt(settings)
        case .recall(.favourites(let kept)):
            favourites = kept
            refresh()
        case .recall(.views(let kept)): views = kept
        case .goBack(let memory): goBack(to: memory)
        case .polled(let answer): notice = words(for: answer)
        case .notice(let text): notice = text
        case .key(let key):
            let shown = notice
            notice = nil
            if !pairCounts.isEmpty { (preferred, followsFirst) = (nil, false) }
            return press(key, under: shown)
        }
        return []
    }

    /// `notice`: what the bottom line said until the key.
    private mutating func press(_ key: Key, under notice: String?) -> [Command] {
        if let overlay { return press(key, in: overlay) }
        if case .mouse(let button, let point) = key {
            if button == .press, let commands = clickAlerts(at: point, under: notice) {
                return commands
            }
            return click(button, at: point)
        }
        return keys.action(for: key, in: focus).map { perform($0) } ?? []
    }

    private mutating func quit() -> [Command] {
        isRunning = false
        return [.quit]
    }
}

// MARK: - Actions

extension State {
    mutating func perform(_ action: Action) -> [Command] {
        if let commands = performAnywhere(action) { return commands }
        switch action {
        case .move(let move): select(by: move)
        case .enlarge: enlargeChart(!isEnlarged)
        case .forward where focus == .chart: enlargeChart(!isEnlarged)
        case .forward: forward()
        case .back, .escape: backOut(action)
        case .leave where isEnlarged: enlargeChart(false)
        case .leave:
            guard focus == .chart || layout.showsOnePane && focus != .markets else { return quit() }
            focus(moved(by: -1))
        case .nextPane: focus(focus.moved(by: 1, among: layout.reachable))
        case .previousPane: focus(focus.moved(by: -1, among: layout.reachable))
        case .pane(let pane): focus(pane)
        case .reverse: setSort(PairSort(column: sort.column, isAscending: !sort.isAscending))
        case .star: return star()
        case .chart(let action): performOnChart(action)
        case .travel(let minutes): travel(by: minutes)
        case .poll: return pollNow()
        case .mouse: return switchMouse()
        case .simulated: return switchDay()
        case .reload: return [.reload]
        case .copy: return copy()
        case .save: return save()
        case .view(let name): return open(name)
        case .redraw, .suspend, .quit: break  // done above
        // Only views obey these.
        case .choose, .left, .right, .erase, .eraseLine, .older, .newer, .own: break
        }
        return []
    }

    /// Does what holds in panes and in every view; `nil` for any other action.
    mutating func performAnywhere(_ action: Action) -> [Command]? {
        switch action {
        case .redraw: [.redraw]
        case .suspend: [.suspend]
        case .quit: quit()
        default: nil
        }
    }

    private mutating func switchMouse() -> [Command] {
        isMouseOn.toggle()
        notice = isMouseOn ? "The mouse is on." : "The mouse is off: the terminal selects text."
        return [.mouse(isMouseOn)]
    }

    private mutating func switchDay() -> [Command] {
        guard showsSimulated || !snapshot.isSimulated else {
            notice = "These prices are already simulated."
            return []
        }
        showsSimulated.toggle()
        return [.showSimulated(showsSimulated)]
    }

    private func save() -> [Command] {
        guard let instrument = chosenInstrument, ChartSubject(self) != nil else { return [] }
        return [.save(instrument)]
    }

    private mutating func copy() -> [Command] {
        guard let instrument = chosenInstrument else { return [] }
        let line = PairLine(instrument, self).text
        notice = "Copied, if the terminal allows it: \(line)"
        return [.copy(line)]
    }

    /// The pane before or after the one with the focus, on the way from the markets to the chart.
    private func moved(by step: Int) -> Pane {
        let way = [Pane.markets, .pairs, .chart]
        guard let place = way.firstIndex(of: focus) else { return .pairs }
        return way[min(max(0, place + step), way.count - 1)]
    }

    private mutating func forward() {
        if focus == .movers { goToMover() } else { focus(moved(by: 1)) }
    }

    /// Out of a filter first, then out of the pane.
    private mutating func backOut(_ action: Action) {
        if action == .escape {
            if focus == .chart, chart.clear() { return }
            if focus == .markets, !marketFilter.isEmpty { return setMarketFilter("") }
            if focus == .pairs, !pairFilter.isEmpty { return setPairFilter("") }
        }
        if isEnlarged { return enlargeChart(false) }
        focus(moved(by: -1))
    }

    private mutating func select(by move: Move) {
        guard focus != .movers else { return selectMover(by: move) }
        let list: Pane = focus == .markets ? .markets : .pairs
        let page = max(1, layout.rows(of: list).height - 1)
        let (row, count) =
            list == .markets
            ? (listing.row, listings.count) : (pairSelection.row, pairList.count)
        select(move.row(from: row, page: page, count: count), in: list)
    }

    mutating func select(_ row: Int, in list: Pane) {
        guard list == .markets else {
            pairSelection.move(to: row, in: pairList)
            return scroll()
        }
        let before = chosenListing
        listing.move(to: row, in: listings)
        guard chosenListing != before else { return }
        // A filter that outlives its list surprises.
        pairFilter = PairFilter()
        tops.pairs = 0
        refreshPairs()
        scroll()
    }
}

// MARK: - Filters and order

extension State {
    mutating func setMarketFilter(_ text: String) {
        marketFilter.text = text
        refresh()
    }

    /// Narrows the pairs to what a filter finds and chooses the first of them; without a filter the
    /// chosen one stays.
    mutating func setPairFilter(_ text: String) {
        pairFilter = PairFilter(text)
        narrowPairs()
        if !pairFilter.isEmpty { showTop() }
        scroll()
    }

    mutating func setSort(_ new: PairSort) {
        sort = new
        if new.column == .turnover { sortsByTurnover = true }
        refreshPairs()
        showTop()
        scroll()
    }

    /// Who asks which is first is shown the first.
    private mutating func showTop() {
        pairSelection.move(to: 0, in: pairList)
        tops.pairs = 0
    }

    /// Chooses a pair in the list of its market; filters that hide it go.
    mutating func go(to instrument: Instrument) {
        let target = Listing.market(instrument.market)
        marketFilter = NameFilter()
        if chosenListing != target || !pairList.contains(instrument) { pairFilter = PairFilter() }
        listing = Selection(target)
        pairs[target] = Selection(instrument)
        followsFirst = false
        if focus == .markets || focus == .movers { focus = .pairs }
        refresh()
    }
}

// MARK: - Mouse

extension State {
    private mutating func click(_ button: Key.Mouse, at point: Point) -> [Command] {
        guard let pane = layout.pane(at: point) else { return [] }
        if pane == .movers { return clickMovers(button, at: point) }
        let list: Pane = pane == .markets ? .markets : .pairs
        let row = list == .markets ? listing.row : pairSelection.row
        switch button {
        case .wheelUp: select(row - 3, in: list)
        case .wheelDown: select(row + 3, in: list)
        case .press: return press(pane, at: point)
        }
        return []
    }

    private mutating func press(_ pane: Pane, at point: Point) -> [Command] {
        guard let frame = layout.panes[pane] else { return [] }
        let (inside, rows) = (layout.inside(pane), layout.rows(of: pane))
        let wasFocused = focus == pane
        focus(pane)
        if point.y == frame.y {
            let title = title(of: pane)
            let (column, width) = (point.x - frame.x, frame.width)
            let key = title.key(at: column, width: width, hasSides: layout.hasSides)
            let action =
                key.flatMap { keys.action(for: $0, in: pane) }
                ?? title.action(at: column, width: width, hasSides: layout.hasSides)
            return action.map { perform($0) } ?? []
        }
        if pane == .chart {
            readChart(at: point)
            return []
        }
        if point.y == inside.y, rows.y > inside.y, pane == .pairs {
            let columns = pairColumns(width: inside.width)
            if let column = columns.column(at: point.x - inside.x) {
                setSort(sort.choosing(column))
            }
            return []
        }
        guard rows.contains(point) else { return [] }
        let row = point.y - rows.y + (pane == .markets ? tops.markets : tops.pairs)
        guard row < (pane == .markets ? listings.count : pairList.count) else { return [] }
        let isChosen = row == (pane == .markets ? listing.row : pairSelection.row)
        if isChosen, wasFocused { focus(moved(by: 1)) } else { select(row, in: pane) }
        return []
    }
}

extension Snapshot {
    /// The notice, and how far it is with what it says.
    fileprivate var told: String? {
        guard let notice, let recovery, let share = recovery.share else { return notice }
        let stage = recovery.stage == .reading ? "read" : "written"
        return "\(notice), \(Int(share * 100)) % \(stage)"
    }
}
