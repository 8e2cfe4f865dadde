import TrackerEngine

/// A question of the board of restless pairs.
struct RestlessQuestion: Question {
    var measure = RestlessRanking.Measure.volatility
    /// The market to rank; `nil`: all of them.
    var market: Market?
    /// Whether of several pairs of a coin only the first is listed.
    var isByCoin = true

    func answer(in window: DayWindow) -> RestlessAnswer { RestlessAnswer(self, in: window) }
}

/// The answer to a question; it takes up to a second, so another thread than the screen's works it
/// out.
struct RestlessAnswer: Sendable {
    /// A row of the board.
    struct Row: Hashable, Sendable {
        let instrument: Instrument
        /// By the measure that was asked for.
        let figure: Double
        /// From 1 for the most restless.
        let place: Int
        /// The number of pairs of its coin that are ranked, itself among them.
        let pairs: Int
    }

    let question: RestlessQuestion
    let restless: RestlessRanking
    let rows: [Row]
    let map: RestlessMap.Dots

    /// Cost: for all of 25,000 pairs about 0.3 s, or 40 ms where their boards are known.
    init(_ question: RestlessQuestion, in window: DayWindow) {
        self.question = question
        let markets = question.market.map { [$0] } ?? window.markets
        restless = RestlessRanking(question.measure, of: markets, in: window)
        rows = Self.rows(restless.entries, isByCoin: question.isByCoin, in: window)
        map = RestlessMap.Dots(
            markets.flatMap { market -> [RestlessMap.Dot] in
                let board = window.board(of: market)
                return zip(board.pairs, board.statistics).compactMap {
                    pair, statistics -> RestlessMap.Dot? in
                    guard let volatility = statistics.volatility, let change = statistics.change,
                        statistics.distinct >= RestlessRanking.fewestPrices
                    else { return nil }
                    return RestlessMap.Dot(
                        Instrument(market: market, pair: pair), volatility: volatility,
                        change: change)
                }
            })
    }

    /// The entries, or the first of each coin, with how many pairs of the coin there are.
    private static func rows(
        _ entries: [RestlessRanking.Entry], isByCoin: Bool, in window: DayWindow
    ) -> [Row] {
        guard isByCoin else {
            return entries.map { entry in
                Row(
                    instrument: entry.instrument, figure: entry.figure, place: entry.place, pairs: 1
                )
            }
        }
        let coins = entries.map { entry in
            window.assets(of: entry.instrument)?.base.lowercased() ?? entry.instrument.pair.name
        }
        var counts: [String: Int] = [:]
        for coin in coins { counts[coin, default: 0] += 1 }
        var rows: [Row] = []
        for (entry, coin) in zip(entries, coins) {
            guard let count = counts.removeValue(forKey: coin) else { continue }
            rows.append(
                Row(
                    instrument: entry.instrument, figure: entry.figure, place: rows.count + 1,
                    pairs: count))
        }
        return rows
    }
}

extension RestlessRanking.Measure {
    var title: String {
        switch self {
        case .variance: "variance"
        case .volatility: "volatility"
        case .move(let minutes): "move in \(minutes) min"
        case .change: "change in 24 h"
        }
    }

    /// The head of its column; at most 11 columns.
    var head: String {
        switch self {
        case .variance: "variance"
        case .volatility: "a day"
        case .move(let minutes): "\(minutes) min"
        case .change: "24 h"
        }
    }

    /// A figure by it, for a person; at most 11 columns.
    func text(_ figure: Double) -> String {
        switch self {
        case .variance: Numbers.variance(figure)
        case .volatility: Numbers.unsignedPercent(figure, room: 11)
        case .move, .change: Numbers.percent(figure, room: 11)
        }
    }
}
