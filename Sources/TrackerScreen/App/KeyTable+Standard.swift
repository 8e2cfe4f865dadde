extension KeyTable {
    /// The keys as they are without a configuration.
    package static let standard = KeyTable([
        Group(
            title: "Move",
            bindings: [
                Binding(.up, [.up, .character("k")], "↑ k", "one up"),
                Binding(.down, [.down, .character("j")], "↓ j", "one down", hint: "move"),
                Binding(.pageUp, [.pageUp, .control("b")], "PgUp C-b", "a page up"),
                Binding(
                    .pageDown, [.pageDown, .control("f")], "PgDn C-f", "a page down"),
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
                    .back, [.backspace, .left, .character("h")], "Backspace ← h", "back again",
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
                    "narrow: words, chg>3 rank<0.1 last<1 volatility>5 quote:usdt stale:no",
                    hint: "filter", in: [.markets, .pairs]),
                Binding(
                    .sort, [.character("s")], "s",
                    "menu: sort by name, price, change, rank, volatility", hint: "sort",
                    in: [.pairs, .chart]),
                Binding(
                    .grid, [.character("b")], "b",
                    "up to nine charts: of favourites, or of the most restless"),
                Binding(
                    .jump, [.control("p")], "C-p", "to any pair of any market, by a few letters"),
                Binding(
                    .views, [.character("V")], "V",
                    "saved views: filters and orders kept by name"),
                Binding(
                    .star, [.character("f"), .character(" ")], "f Space",
                    "a star for the pair, or none: the list Favourites", hint: "star",
                    in: [.pairs]),
                Binding(
                    .group, [.character("a")], "a",
                    "into a group by its name, or out of it"),
                Binding(
                    .restless, [.character("v")], "v",
                    "the most restless pairs, of a market or of all", hint: "restless",
                    in: [.pairs]),
                Binding(
                    .copy, [.character("y")], "y",
                    "copy the pair's line (OSC 52, also over ssh)"),
                Binding(
                    .save, [.character("w")], "w",
                    "write the chart as SVG and the day as CSV, into this folder"),
                Binding(.reverse, [.character("S")], "S", "turn the order around"),
            ]),
        Group(
            title: "Chart",
            bindings: [
                Binding(
                    .chart(.earlier), [.left, .character("h")], "← h",
                    "in the chart: the cursor, which reads a minute, to the left", hint: "cursor",
                    in: [.chart], onlyIn: .chart),
                Binding(
                    .chart(.later), [.right, .character("l")], "→ l",
                    "in the chart: the cursor to the right", onlyIn: .chart),
                Binding(
                    .chart(.first), [.home], "Home", "in the chart: the cursor to the first minute",
                    onlyIn: .chart),
                Binding(
                    .chart(.last), [.end], "End", "in the chart: the cursor to the last minute",
                    onlyIn: .chart),
                Binding(
                    .chart(.mark), [.character("x")], "x",
                    "a mark at the cursor; two of them measure", hint: "mark", in: [.chart],
                    onlyIn: .chart),
                Binding(
                    .chart(.zoomIn), [.character("+"), .character("=")], "+ =",
                    "closer: 12, 6, 3 hours, 1 hour", hint: "zoom", in: [.chart]),
                Binding(
                    .chart(.zoomOut), [.character("-"), .character("_")], "- _", "farther again"),
                Binding(.chart(.panEarlier), [.character("<")], "<", "earlier minutes"),
                Binding(.chart(.panLater), [.character(">")], ">", "later minutes"),
                Binding(
                    .chart(.candles), [.character("c")], "c",
                    "a line, or candles of 5, 15, 60 minutes", hint: "candles", in: [.chart]),
                Binding(
                    .chart(.axis), [.character("L")], "L", "linear, logarithmic, per cent",
                    hint: "axis", in: [.chart]),
                Binding(
                    .chart(.otherMarket), [.character("o")], "o",
                    "beside the same pair on the next market", hint: "compare", in: [.chart]),
                Binding(
                    .chart(.pin), [.character("O")], "O",
                    "keep this pair to compare others with; again: no longer"),
            ]),
        Group(
            title: "Time",
            bindings: [
                Binding(
                    .travel(-1), [.character("[")], "[", "everything as it was a minute earlier"),
                Binding(.travel(1), [.character("]")], "]", "a minute later"),
                Binding(.travel(-60), [.character("{")], "{", "an hour earlier"),
                Binding(.travel(60), [.character("}")], "}", "an hour later"),
                Binding(.travel(0), [.character("0")], "0", "as it is now"),
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
                Binding(.settings, [.character(",")], ",", "settings: theme, glyphs, mouse, order"),
                Binding(
                    .selfTest, [.character("t")], "t",
                    "whether the terminal shows colours and glyphs"),
                Binding(.reload, [.character("R")], "R", "read the configuration again"),
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
    ])
}
