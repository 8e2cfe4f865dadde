import TrackerEngine

/// The alerts: the rules, what fired, the channels.
struct AlertsView: Overlay {
    enum Tab: CaseIterable, Hashable, Sendable {
        case rules, fired, channels

        var title: String {
            switch self {
            case .rules: "rules"
            case .fired: "what fired"
            case .channels: "channels"
            }
        }
    }

    /// The order of the rules.
    enum Order: CaseIterable, Hashable, Sendable {
        case written, away, last

        var title: String {
            switch self {
            case .written: "as written"
            case .away: "away"
            case .last: "last fired"
            }
        }
    }

    /// What the keys are about beside the list.
    enum Mode: Hashable, Sendable {
        case list
        case filter(Prompt)
        /// The place of the choice, and whether it is about all rules.
        case silence(Int, isAll: Bool)
        case deletion(String)
    }

    enum Deed: Hashable, Sendable {
        case move(Move)
        case tab, backTab, order, filter, go, new, edit, pause, silence, see, test, delete
        case less, more
        case erase(Prompt.Edit)
        case travel(Int)
    }

    /// The list that was shown last, and the order of its rules.
    typealias Memory = (tab: Tab, order: Order)

    private(set) var tab: Tab
    private(set) var order: Order
    var mode = Mode.list
    var filter = NameFilter()
    /// The chosen row of each list.
    var rows: [Tab: Int] = [:]
    /// The name of the chosen rule: it stays chosen when others come and go.
    private var chosenRule: String?
    /// The sequence number of the chosen event.
    private var chosenEvent: Int?
    /// The rules that the filter leaves, in order.
    private(set) var lines: [AlertLine] = []
    /// The events that the filter leaves, the newest first.
    private(set) var records: [AlertRecord] = []
    private(set) var channels: [ChannelReport] = []
    /// The rules of the board.
    private(set) var rules: [String: AlertRule] = [:]
    /// How near rules are to firing, as far as it was worked out.
    private(set) var prospects = AlertProspects()

    static let opener = Opener(
        "alerts", "!", "alerts: the rules, what fired, the channels", title: "Alerts", for: .told)
    static let keys: [ViewKey<Deed>] =
        // Half a page up has the key that erases a line.
        ViewKey.moves { .move($0) }.filter { $0.deed != .move(.halfUp) } + [
            .own(.tab, "alerts-next", "Tab", "rules, what fired, channels"),
            .own(.backTab, "alerts-previous", "Shift-Tab", "the same, backwards"),
            .shared(.choose, .go, "go to the pair"),
            .own(.new, "alerts-new", "n", "type a new rule for the chosen pair"),
            .own(.edit, "alerts-edit", "e", "change the rule"),
            .own(.pause, "alerts-pause", "Space", "pause the rule, or let it go on"),
            .own(.silence, "alerts-silence", "z", "silence the rule for some time"),
            .own(.see, "alerts-seen", "x", "mark all alerts as seen"),
            .own(.test, "alerts-send-test", "t", "send a test through the channels"),
            .own(.delete, "alerts-delete", "d Del", "delete the rule"),
            .own(.order, "alerts-order", "s", "order: as written, away, last fired"),
            .shared(.view("filter"), .filter),
            .shared(.left, .less), .shared(.right, .more),
        ] + ViewKey.erasing { .erase($0) } + ViewKey.travels { .travel($0) }
    static let extent = Extent.body

    init(_ state: inout State) {
        let memory = state.memories[Self.self]
        // Who comes because of the sign in the top line wants to see what fired.
        tab = memory?.tab ?? (state.snapshot.alerts.unseenCount > 0 ? .fired : .rules)
        order = memory?.order ?? .written
        refresh(state)
    }

    var isTyping: Bool { if case .filter = mode { true } else { false } }

    var row: Int { rows[tab] ?? 0 }

    var count: Int {
        switch tab {
        case .rules: lines.count
        case .fired: records.count
        case .channels: channels.count
        }
    }

    /// The chosen rule; of the events, the rule of the chosen one.
    var line: AlertLine? {
        switch tab {
        case .rules: lines.indices.contains(row) ? lines[row] : nil
        case .fired:
            record.flatMap { record in lines.first { $0.rule.name == record.event.rule } }
        case .channels: nil
        }
    }

    var record: AlertRecord? {
        tab == .fired && records.indices.contains(row) ? records[row] : nil
    }

    var channel: ChannelReport? {
        tab == .channels && channels.indices.contains(row) ? channels[row] : nil
    }

    mutating func show(_ new: Tab, _ state: inout State) {
        tab = new
        state.memories[Self.self] = (tab, order)
    }

    mutating func orderNext(_ state: inout State) {
        let all = Order.allCases
        order = all[((all.firstIndex(of: order) ?? 0) + 1) % all.count]
        state.memories[Self.self] = (tab, order)
        // Who asks which is first is shown the first.
        chosenRule = nil
        rows[.rules] = 0
        refresh(state)
    }

    mutating func choose(_ wish: Int) {
        let row = min(max(0, wish), max(0, count - 1))
        rows[tab] = row
        if tab == .rules, lines.indices.contains(row) { chosenRule = lines[row].rule.name }
        if tab == .fired { chosenEvent = record?.sequence }
    }
}

// MARK: - The lists

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
        channels =
            filter.split(
                board.channels, by: board.channels.map { Array($0.name.lowercased().utf8) }
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
                about: wanted.map(\.rule), lists: state.snapshot.alerts.lists, at: state.window.last
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

/// How near rules are to firing, as far as it was worked out for the window that is shown.
struct AlertProspects: Sendable {
    private var known: [String: AlertProspect] = [:]
    /// The rules that `known` is of, found or not; those of an older window are asked for again.
    private var asked: Set<String> = []
    private var last: Minute?
    private var isWaiting = false

    /// The newest that is known, also of the minute before.
    subscript(rule: String) -> AlertProspect? { known[rule] }

    /// What has to be asked; `nil` for nothing, and while an answer is on its way.
    mutating func question(
        about rules: [AlertRule], lists: AlertScope.Lists, at minute: Minute
    ) -> AlertProspectsQuestion? {
        if minute != last { (asked, isWaiting) = ([], false) }
        last = minute
        let missing = rules.filter { !asked.contains($0.meaning) }
        guard !missing.isEmpty, !isWaiting else { return nil }
        isWaiting = true
        asked.formUnion(missing.map(\.meaning))
        return AlertProspectsQuestion(rules: missing, lists: lists)
    }

    /// An answer to an older window is dropped.
    mutating func receive(_ answer: AlertProspectsAnswer, at minute: Minute) {
        guard answer.last == minute else { return }
        isWaiting = false
        for rule in answer.rules { known[rule] = answer.prospects[rule] }
    }
}
