// The keys as they are without a configuration, but for those of the views: see `ViewCatalogue`.
extension KeyTable {
    /// The keys that move through lists and from pane to pane.
    static let moving = [
        Group(
            .look,
            [
                Binding(.move(.up), "Up k", "one row up"),
                Binding(
                    .move(.down), "Down j", "one row down", hint: Hint("move", 10, with: .move(.up))
                ),
                Binding(.move(.pageUp), "PgUp C-b", "one page up"),
                Binding(.move(.pageDown), "PgDn C-f", "one page down"),
                Binding(.move(.halfUp), "C-u", "half a page up"),
                Binding(.move(.halfDown), "C-d", "half a page down"),
                Binding(.move(.top), "Home g", "go to the first row"),
                Binding(.move(.bottom), "End G", "go to the last row"),
            ]),
        Group(
            .look,
            [
                Binding(
                    .forward, "Enter Right l", "open what is chosen: market, pairs, chart",
                    hint: Hint("open", 11, in: [.markets, .pairs, .movers])),
                Binding(
                    .back, "Backspace Left h", "go back", hint: Hint("back", 1, in: [.chart])),
                Binding(.nextPane, "Tab", "go to the next pane", hint: Hint("pane", 12)),
                Binding(.previousPane, "Shift-Tab", "go to the previous pane"),
                Binding(.pane(.markets), "1", "go to the markets"),
                Binding(.pane(.pairs), "2", "go to the pairs"),
                Binding(.pane(.chart), "3", "go to the chart"),
                Binding(.pane(.movers), "4", "go to the largest moves, on wide screens"),
            ]),
    ]

    /// The keys for pairs, the chart and time.
    static let looking = [
        Group(
            .list,
            [
                Binding(.reverse, "S", "reverse the order"),
                Binding(
                    .star, "f Space", "star the pair, or remove its star",
                    hint: Hint("star", 22, in: [.pairs, .movers])),
            ]),
        Group(
            .files,
            [
                Binding(.copy, "y", "copy the pair's line (OSC 52, also over ssh)"),
                Binding(.save, "w", "write the chart as SVG and the day as CSV into this folder"),
            ]),
        Group(
            .chart,
            [
                Binding(
                    .chart(.earlier), "Left h",
                    "in the chart: move the cursor left",
                    in: .pane(.chart)),
                Binding(
                    .chart(.later), "Right l", "in the chart: move the cursor right",
                    hint: Hint("cursor", 2, in: [.chart], with: .chart(.earlier)),
                    in: .pane(.chart)),
                Binding(
                    .chart(.first), "Home", "in the chart: move the cursor to the first minute",
                    in: .pane(.chart)),
                Binding(
                    .chart(.last), "End", "in the chart: move the cursor to the last minute",
                    in: .pane(.chart)),
                Binding(
                    .chart(.mark), "x", "set a mark; two marks measure",
                    hint: Hint("mark", 3, in: [.chart]), in: .pane(.chart)),
                Binding(
                    .chart(.zoomIn), "+ =", "show fewer hours: 12, 6, 3, 1",
                    hint: Hint("hours", 4, in: [.chart])),
                Binding(.chart(.zoomOut), "- _", "show more hours"),
                Binding(.chart(.panEarlier), "<", "scroll to earlier minutes"),
                Binding(.chart(.panLater), ">", "scroll to later minutes"),
                Binding(
                    .chart(.candles), "c", "draw a line, or candles of 5, 15 or 60 minutes",
                    hint: Hint("candles", 5, in: [.chart])),
                Binding(
                    .chart(.axis), "L", "choose the axis: linear, logarithmic, per cent",
                    hint: Hint("axis", 6, in: [.chart])),
                Binding(
                    .enlarge, "z", "show the chart alone, or the panes again",
                    hint: Hint("zoom", 11)),
                Binding(
                    .chart(.mean), "i",
                    "show the mean of an hour, the mean with its deviation, or neither"),
                Binding(
                    .chart(.priceMap), "p",
                    "in the chart alone: show or hide the minutes at each price", in: .pane(.chart)),
                Binding(
                    .chart(.pin), "O", "pin this pair as the reference, or unpin it"),
            ]),
        Group(
            .time,
            [
                Binding(.travel(-1), "[", "go back a minute"),
                Binding(.travel(1), "]", "go forward a minute"),
                Binding(.travel(-60), "{", "go back an hour"),
                Binding(.travel(60), "}", "go forward an hour"),
                Binding(.travel(0), "0", "go back to now"),
            ]),
    ]

    /// The keys for the program as a whole.
    static let program = Group(
        .program,
        [
            Binding(.poll, "r", "poll now", hint: Hint("poll", 30)),
            Binding(.simulated, "d", "show a simulated day, or the real one"),
            Binding(
                .mouse, "m", "turn the mouse on or off; if it is off, the terminal selects text"),
            Binding(.reload, "R", "read the configuration again"),
            Binding(.redraw, "C-l", "redraw the screen"),
            Binding(
                .suspend, "C-z", "suspend the program with its polls and its port; fg continues"),
            Binding(.escape, "Esc", "leave a popup, a filter or a pane; never quits"),
            Binding(
                .leave, "q", "close what is open; quit from the lists", hint: Hint("quit", 91)),
            Binding(.quit, "C-c", "quit"),
        ])

    /// The keys that views have in common.
    static let inViews = Group(
        .look,
        [
            Binding(.choose, "Enter", "in a popup: take what is chosen or typed", in: .views),
            Binding(.left, "Left h", "in a popup: the previous choice", in: .views),
            Binding(.right, "Right l", "in a popup: the next choice", in: .views),
            Binding(.erase, "Backspace", "in a text field: delete a character", in: .views),
            Binding(.eraseLine, "C-u", "in a text field: delete the line", in: .views),
            Binding(.older, "Up", "in a text field: an older entry", in: .views),
            Binding(.newer, "Down", "in a text field: a newer entry", in: .views),
        ])
}
