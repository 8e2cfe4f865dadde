/// What the bottom line shows while something else than the panes has the keys.
enum OverlayHints {
    typealias Hints = [(names: String, does: String)]

    /// What the bottom line shows while there is nothing to move in.
    static let withoutPrices = [
        (names: "r", does: "poll"), (names: "e", does: "why"),
        (names: "d", does: "simulated day"), (names: "?", does: "help"), (names: "q", does: "quit"),
    ]

    /// What the bottom line shows while the sources are.
    static let ofHealth = [
        (names: "↑↓", does: "source"), (names: "PgUp PgDn", does: "requests"),
        (names: "r", does: "poll"), (names: "Esc", does: "back"),
    ]

    /// What the bottom line shows while the board of restless pairs is.
    static let ofRestless = [
        (names: "←→", does: "measure"), (names: "Tab", does: "all markets"),
        (names: "↑↓", does: "pair"), (names: "f", does: "star"), (names: "Enter", does: "go to it"),
        (names: "Esc", does: "back"),
    ]

    /// What the bottom line shows while charts are side by side.
    static let ofGrid = [
        (names: "←→↑↓", does: "chart"), (names: "Tab", does: "restless or favourites"),
        (names: "+ -", does: "zoom"), (names: "f", does: "star"),
        (names: "Enter", does: "go to it"),
        (names: "Esc", does: "back"),
    ]
}
