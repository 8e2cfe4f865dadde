import TrackerEngine

/// A question of the board of restless pairs.
struct RestlessQuestion: Question {
    var measure = RestlessRanking.Measure.volatility
    /// The market to rank; `nil`: all of them.
    var market: Market?
    /// The market whose ranks by the hour are wanted; `nil`: none.
    var historyOf: Market?

    func answer(in window: DayWindow) -> RestlessAnswer { RestlessAnswer(self, in: window) }
}

/// The answer to a question; it takes up to a second, so another thread than the screen's works it
/// out.
struct RestlessAnswer: Sendable {
    let question: RestlessQuestion
    let restless: RestlessRanking
    let histogram: VolatilityHistogram
    let history: RankHistory?

    /// Cost: for all of 25,000 pairs about 0.3 s, or 25 ms where their boards are known.
    init(_ question: RestlessQuestion, in window: DayWindow) {
        self.question = question
        let markets = question.market.map { [$0] } ?? window.markets
        restless = RestlessRanking(question.measure, of: markets, in: window)
        histogram = VolatilityHistogram(
            markets.flatMap { market in
                window.board(of: market).statistics.compactMap(\.volatility)
            })
        history = question.historyOf.map { RankHistory(of: $0, in: window) }
    }
}

/// The number of pairs by volatility, in bins between 1, 2 and 5 of each power of ten.
struct VolatilityHistogram: Hashable, Sendable {
    struct Bin: Hashable, Sendable {
        /// The lower edge in per cent, which is inside; 0 is in the lowest bin.
        let low: Double
        let high: Double
        var count = 0
    }

    private(set) var bins: [Bin]

    /// The edges of all bins, in per cent.
    private static let edges = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, .infinity]

    /// Counts volatilities, given as fractions; bins at both ends that nothing is in are left out.
    init(_ volatilities: [Double]) {
        var all = zip(Self.edges, Self.edges.dropFirst()).map { Bin(low: $0, high: $1) }
        for volatility in volatilities where volatility.isFinite {
            if let place = Self.bin(of: volatility, in: all) { all[place].count += 1 }
        }
        let first = all.firstIndex { $0.count > 0 } ?? all.endIndex
        let last = all.lastIndex { $0.count > 0 } ?? all.startIndex
        bins = first <= last ? Array(all[first...last]) : []
    }

    /// The bin that a volatility lies in.
    func bin(of volatility: Double) -> Int? { Self.bin(of: volatility, in: bins) }

    private static func bin(of volatility: Double, in bins: [Bin]) -> Int? {
        bins.firstIndex { volatility * 100 >= $0.low && volatility * 100 < $0.high }
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

    /// A figure by it, for a person; at most 11 columns.
    func text(_ figure: Double) -> String {
        switch self {
        case .variance: Numbers.variance(figure)
        case .volatility: Numbers.unsignedPercent(figure, room: 11)
        case .move, .change: Numbers.percent(figure, room: 11)
        }
    }
}
