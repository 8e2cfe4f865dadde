import TrackerEngine

/// Options of the commands that watch the market: the dashboard, and its forms without a screen.
///
/// All of them take all of these, so that a word more or less turns one into the other; those for
/// the screen have no effect without one.
struct WatchOptions: OptionGroup {
    var source = SourceOptions()
    var catalogue = CatalogueOptions()
    var network = NetworkOptions()
    var store = StoreOptions()
    var port = PortOptions()
    var screen = ScreenOptions()
    /// The market to begin with; `nil` for the one that was looked at last.
    var market: Market?

    static let options = OptionList<Self>(
        [.value("--market", "NAME", "market to show first", \.market, .market)],
        .including(\.source), .including(\.catalogue), .including(\.network), .including(\.store),
        .including(\.port), .including(\.screen))
}
