/// The entries of the help: what each key does, made from the keys as they are, and what the words
/// of the screen mean.
struct HelpText {
    struct Entry: Sendable {
        /// What it is for: a task of the keys, or the words.
        let section: String
        /// The keys as the screen shows them, or a word.
        let names: String
        let does: String
        /// Whether it belongs to the view of the entry before.
        var isPart = false
        /// What Enter does on it; `nil`: nothing.
        var doing: (action: Action, place: KeyTable.Place)?
        /// Other names that it is found by.
        var spoken = ""
        /// The view or the pane that it belongs to, the longest form first; empty: it holds
        /// everywhere.
        var homes: [String] = []
    }

    let entries: [Entry]
    /// The place of the entry that fits best.
    private(set) var best = 0

    /// The title over the words.
    static let words = "Words"

    init(_ state: State) {
        let tasks = KeyTable.Task.allCases.flatMap { task in
            state.keys.groups.filter { $0.task == task }.flatMap(\.bindings)
                .flatMap { Self.entries($0, for: task, state) }
        }
        entries =
            tasks
            + Self.glossary.map { Entry(section: Self.words, names: $0.word, does: $0.means) }
    }

    private init(_ entries: [Entry], best: Int) {
        self.entries = entries
        self.best = best
    }

    /// The entries that hold each word of a text, at the beginning of one of their own or as a key.
    func narrowed(by text: String) -> HelpText {
        let words = text.lowercased().split(separator: " ").map(String.init)
        guard !words.isEmpty else { return self }
        let found = entries.filter { entry in
            let own = entry.searched
            return words.allSatisfy { word in own.contains { $0.hasPrefix(word) } }
        }
        // Upper and lower case are different keys.
        let best = found.firstIndex { entry in
            entry.names.split(separator: " ").contains { $0 == text }
        }
        return HelpText(found, best: best ?? 0)
    }

    /// A binding, and for a view the keys that mean something in it alone.
    private static func entries(
        _ binding: KeyTable.Binding, for task: KeyTable.Task, _ state: State
    ) -> [Entry] {
        // Those of a view stand with what opens it.
        if case .view = binding.place { return [] }
        let own = entry(binding.keys, binding.does, of: binding.action, in: binding.place, task)
        guard case .view(let name) = binding.action, let view = state.catalogue[name] else {
            return [own]
        }
        return [own] + parts(of: view, task, state.keys)
    }

    private static func parts<View: Overlay>(
        of view: View.Type, _ task: KeyTable.Task, _ table: KeyTable
    ) -> [Entry] {
        view.keys.compactMap { key -> Entry? in
            guard let does = key.does else { return nil }
            let keys = table.keys(of: key.action).filter {
                view.deed(for: $0, in: table) == key.deed
            }
            var entry = entry(keys, does, of: key.action, in: .view(view.opener.name), task)
            entry.isPart = true
            entry.homes = [view.opener.title, view.opener.name]
            return entry
        }
    }

    private static func entry(
        _ keys: [Key], _ does: String, of action: Action, in place: KeyTable.Place,
        _ task: KeyTable.Task
    ) -> Entry {
        var entry = Entry(
            section: task.rawValue, names: keys.map(KeyName.sign).joined(separator: " "), does: does
        )
        entry.doing = place == .views ? nil : (action, place)
        if case .pane(let pane) = place { entry.homes = [pane.title] }
        entry.spoken = keys.map(KeyName.text).joined(separator: " ") + " " + action.name
        return entry
    }
}

extension HelpText.Entry {
    /// The words that it is found by, in lower case.
    fileprivate var searched: [String] {
        let text = "\(names) \(spoken) \(does) \(section)".lowercased()
        let whole = text.split(separator: " ").map(String.init)
        // `(OSC` is found as `osc`, `page-down` as `down`, and a key as it is.
        let parts = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return whole + parts
    }
}

extension HelpText {
    /// The words of the screen, and what they mean.
    private static let glossary: [(word: String, means: String)] = [
        (
            "volatility",
            "how much a pair moves, whatever its price: the deviation of its one-minute returns, "
                + "in per cent a day"
        ),
        ("calm, wild", "with a small or a large volatility compared with the pairs of the market"),
        ("restless", "the name of the board of the pairs that move most"),
        (
            "variance",
            "the mean squared distance of the prices from their average; large for pairs with a "
                + "high price"
        ),
        (
            "rank",
            "place by variance divided by the number of pairs, as in data-tracker; near 0 for the "
                + "largest variance"
        ),
        ("place", "position among the pairs of the market: 1 has the largest figure"),
        (
            "~0.83, so far",
            "a rank or place that may still change, because history is being loaded"
        ),
        ("4 without", "number of pairs that have no such figure, and so no place"),
        (
            "range ╋ ●",
            "the line from the low to the high of the day; its thick part leads from the first "
                + "price (╋) to the last one (●)"
        ),
        ("tape ╹ ╻", "the newest minutes one by one: the price rose, or fell"),
        ("up│down", "how many pairs of a market rose in 24 hours, and how many fell"),
        ("median", "the change that half of the pairs lie above, and half below"),
        ("top mover", "the coin that moved most in 24 hours, up or down"),
        ("share", "the market's part of the turnover of all markets"),
        (
            "reference, distance",
            "when markets are compared: the market that the others are measured against, and how "
                + "far a price is above or below it, in bp"
        ),
        ("turnover", "what was traded in the last 24 hours, in US dollars; – if it is not known"),
        ("bp", "basis point, a hundredth of a per cent"),
        (
            "stale, 16 h",
            "without a price in the last 5 minutes; the age of the last one replaces the change"
        ),
        (
            "alert rule",
            "what you want to be told of: conditions, and the pairs that they are about; above 70k, "
                + "moves 5% in 15m on favourites"
        ),
        (
            "armed, fired",
            "an armed rule waits for its conditions; one that has fired waits for the figure to come "
                + "back by a margin, and is armed again then"
        ),
        ("away", "how far the price has to rise or fall until a rule fires"),
        (
            "channel",
            "a way on which alerts leave the program, such as mail; the configuration has them"
        ),
        ("market", "an exchange, or another source of prices with a name of its own"),
        ("base, quote", "in BTC/USD, BTC is the base, and its price is given in the quote, USD"),
    ]
}
