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
    var chosenRule: String?
    /// The sequence number of the chosen event.
    var chosenEvent: Int?
    /// The rules that the filter leaves, in order.
    var lines: [AlertLine] = []
    /// The events that the filter leaves, the newest first.
    var records: [AlertRecord] = []
    var channels: [ChannelReport] = []
    /// Whether there is a channel to send a test through.
    var hasChannels = false
    /// Whether there is one, or a heartbeat.
    var hasWays = false
    /// The rules of the board.
    var rules: [String: AlertRule] = [:]
    /// How near rules are to firing, as far as it was worked out.
    var prospects = AlertProspects()

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
            .own(.test, "alerts-send-test", "t", "send a test, if there is a channel"),
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
