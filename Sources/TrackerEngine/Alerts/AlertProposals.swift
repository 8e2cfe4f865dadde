import Glibc

/// Rules that somebody who looks at a pair may want, made from its day.
public struct AlertProposals: Hashable, Sendable {
    public struct Proposal: Hashable, Sendable {
        public let conditions: [AlertCondition]
        /// Why it is proposed, in a few words.
        public let reason: String

        public init(_ conditions: [AlertCondition], _ reason: String) {
            self.conditions = conditions
            self.reason = reason
        }

        /// As one types it.
        public var text: String { conditions.map(\.sentence).joined(separator: " and ") }
    }

    /// The most likely one first; no two are the same.
    public let all: [Proposal]

    /// What is proposed for the pairs of a market, or of all, of which no single day is looked at.
    public static let market: AlertProposals = {
        var proposals: [Proposal] = []
        if let quarter = AlertSpan(minutes: 15) {
            proposals.append(
                Proposal([.compare(.unusual(quarter), .atLeast, 6)], "unusual for the pair"))
            proposals.append(Proposal([.compare(.move(quarter), .atLeast, 10)], "a large move"))
        }
        proposals.append(Proposal([.listed], "new pairs"))
        proposals.append(Proposal([.compare(.failing, .above, 5)], "the source is silent"))
        return AlertProposals(proposals)
    }()

    private init(_ proposals: [Proposal]) {
        var seen: Set<[AlertCondition]> = []
        all = proposals.filter { seen.insert($0.conditions).inserted }
    }

    /// Those that need no test: a price that is pointed at, round numbers, the ends of the day.
    ///
    /// `statistics`: those of the pair in its window.
    public init(levelsOf statistics: PairStatistics, at pointed: Price? = nil) {
        guard let now = Self.now(statistics) else {
            self.init([])
            return
        }
        self.init(Self.pointed(at: pointed, beside: now) + Self.levels(of: statistics, at: now))
    }

    /// The newest price of a pair; `nil` where it can have no levels.
    private static func now(_ statistics: PairStatistics) -> Double? {
        (statistics.last ?? statistics.newest).map(\.amount).flatMap { $0 > 0 ? $0 : nil }
    }

    private static func pointed(at price: Price?, beside now: Double) -> [Proposal] {
        guard let price, price.amount > 0, price.amount != now else { return [] }
        return [level(price.amount, beside: now, "the price at the cursor")]
    }

    private static func levels(of statistics: PairStatistics, at now: Double) -> [Proposal] {
        var proposals: [Proposal] = []
        for share in [0.1, 0.02] {
            proposals += roundNumbers(around: now, share: share).map {
                level($0, beside: now, "a round number")
            }
        }
        if let high = statistics.high?.amount, high >= now {
            proposals.append(Proposal([.compare(.last, .above, high)], "the day's high"))
        }
        if let low = statistics.low?.amount, low <= now, low > 0 {
            proposals.append(Proposal([.compare(.last, .below, low)], "the day's low"))
        }
        return proposals
    }

    private static func level(_ level: Double, beside now: Double, _ reason: String) -> Proposal {
        Proposal([.compare(.last, level > now ? .above : .below, level)], reason)
    }

    /// The multiples of 1, 2 or 5 times a power of ten above and below a price, as far apart as that
    /// share of it at the most, none nearer than a third of a per cent.
    static func roundNumbers(around price: Double, share: Double) -> [Double] {
        guard price > 0, price.isFinite else { return [] }
        let most = price * share
        let exponent = Int(log10(most).rounded(.down))
        let factor = [5, 2, 1].first { Double($0) * pow(10, Double(exponent)) <= most } ?? 1
        // From text, so that it is the nearest double.
        guard let step = Double("\(factor)e\(exponent)"), step > 0, price / step < 1e9 else {
            return []
        }
        let place = Int((price / step).rounded(.down))
        let wanted = [1, 0].compactMap { way -> Double? in
            (0...1).lazy.compactMap { further in
                let number = way == 1 ? place + 1 + further : place - further
                return Double("\(number * factor)e\(exponent)")
            }.first { ($0 / price - 1).magnitude > 0.0033 }
        }
        return wanted.filter { $0 > 0 }
    }
}

// MARK: - What has to be tested

extension AlertProposals {
    /// All of them: also moves that would have fired one to three times in the day, and unusual ones.
    ///
    /// A price that is pointed at is the first, then what would have fired: nobody learns anything from
    /// a rule that never did. Cost: fewer than twenty back-tests.
    public init(of instrument: Instrument, in window: DayWindow, at pointed: Price? = nil) {
        guard let statistics = window.board(of: instrument.market)[instrument.pair] else {
            self.init([])
            return
        }
        let now = Self.now(statistics)
        let moves = [15, 60].compactMap { Self.move(over: $0, of: instrument, in: window) }
        var others: [Proposal] = []
        if let quarter = AlertSpan(minutes: 15) {
            others += [(6.0, "some"), (8, "few"), (4, "many")].map { limit, word in
                Proposal(
                    [.compare(.unusual(quarter), .atLeast, limit)],
                    "\(word) unusual moves, whatever the pair")
            }
        }
        let levels = now.map { Self.levels(of: statistics, at: $0) } ?? []
        others += AlertProposals(levels).all
        let tested = others.map {
            (proposal: $0, hasFired: Self.fireCount($0.conditions, of: instrument, in: window) > 0)
        }
        func those(_ wanted: Bool) -> [Proposal] {
            tested.filter { $0.hasFired == wanted }.map(\.proposal)
        }
        let first = now.map { Self.pointed(at: pointed, beside: $0) } ?? []
        // The moves were chosen because they fired.
        self.init(first + moves + those(true) + those(false))
    }

    private static func fireCount(
        _ conditions: [AlertCondition], of instrument: Instrument, in window: DayWindow
    ) -> Int {
        let rule = AlertRule("proposal", on: AlertScope([.pair(instrument)]), when: conditions)
        return BackTest(rule, on: instrument, in: window).events.count
    }

    private static let limits: [Double] = [0.3, 0.5, 1, 1.5, 2, 3, 4, 5, 7.5, 10, 15, 20, 30, 50]

    /// The smallest move that fired three times at the most, and at least once.
    private static func move(
        over minutes: Int, of instrument: Instrument, in window: DayWindow
    ) -> Proposal? {
        guard let span = AlertSpan(minutes: minutes) else { return nil }
        func conditions(_ place: Int) -> [AlertCondition] {
            [.compare(.move(span), .atLeast, limits[place])]
        }
        var counts: [Int: Int] = [:]
        // Larger moves are rarer.
        let place = limits.indices.firstPlace { place in
            let count = fireCount(conditions(place), of: instrument, in: window)
            counts[place] = count
            return count <= 3
        }
        // The search has tested the place that it found.
        guard let found = counts[place], found > 0 else { return nil }
        return Proposal(
            conditions(place), found == 1 ? "fired once in 24 h" : "fired \(found) times in 24 h")
    }
}
