/// The pair and the list that somebody is looking at: their past is fetched first.
public struct Focus: Hashable, Sendable {
    /// The pair whose chart is shown; `nil` while there is none.
    public let instrument: Instrument?
    /// The pairs of its market, or of a list across markets, in the order on the screen.
    ///
    /// First those that are listed, then those that a filter hides. Each once; `instrument` has its
    /// place among them.
    /// Two of them with the same list share its memory: comparing them costs nothing.
    public let order: [Instrument]
    /// Whether `order` has all pairs of the market, and not favourites or the pairs of an earlier day.
    public let isWholeMarket: Bool

    public init(instrument: Instrument?, order: [Instrument], isWholeMarket: Bool = true) {
        self.instrument = instrument
        self.order = order
        self.isWholeMarket = isWholeMarket
    }
}
