import TrackerEngine

/// Looks up the figures by which lists of pairs are sorted and narrowed, on any market, at one
/// moment.
struct FigureLookup {
    private let snapshot: Snapshot
    private let window: DayWindow
    /// The boards that were asked for: each is locked for a moment where it comes from.
    private var boards: [Market: MarketBoard] = [:]
    private var turnovers: [Market: MarketTurnovers] = [:]

    /// Whether turnovers are a figure to sort by already.
    private let sortsByTurnover: Bool

    init(_ snapshot: Snapshot, in window: DayWindow, sortsByTurnover: Bool = true) {
        self.snapshot = snapshot
        self.window = window
        self.sortsByTurnover = sortsByTurnover
    }

    mutating func board(of market: Market) -> MarketBoard {
        if let board = boards[market] { return board }
        let board = window.board(of: market)
        boards[market] = board
        return board
    }

    mutating func statistics(of instrument: Instrument) -> PairStatistics? {
        board(of: instrument.market)[instrument.pair]
    }

    /// The turnover of 24 hours in US dollars, if it is known.
    mutating func turnover(of instrument: Instrument) -> Double? {
        let market = instrument.market
        if let turnovers = turnovers[market] { return turnovers[instrument.pair] }
        let made = window.turnovers(of: market)
        turnovers[market] = made
        return made[instrument.pair]
    }

    /// Pairs by how much they are looked for: until somebody says what is traded of them.
    func byWeight(_ instruments: [Instrument]) -> [Instrument] {
        guard !instruments.isEmpty else { return [] }
        let counts = window.baseCounts
        return instruments.map { window.weight(of: $0, counts) }.sorted().map(\.instrument)
    }

    /// The figure that a column sorts by; `nil` for none.
    mutating func figure(_ column: PairSort.Column, of instrument: Instrument) -> Double? {
        switch column {
        case .name: return nil
        case .price: return statistics(of: instrument)?.last?.amount
        case .change: return statistics(of: instrument)?.change
        case .rank:
            // Of one market that is its place; the share compares those of several.
            let ranking = board(of: instrument.market).byVariance
            return ranking.place(of: instrument.pair).map { Double($0) / Double(ranking.count) }
        case .volatility: return statistics(of: instrument)?.volatility
        case .turnover: return sortsByTurnover ? turnover(of: instrument) : nil
        }
    }

    /// Whether the figure of a column is not one of now.
    func isOutdated(_ column: PairSort.Column, of instrument: Instrument) -> Bool {
        column == .change && window.isChangeOutdated(of: instrument)
    }

    /// The rank as it is shown, in [0, 1].
    mutating func rank(of instrument: Instrument) -> Double? {
        board(of: instrument.market).byVariance.rank(of: instrument.pair)
    }

    /// The quote currency in lower case, if the source tells it.
    func quote(of instrument: Instrument) -> String? {
        snapshot.assets(of: instrument)?.quote.lowercased()
    }

    /// The age of the newest price; `nil` without any.
    func age(of instrument: Instrument) -> PriceAge? { PriceAge(of: instrument, in: window) }
}
