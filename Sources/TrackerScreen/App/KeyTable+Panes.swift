// The keys as they are without a configuration, but for those of the views: see `ViewCatalogue`.
extension KeyTable {
    /// The keys that move through lists and from pane to pane.
    static let moving = [
        Group(
            .look,
            [
                Binding(.move(.up), "Up k", "one up"),
                Binding(
                    .move(.down), "Down j", "one down", hint: Hint("move", 10, with: .move(.up))),
                Binding(.move(.pageUp), "PgUp C-b", "a page up"),
                Binding(.move(.pageDown), "PgDn C-f", "a page down"),
                Binding(.move(.halfUp), "C-u", "half a page up"),
                Binding(.move(.halfDown), "C-d", "half a page down"),
                Binding(.move(.top), "Home g", "to the first"),
                Binding(.move(.bottom), "End G", "to the last"),
            ]),
        Group(
            .look,
            [
                Binding(
                    .forward, "Enter Right l", "into what is chosen: market, pairs, chart",
                    hint: Hint("open", 11, in: [.markets, .pairs, .movers])),
                Binding(
                    .back, "Backspace Left h", "back again", hint: Hint("back", 1, in: [.chart])),
                Binding(.nextPane, "Tab", "the next pane", hint: Hint("pane", 12)),
                Binding(.previousPane, "Shift-Tab", "the pane before"),
                Binding(.pane(.markets), "1", "markets"),
                Binding(.pane(.pairs), "2", "pairs"),
                Binding(.pane(.chart), "3", "chart"),
                Binding(.pane(.movers), "4", "what moved most, on wide screens"),
            ]),
    ]

    /// The keys for pairs, the chart and time.
    static let looking = [
        Group(
            .list,
            [
                Binding(.reverse, "S", "turn the order around"),
                Binding(
                    .star, "f Space", "a star for the pair, or none: the list Favourites",
                    hint: Hint("star", 22, in: [.pairs, .movers])),
            ]),
        Group(
            .files,
            [
                Binding(.copy, "y", "copy the pair's line (OSC 52, also over ssh)"),
                Binding(.save, "w", "write the chart as SVG and the day as CSV, into this folder"),
            ]),
        Group(
            .chart,
            [
                Binding(
                    .chart(.earlier), "Left h",
                    "in the chart: the cursor, which reads a minute, to the left",
                    in: .pane(.chart)),
                Binding(
                    .chart(.later), "Right l", "in the chart: the cursor to the right",
                    hint: Hint("cursor", 2, in: [.chart], with: .chart(.earlier)),
                    in: .pane(.chart)),
                Binding(
                    .chart(.first), "Home", "in the chart: the cursor to the first minute",
                    in: .pane(.chart)),
                Binding(
                    .chart(.last), "End", "in the chart: the cursor to the last minute",
                    in: .pane(.chart)),
                Binding(
                    .chart(.mark), "x", "a mark at the cursor; two of them measure",
                    hint: Hint("mark", 3, in: [.chart]), in: .pane(.chart)),
                Binding(
                    .chart(.zoomIn), "+ =", "closer: 12, 6, 3 hours, 1 hour",
                    hint: Hint("zoom", 4, in: [.chart])),
                Binding(.chart(.zoomOut), "- _", "farther again"),
                Binding(.chart(.panEarlier), "<", "earlier minutes"),
                Binding(.chart(.panLater), ">", "later minutes"),
                Binding(
                    .chart(.candles), "c", "a line, or candles of 5, 15, 60 minutes",
                    hint: Hint("candles", 5, in: [.chart])),
                Binding(
                    .chart(.axis), "L", "linear, logarithmic, per cent",
                    hint: Hint("axis", 6, in: [.chart])),
                Binding(
                    .chart(.otherMarket), "o", "beside the same pair on the next market",
                    hint: Hint("compare", 7, in: [.chart])),
                Binding(
                    .enlarge, "z", "the chart alone, and the panes again",
                    hint: Hint("enlarge", 11)),
                Binding(
                    .chart(.mean), "i",
                    "the mean of an hour; with two standard deviations; neither"),
                Binding(
                    .chart(.priceMap), "p",
                    "in the chart alone: the minutes at each price, or not", in: .pane(.chart)),
                Binding(
                    .chart(.pin), "O", "keep this pair to compare others with; again: no longer"),
            ]),
        Group(
            .time,
            [
                Binding(.travel(-1), "[", "everything as it was a minute earlier"),
                Binding(.travel(1), "]", "a minute later"),
                Binding(.travel(-60), "{", "an hour earlier"),
                Binding(.travel(60), "}", "an hour later"),
                Binding(.travel(0), "0", "as it is now"),
            ]),
    ]

    /// The keys for the program as a whole.
    static let program = Group(
        .program,
        [
            Binding(.poll, "r", "poll now", hint: Hint("poll", 30)),
            Binding(.simulated, "d", "show a simulated day, or the real one again"),
            Binding(.mouse, "m", "mouse on or off (off: the terminal selects text)"),
            Binding(.reload, "R", "read the configuration again"),
            Binding(.redraw, "C-l", "paint everything anew"),
            Binding(.suspend, "C-z", "stop the program, its polls and its port; fg goes on"),
            Binding(.escape, "Esc", "out of a view, a filter or a pane; never quits"),
            Binding(
                .leave, "q", "leave the view; at the top the program", hint: Hint("quit", 91)),
            Binding(.quit, "C-c", "quit"),
        ])

    /// The keys that views have in common.
    static let inViews = Group(
        .look,
        [
            Binding(.choose, "Enter", "in a view: what is chosen, or typed", in: .views),
            Binding(.left, "Left h", "in a view: to the left, or what comes before", in: .views),
            Binding(.right, "Right l", "in a view: to the right, or what comes next", in: .views),
            Binding(.erase, "Backspace", "in a line: the last character goes", in: .views),
            Binding(.eraseLine, "C-u", "in a line: all of it goes", in: .views),
            Binding(.older, "Up", "in a line: what was typed before", in: .views),
            Binding(.newer, "Down", "in a line: what was typed after that", in: .views),
        ])
}
