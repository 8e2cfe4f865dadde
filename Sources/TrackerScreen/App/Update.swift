import TrackerEngine

extension State {
    /// The only place where the state changes: no clock, no I/O, no waiting.
    package mutating func update(on event: Event) -> [Command] { change(on: event) + look() }

    private mutating func change(on event: Event) -> [Command] {
        switch event {
        case .snapshot(let new):
            if let told = new.notice, told != snapshot.notice { notice = told }
            snapshot = new
            chooseWindow()
            refresh()
            return askForRestless(isNew: true)
        case .restless(let answer): return take(answer)
        case .resized(let new):
            size = new
            scroll()
        case .settings(let settings, let text):
            notice = text
            return adopt(settings)
        case .notice(let text): notice = text
        case .key(let key):
            notice = nil
            if !pairCounts.isEmpty { preferred = nil }
            return press(key)
        }
        return []
    }

    private mutating func press(_ key: Key) -> [Command] {
        if key == .control("c") { return quit() }
        if case .mouse(let button, let point) = key { return click(button, at: point) }
        switch overlay {
        case .none: return keys.action(for: key, in: focus).map { perform($0) } ?? []
        case .help(let top): return pressInHelp(key, top)
        case .health(let cursor): return pressInHealth(key, cursor)
        case .restless(let cursor): return pressInRestless(key, cursor)
        case .jump(let jump): return pressInJump(key, jump)
        case .grid(let cursor): return pressInGrid(key, cursor)
        case .views(let cursor): return pressInViews(key, cursor)
        case .settings(let row): return pressInSettings(key, row)
        case .selfTest:
            overlay = .none
            return key == .control("z") ? [.suspend] : []
        case .sortMenu(let row): return pressInSortMenu(key, row)
        case .filter(let prompt): return pressInFilter(key, prompt)
        case .group(let prompt): return pressInGroup(key, prompt)
        }
    }

    private mutating func quit() -> [Command] {
        isRunning = false
        return [.quit]
    }
}

// MARK: - Actions

extension State {
    private mutating func perform(_ action: Action) -> [Command] {
        // Without prices there is nothing to narrow or to sort.
        if pairCounts.isEmpty, [.filter, .sort, .restless, .jump, .grid].contains(action) {
            return []
        }
        switch action {
        case .up, .down, .pageUp, .pageDown, .halfUp, .halfDown, .top, .bottom:
            move(action)
        case .forward: focus(moved(by: 1))
        case .back, .escape: backOut(action)
        case .leave:
            guard focus == .chart || layout.showsOnePane && focus != .markets else { return quit() }
            focus(moved(by: -1))
        case .nextPane: focus(focus.moved(by: 1))
        case .previousPane: focus(focus.moved(by: -1))
        case .pane(let pane): focus(pane)
        case .filter: startFilter()
        case .sort:
            overlay = .sortMenu(row: PairSort.Column.allCases.firstIndex(of: sort.column) ?? 0)
        case .reverse:
            sort.isAscending.toggle()
            refreshPairs()
            scroll()
        case .star: return star()
        case .group: askForGroup()
        case .chart(let action): performOnChart(action)
        case .travel(0): travel(to: nil)
        case .travel(let minutes): travel(by: minutes)
        case .poll: return [.pollNow]
        case .mouse:
            isMouseOn.toggle()
            notice = isMouseOn ? "The mouse is on." : "The mouse is off: the terminal selects text."
            return [.mouse(isMouseOn)]
        case .simulated:
            showsSimulated.toggle()
            return [.showSimulated(showsSimulated)]
        case .help: overlay = .help(top: 0)
        case .health: openHealth()
        case .restless: return openRestless()
        case .jump: openJump()
        case .views: overlay = .views(ViewsCursor())
        case .settings: overlay = .settings(row: 0)
        case .selfTest: overlay = .selfTest
        case .reload: return [.reload]
        case .copy: return copy()
        case .save: return SavedChart(self).map { [.save($0)] } ?? []
        case .grid: overlay = .grid(GridCursor())
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit: return quit()
        }
        return []
    }

    private mutating func copy() -> [Command] {
        guard let instrument = chosenInstrument else { return [] }
        let line = PairLine(instrument, self).text
        notice = "Copied, if the terminal allows it: \(line)"
        return [.copy(line)]
    }

    /// The pane before or after the one with the focus, without going around.
    private func moved(by step: Int) -> Pane {
        Pane(rawValue: focus.rawValue + step) ?? focus
    }

    private mutating func focus(_ pane: Pane) {
        focus = pane
        scroll()
    }

    /// Out of a filter first, then out of the pane.
    private mutating func backOut(_ action: Action) {
        if action == .escape {
            if focus == .chart, chart.clear() { return }
            if focus == .markets, !marketFilter.isEmpty { return setMarketFilter("") }
            if focus == .pairs, !pairFilter.isEmpty { return setPairFilter("") }
        }
        focus(moved(by: -1))
    }

    private mutating func move(_ action: Action) {
        let list: Pane = focus == .markets ? .markets : .pairs
        let page = max(1, layout.rows(of: list).height - 1)
        let count = list == .markets ? listings.count : pairList.count
        let row = list == .markets ? listing.row : pairSelection.row
        let target =
            switch action {
            case .up: row - 1
            case .down: row + 1
            case .pageUp: row - page
            case .pageDown: row + page
            case .halfUp: row - max(1, page / 2)
            case .halfDown: row + max(1, page / 2)
            case .top: 0
            default: count - 1
            }
        select(target, in: list)
    }

