/// Rules by patterns that compare one figure of one scope: it is worked out once a pair, and a search
/// finds the rules that it is true of.
struct AlertFamily: Sendable {
    /// What decides which rules have to be looked at.
    enum Lead: Hashable, Sendable {
        case figure(AlertFigure, PairCondition.Comparison)
        case extreme(AlertExtreme, AlertSpan)
        /// Every rule is looked at, at each price.
        case price
        /// Every rule is looked at, at the first price of a pair.
        case firstPrice

        /// Whether it is known at each price of a pair: another market's price may come later.
        var isExact: Bool {
            switch self {
            case .figure(.spread, _), .price, .firstPrice: false
            case .figure, .extreme: true
            }
        }
    }

    let lead: Lead
    /// Places in the list of rules, so that those that the figure is true of come first.
    let rules: [Int]
    /// The number that each rule compares with; empty where the lead has none.
    private let limits: [Double]
    /// Whether the lead is all that its rules want: then a rule that it is true of has a standing.
    let isExact: Bool
    /// The slots of the pairs, rising.
    let slots: [Int]
    /// How many rules the lead was true of, by the place of the slot; empty unless it is exact.
    var known: [Int32]
    /// Whether the column of its lead is a bound only.
    let isBound: Bool
    /// Whether it looks at pairs that have no price at a minute.
    let looksAtSilence: Bool
    /// How the figure of the lead is compared; `nil` for a lead without one.
    private let comparison: PairCondition.Comparison?

    /// `members`: rules with their limits.
    init(_ lead: Lead, _ members: [(rule: Int, limit: Double)], isExact: Bool, slots: [Int]) {
        self.lead = lead
        self.isExact = isExact
        self.slots = slots
        known = isExact ? Array(repeating: 0, count: slots.count) : []
        comparison = lead.comparison
        isBound = lead.isBound
        looksAtSilence = lead.looksAtSilence
        let isFalling = comparison == .below || comparison == .atMost
        let sorted = members.sorted {
            if $0.limit != $1.limit {
                return isFalling ? $0.limit > $1.limit : $0.limit < $1.limit
            }
            return $0.rule < $1.rule
        }
        rules = sorted.map(\.rule)
        if case .figure = lead { limits = sorted.map(\.limit) } else { limits = [] }
    }

    /// The lead of a rule, and the number that it compares with.
    static func lead(of timing: AlertTiming) -> (lead: Lead, limit: Double) {
        for condition in timing.conditions {
            switch condition {
            case .compare(let figure, let comparison, let limit) where comparison != .equal:
                return (.figure(figure, comparison), limit)
            case .delisted: return (.figure(.silence, .atLeast), 60)
            case .extreme(let side, let span): return (.extreme(side, span), 0)
            case .listed: return (.firstPrice, 0)
            default: continue
            }
        }
        return (.price, 0)
    }

    /// The place of a slot; `nil` if it is not about it.
    func position(of slot: Int) -> Int? {
        let place = slots.firstPlace { $0 >= slot }
        return place < slots.count && slots[place] == slot ? place : nil
    }

    /// The number of rules that a value of the lead is true of; `guess` is most often right.
    @inline(__always) func rank(of value: Double, guess: Int) -> Int {
        guard let comparison else { return value > 0 ? rules.count : 0 }
        let isLow = guess == 0 || comparison.holds(value, limits[guess - 1])
        if isLow, guess == limits.count || !comparison.holds(value, limits[guess]) { return guess }
        let rest = isLow ? limits[guess...] : limits[..<guess]
        return rest.firstPlace { !comparison.holds(value, $0) }
    }
}

extension AlertFamily {
    /// The places of the slots at which the lead is true of more rules than before; notes how many
    /// it is true of at the others.
    ///
    /// `column`: the values of the lead by slot, from its first index on. A loop over all pairs without
    /// a call: it runs each minute for each family.
    func candidates(_ column: ArraySlice<Double>, known: inout [Int32]) -> [Int] {
        var found: [Int] = []
        let first = column.startIndex
        for position in slots.indices {
            let value = column[first + slots[position]]
            if value.isNaN { continue }
            let guess = isExact ? Int(known[position]) : 0
            let rank = rank(of: value, guess: guess)
            if rank == 0 || isExact && rank <= guess {
                if isExact, rank != guess { known[position] = Int32(rank) }
                continue
            }
            found.append(position)
        }
        return found
    }
}

extension AlertFamily.Lead {
    fileprivate var comparison: PairCondition.Comparison? {
        if case .figure(_, let comparison) = self { comparison } else { nil }
    }

    fileprivate var isBound: Bool {
        switch self {
        case .figure(let figure, _): (PriceFigure(figure)?.rangeSpan?.minutes ?? 0) > Hour.minutes
        case .extreme(_, let span): span.minutes > Hour.minutes
        case .price, .firstPrice: false
        }
    }

    fileprivate var looksAtSilence: Bool {
        if case .figure(.silence, _) = self { true } else { false }
    }
}

extension AlertSight {
    /// The value of a family's lead; `nil` where it cannot be told.
    func value(of lead: AlertFamily.Lead) -> Double? {
        switch lead {
        case .figure(let figure, _): value(of: figure)
        case .extreme(let side, let span):
            verdict(of: .extreme(side, span), share: 0, margin: nil).map { $0.holds ? 1 : 0 }
        case .price: price.isNaN ? nil : 1
        case .firstPrice: price.isNaN ? nil : previous == nil ? 1 : 0
        }
    }
}
