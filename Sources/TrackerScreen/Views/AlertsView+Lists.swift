import TrackerEngine

extension AlertsView {
    /// Brings the lists up to date: after a snapshot, a filter, another order.
    mutating func refresh(_ state: State) {
        let board = state.snapshot.alerts
        let all = state.alertLines()
        rules = Dictionary(
            board.rules.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        lines = filter.split(all, by: filter.isEmpty ? [] : all.map(\.searched)).found
        sort()
        let past = board.records.reversed().filter { $0.event.minute <= state.window.last }
        records =
            filter.split(past, by: filter.isEmpty ? [] : past.map { searched($0, state) }).found
        (hasChannels, hasWays) = (!board.channels.isEmpty, !board.ways.isEmpty)
        channels =
            filter.split(
                board.ways, by: board.ways.map { Array($0.name.lowercased().utf8) }
            ).found
        follow()
    }

    private func searched(_ record: AlertRecord, _ state: State) -> [UInt8] {
        let event = record.event
        let subject: String
        if case .pair(let instrument) = event.subject {
            subject = "\(instrument.market.name) \(state.snapshot.searchText(of: instrument))"
        } else {
            subject = "\(event.subject)"
        }
        return Array("\(event.rule) \(subject)".lowercased().utf8)
    }

    /// Those of which the figure is not known are last.
    private mutating func sort() {
        switch order {
        case .written: break
        case .away:
            let away = lines.map { prospects[$0.rule.name]?.away ?? .infinity }
            let places = lines.indices.sorted {
                away[$0] == away[$1] ? $0 < $1 : away[$0] < away[$1]
            }
            lines = places.map { lines[$0] }
        case .last:
            let places = lines.indices.sorted { left, right in
                let minutes = [left, right].map { lines[$0].last?.minute.index ?? .min }
                return minutes[0] == minutes[1] ? left < right : minutes[0] > minutes[1]
            }
            lines = places.map { lines[$0] }
        }
    }

    private mutating func follow() {
        if let chosenRule, let row = lines.firstIndex(where: { $0.rule.name == chosenRule }) {
            rows[.rules] = row
        }
        if let chosenEvent, let row = records.firstIndex(where: { $0.sequence == chosenEvent }) {
            rows[.fired] = row
        }
        for (tab, count) in [
            (Tab.rules, lines.count), (.fired, records.count), (.channels, channels.count),
        ] { rows[tab] = min(rows[tab] ?? 0, max(0, count - 1)) }
    }

    mutating func follow(_ state: inout State, isNew: Bool) -> [Command] {
        if isNew { refresh(state) }
        return ask(state)
    }

    /// Asks how near the rules that are seen are to firing; ordered by that, all of them.
    mutating func ask(_ state: State) -> [Command] {
        let layout = AlertsLayout(in: state.layout.body.size, tab)
        let top = SeenRows.top(
            of: rows[.rules] ?? 0, height: layout.rules.height, count: lines.count)
        let seen = lines[min(top, lines.count)..<min(lines.count, top + layout.rules.height)]
        guard tab != .channels, !layout.rules.isEmpty else { return [] }
        let wanted = order == .away ? lines[...] : seen
        guard
            let question = prospects.question(
                about: wanted.map(\.rule), lists: state.snapshot.alerts.lists,
                at: state.window.last,
                isWhole: state.snapshot.hasAll(of: state.window.last)
            )
        else { return [] }
        return [.workOut(Work(question))]
    }

    mutating func receive(_ answer: any Sendable, _ state: inout State) -> [Command] {
        guard let answer = answer as? AlertProspectsAnswer else { return [] }
        prospects.receive(answer, at: state.window.last)
        if order == .away { refresh(state) }
        return ask(state)
    }
}