    private mutating func select(_ row: Int, in list: Pane) {
        guard list == .markets else {
            pairSelection.move(to: row, in: pairList)
            return scroll()
        }
        let before = chosenListing
        listing.move(to: row, in: listings)
        guard chosenListing != before else { return }
        // A filter that outlives its list surprises.
        pairFilter = PairFilter()
        pairTop = 0
        refreshPairs()
        scroll()
    }
}

// MARK: - Filter

extension State {
    private mutating func startFilter() {
        if focus == .chart { focus(.pairs) }
        let text = focus == .markets ? marketFilter.text : pairFilter.text
        overlay = .filter(Prompt(text: text, history: filterHistory))
    }

    private mutating func pressInFilter(_ key: Key, _ old: Prompt) -> [Command] {
        var prompt = old
        switch prompt.press(key) {
        case .entered:
            keep(prompt.text)
            return []
        case .suspended: return [.suspend]
        case .left:
            prompt.clear()
            overlay = .none
        case .editing: overlay = .filter(prompt)
        }
        guard prompt.text != old.text else { return [] }
        if focus == .markets { setMarketFilter(prompt.text) } else { setPairFilter(prompt.text) }
        return []
    }

    private mutating func keep(_ text: String) {
        overlay = .none
        // What is chosen now stays chosen when the filter goes.
        select(focus == .markets ? listing.row : pairSelection.row, in: focus)
        guard !text.isEmpty, filterHistory.last != text else { return }
        filterHistory = filterHistory.suffix(49) + [text]
    }

    private mutating func setMarketFilter(_ text: String) {
        marketFilter.text = text
        refresh()
    }

    private mutating func setPairFilter(_ text: String) {
        pairFilter = PairFilter(text)
        narrowPairs()
        scroll()
    }
}

// MARK: - Help, menu

extension State {
    private mutating func pressInHelp(_ key: Key, _ top: Int) -> [Command] {
        let page = max(1, layout.body.height - 4)
        let help = HelpText(keys)
        switch key {
        case .character("?"), .character("q"), .escape, .function(1), .enter: overlay = .none
        case .control("z"): return [.suspend]
        default:
            let step: Int? =
                switch keys.action(for: key, in: .pairs) {
                case .up?: -1
                case .down?: 1
                case .pageUp?: -page
                case .pageDown?: page
                case .halfUp?: -page / 2
                case .halfDown?: page / 2
                case .top?: -help.lines.count
                case .bottom?: help.lines.count
                default: nil
                }
            guard let step else { return [] }
            overlay = .help(top: help.clamped(top + step, height: size.height))
        }
        return []
    }

    private mutating func pressInSortMenu(_ key: Key, _ row: Int) -> [Command] {
        let columns = PairSort.Column.allCases
        if case .character(let letter) = key,
            let column = columns.first(where: { $0.letter == letter })
        {
            choose(column)
            return []
        }
        switch key {
        case .enter: choose(columns[row])
        case .escape, .character("q"), .character("s"): overlay = .none
        case .control("z"): return [.suspend]
        default:
            switch keys.action(for: key, in: .pairs) {
            case .up?: overlay = .sortMenu(row: max(0, row - 1))
            case .down?: overlay = .sortMenu(row: min(columns.count - 1, row + 1))
            default: break
            }
        }
        return []
    }

    private mutating func choose(_ column: PairSort.Column) {
        overlay = .none
        sort = sort.choosing(column)
        refreshPairs()
        scroll()
    }
}

// MARK: - Mouse

extension State {
    private mutating func click(_ button: Key.Mouse, at point: Point) -> [Command] {
        if case .health(let cursor) = overlay {
            clickInHealth(button, at: point, cursor)
            return []
        }
        if case .restless(let cursor) = overlay {
            return clickInRestless(button, at: point, cursor)
        }
        if case .grid(let cursor) = overlay {
            if button == .press { clickInGrid(point, cursor) }
            return []
        }
        guard overlay == .none else {
            if button == .press { overlay = .none }
            return []
        }
        guard let pane = layout.pane(at: point) else { return [] }
        let list: Pane = pane == .markets ? .markets : .pairs
        let row = list == .markets ? listing.row : pairSelection.row
        switch button {
        case .wheelUp: select(row - 3, in: list)
        case .wheelDown: select(row + 3, in: list)
        case .press: press(pane, at: point)
        }
        return []
    }

    private mutating func press(_ pane: Pane, at point: Point) {
        let rows = layout.rows(of: pane)
        let wasFocused = focus == pane
        focus(pane)
        if pane == .chart { return readChart(at: point) }
        guard let rect = layout.panes[pane] else { return }
        if point.y == rows.y - 1, pane == .pairs, rect.height >= 4 {
            guard let column = pairColumns(width: rect.width).column(at: point.x - rect.x) else {
                return
            }
            return choose(column)
        }
        guard rows.contains(point) else { return }
        let row = point.y - rows.y + (pane == .markets ? marketTop : pairTop)
        guard row < (pane == .markets ? listings.count : pairList.count) else { return }
        let isChosen = row == (pane == .markets ? listing.row : pairSelection.row)
        if isChosen, wasFocused { focus(moved(by: 1)) } else { select(row, in: pane) }
    }
}
