import TrackerEngine

extension State {
    /// What was worked out for what is asked now; `nil` while it is not there yet.
    func restlessAnswer(_ cursor: RestlessCursor) -> RestlessAnswer? {
        guard let restless, restless.question.measure == cursor.measure,
            restless.question.market == restlessMarket(cursor)
        else { return nil }
        return restless
    }

    /// The rows that the board shows, and the chosen one among them.
    func restlessRows(_ cursor: RestlessCursor) -> (entries: [Restless.Entry], row: Int) {
        guard let answer = restlessAnswer(cursor) else { return ([], 0) }
        let entries = answer.restless.entries
        let row =
            cursor.chosen.flatMap { chosen in entries.firstIndex { $0.instrument == chosen } }
            ?? min(cursor.row, max(0, entries.count - 1))
        return (entries, row)
    }

    /// The market that the board is about; `nil`: all of them.
    private func restlessMarket(_ cursor: RestlessCursor) -> Market? {
        cursor.isEverywhere ? nil : boardMarket
    }

    mutating func openRestless() -> [Command] {
        boardMarket = chosenMarket
        return show(RestlessCursor(measure: restlessMeasure, chosen: chosenInstrument))
    }

    /// Shows the board, and asks for what it has not.
    mutating func show(_ cursor: RestlessCursor) -> [Command] {
        overlay = .restless(cursor)
        restlessMeasure = cursor.measure
        return askForRestless()
    }

    /// Work for another thread: the answer is an event.
    ///
    /// `isNew`: whether prices have come since the last answer.
    func askForRestless(isNew: Bool = false) -> [Command] {
        guard case .restless(let cursor) = overlay else { return [] }
        let chosen = cursor.chosen?.market ?? restlessRows(cursor).entries.first?.instrument.market
        let question = RestlessQuestion(
            measure: cursor.measure, market: restlessMarket(cursor),
            historyOf: chosen ?? boardMarket)
        if !isNew, let answer = restless, answer.question == question,
            answer.restless.last == window.last
        {
            return []
        }
        return [.workOut(question)]
    }

    /// Answers may overtake one another: only what is still asked for counts.
    mutating func take(_ answer: RestlessAnswer) -> [Command] {
        guard case .restless(let cursor) = overlay, answer.question.measure == cursor.measure,
            answer.question.market == restlessMarket(cursor)
        else { return [] }
        restless = answer
        // The history may be that of another market than the first one's, which is known only now.
        guard
            let market = cursor.chosen?.market ?? answer.restless.entries.first?.instrument.market,
            answer.question.historyOf != market
        else { return [] }
        return askForRestless()
    }

    mutating func pressInRestless(_ key: Key, _ cursor: RestlessCursor) -> [Command] {
        var next = cursor
        let measures = Restless.Measure.allCases
        let place = measures.firstIndex(of: cursor.measure) ?? 0
        switch key {
        case .escape, .character("q"), .character("v"): return closeRestless()
        case .enter: return goToRestless(cursor)
        case .right, .character("l"): next.measure = measures[(place + 1) % measures.count]
        case .left, .character("h"):
            next.measure = measures[(place + measures.count - 1) % measures.count]
        case .tab: next.isEverywhere.toggle()
        default: return performInRestless(key, cursor)
        }
        return show(next)
    }

    private mutating func performInRestless(_ key: Key, _ cursor: RestlessCursor) -> [Command] {
        let page = max(1, RestlessLayout(in: layout.body.size).rows.height - 1)
        let (entries, row) = restlessRows(cursor)
        switch keys.action(for: key, in: .pairs) {
        case .up?: return chooseRestless(row - 1, cursor, entries)
        case .down?: return chooseRestless(row + 1, cursor, entries)
        case .pageUp?: return chooseRestless(row - page, cursor, entries)
        case .pageDown?: return chooseRestless(row + page, cursor, entries)
        case .halfUp?: return chooseRestless(row - max(1, page / 2), cursor, entries)
        case .halfDown?: return chooseRestless(row + max(1, page / 2), cursor, entries)
        case .top?: return chooseRestless(0, cursor, entries)
        case .bottom?: return chooseRestless(entries.count - 1, cursor, entries)
        case .travel(0)?: travel(to: nil)
        case .travel(let minutes)?: travel(by: minutes)
        case .star?: return entries.isEmpty ? [] : toggleStar(entries[row].instrument)
        case .redraw?: return [.redraw]
        case .suspend?: return [.suspend]
        default: return []
        }
        return askForRestless()
    }

    private mutating func chooseRestless(
        _ wish: Int, _ cursor: RestlessCursor, _ entries: [Restless.Entry]
    ) -> [Command] {
        guard !entries.isEmpty else { return [] }
        var next = cursor
        next.row = min(max(0, wish), entries.count - 1)
        next.chosen = entries[next.row].instrument
        return show(next)
    }

    private mutating func closeRestless() -> [Command] {
        overlay = .none
        // What nobody looks at is not kept: it may be the figures of every pair.
        restless = nil
        return []
    }

    /// To the chosen pair in the list of its market.
    private mutating func goToRestless(_ cursor: RestlessCursor) -> [Command] {
        let (entries, row) = restlessRows(cursor)
        guard !entries.isEmpty else { return [] }
        let instrument = entries[row].instrument
        _ = closeRestless()
        go(to: instrument)
        return []
    }

    /// Chooses a pair in the list of its market; filters that hide it go.
    mutating func go(to instrument: Instrument) {
        let target = Listing.market(instrument.market)
        marketFilter = NameFilter()
        if chosenListing != target || !pairList.contains(instrument) { pairFilter = PairFilter() }
        listing = Selection(target)
        pairs[target] = Selection(instrument)
        if focus == .markets { focus = .pairs }
        refresh()
    }

    /// A click on the board: a row is chosen, and once more gone to.
    mutating func clickInRestless(
        _ button: Key.Mouse, at point: Point, _ cursor: RestlessCursor
    ) -> [Command] {
        let (entries, row) = restlessRows(cursor)
        switch button {
        case .wheelUp: return chooseRestless(row - 3, cursor, entries)
        case .wheelDown: return chooseRestless(row + 3, cursor, entries)
        case .press:
            let place = RestlessLayout(in: layout.body.size)
            let inside = Point(point.x - layout.body.x, point.y - layout.body.y)
            guard place.rows.contains(inside) else { return [] }
            let wish = place.top(row, of: entries.count) + inside.y - place.rows.y
            guard wish < entries.count else { return [] }
            return wish == row ? goToRestless(cursor) : chooseRestless(wish, cursor, entries)
        }
    }
}
