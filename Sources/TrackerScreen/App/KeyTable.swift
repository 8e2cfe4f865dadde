/// Every key and its meaning, once: the screen obeys it, the help and the hints are made from it.
enum KeyTable {
    struct Binding: Sendable {
        let action: Action
        let keys: [Key]
        /// As the help names the keys.
        let names: String
        /// What it does, as the help says it.
        let does: String
        /// One word for the bottom line, and where it is worth showing; none: only in the help.
        let hint: String
        let hintedIn: [Pane]

        init(
            _ action: Action, _ keys: [Key], _ names: String, _ does: String, hint: String = "",
            in panes: [Pane] = Pane.allCases
        ) {
            self.action = action
            self.keys = keys
            self.names = names
            self.does = does
            self.hint = hint
            hintedIn = hint.isEmpty ? [] : panes
        }
    }

    struct Group: Sendable {
        let title: String
        let bindings: [Binding]
    }

    static let groups: [Group] = [
        Group(
            title: "Move",
            bindings: [
                Binding(.up, [.up, .character("k")], "↑ k", "one up"),
                Binding(.down, [.down, .character("j")], "↓ j", "one down", hint: "move"),
                Binding(.pageUp, [.pageUp, .control("b")], "PgUp C-b", "a page up"),
                Binding(
                    .pageDown, [.pageDown, .control("f"), .character(" ")], "PgDn C-f Space",
                    "a page down"),
                Binding(.halfUp, [.control("u")], "C-u", "half a page up"),
                Binding(.halfDown, [.control("d")], "C-d", "half a page down"),
                Binding(.top, [.home, .character("g")], "Home g", "to the first"),
                Binding(.bottom, [.end, .character("G")], "End G", "to the last"),
            ]),
        Group(
            title: "Panes",
            bindings: [
                Binding(
                    .forward, [.enter, .right, .character("l")], "Enter → l",
                    "into what is chosen: market, pairs, chart", hint: "open",
                    in: [.markets, .pairs]),
                Binding(
                    .back, [.left, .backspace, .character("h")], "← h Backspace", "back again",
                    hint: "back", in: [.chart]),
                Binding(.nextPane, [.tab], "Tab", "the next pane", hint: "pane"),
                Binding(.previousPane, [.backTab], "Shift-Tab", "the pane before"),
                Binding(.pane(.markets), [.character("1")], "1", "markets"),
                Binding(.pane(.pairs), [.character("2")], "2", "pairs"),
                Binding(.pane(.chart), [.character("3")], "3", "chart"),
            ]),
        Group(
            title: "Lists",
            bindings: [
                Binding(
                    .filter, [.character("/")], "/",
                    "narrow the list: Enter keeps, Esc clears, ↑ recalls",
                    hint: "filter", in: [.markets, .pairs]),
                Binding(
                    .sort, [.character("s")], "s",
                    "menu: sort by name, price, change, rank, volatility", hint: "sort",
                    in: [.pairs, .chart]),
                Binding(.reverse, [.character("S")], "S", "turn the order around"),
            ]),
        Group(
            title: "Program",
            bindings: [
                Binding(.poll, [.character("r")], "r", "poll now", hint: "poll"),
                Binding(
                    .health, [.character("e")], "e",
                    "sources and requests: why is there nothing?", hint: "why"),
                Binding(
                    .simulated, [.character("d")], "d",
                    "show a simulated day, or the real one again"),
                Binding(
                    .mouse, [.character("m")], "m",
                    "mouse on or off (off: the terminal selects text)"),
                Binding(.redraw, [.control("l")], "C-l", "paint everything anew"),
                Binding(
                    .suspend, [.control("z")], "C-z",
                    "stop the program, its polls and its port; fg goes on"),
                Binding(
                    .help, [.character("?"), .function(1)], "? F1", "this help", hint: "help"),
                Binding(.escape, [.escape], "Esc", "out of a filter or a pane; never quits"),
                Binding(
                    .leave, [.character("q")], "q", "leave the view; at the top the program",
                    hint: "quit"),
                Binding(.quit, [.control("c")], "C-c", "quit"),
            ]),
    ]

    /// The meaning of a key, `nil` for none.
    static func action(for key: Key) -> Action? { actions[key] }

    private static let actions: [Key: Action] = Dictionary(
        groups.flatMap(\.bindings).flatMap { binding in binding.keys.map { ($0, binding.action) } },
        uniquingKeysWith: { first, _ in first })

    /// What the bottom line shows while there is nothing to move in.
    static let hintsWithoutPrices = [
        (names: "r", does: "poll"), (names: "e", does: "why"),
        (names: "d", does: "simulated day"), (names: "?", does: "help"), (names: "q", does: "quit"),
    ]

    /// What the bottom line shows while the sources are.
    static let hintsOfHealth = [
        (names: "↑↓", does: "source"), (names: "PgUp PgDn", does: "requests"),
        (names: "r", does: "poll"), (names: "Esc", does: "back"),
    ]

    /// What the bottom line shows while a pane has the focus, most worth knowing first.
    static func hints(for pane: Pane) -> [(names: String, does: String)] {
        groups.flatMap(\.bindings).filter { $0.hintedIn.contains(pane) }.map { binding in
            let first = binding.names.split(separator: " ").first.map(String.init) ?? ""
            return (binding.action == .down ? "↑↓" : first, binding.hint)
        }
    }
}
