/// What the source of a market says of its pairs beside their prices, by slot: the newest of it.
struct TickerColumns: Sendable {
    /// Bytes of the name that are the base; 0 for a pair whose source does not tell.
    private var baseLengths: [UInt8] = []
    /// Counts the slots whose base has become known, or another.
    private(set) var changes = 0
    private var amounts: [Double] = []
    /// The raw values of units; 0 where nothing is known to be traded.
    private var units: [UInt8] = []
    /// The newest minute at which the source told what was traded of any pair.
    private(set) var told = Minute(index: .min)

    /// Notes a poll of a minute; `slots` has one for each quote, below `capacity`, and `unknown` for
    /// a quote that is left out.
    ///
    /// A poll that says nothing of what was traded leaves that as it was: some calls have it, the
    /// ones that stand in for them may not.
    mutating func note(
        _ runs: QuoteRuns, in slots: [Int32], of capacity: Int, at minute: Minute
    ) {
        let tells = runs.contains { $0.contains { $0.baseLength > 0 || $0.tellsTraded } }
        guard tells else { return }
        grow(to: capacity)
        noteBases(runs, in: slots)
        // Then the others of the poll are not known.
        guard minute >= told, runs.contains(where: { $0.contains { $0.tellsTraded } }) else {
            return
        }
        told = minute
        noteTraded(runs, in: slots)
    }

    /// The slot of a quote whose pair has none.
    static let unknown: Int32 = -1

    private mutating func noteBases(_ runs: QuoteRuns, in slots: [Int32]) {
        var place = 0
        for run in runs {
            for quote in run {
                let slot = Int(slots[place])
                place &+= 1
                if slot >= 0 { setBase(quote.baseLength, slot) }
            }
        }
    }

    private mutating func noteTraded(_ runs: QuoteRuns, in slots: [Int32]) {
        // Taken out while they are changed: a look at who else has them costs more than an amount.
        var (amounts, units): ([Double], [UInt8]) = ([], [])
        swap(&amounts, &self.amounts)
        swap(&units, &self.units)
        var place = 0
        for run in runs {
            for quote in run {
                let slot = Int(slots[place])
                place &+= 1
                guard slot >= 0 else { continue }
                amounts[slot] = quote.traded?.amount ?? 0
                units[slot] = quote.traded?.unit.rawValue ?? 0
            }
        }
        (self.amounts, self.units) = (amounts, units)
    }

    private mutating func grow(to capacity: Int) {
        let missing = capacity - units.count
        guard missing > 0 else { return }
        baseLengths.append(contentsOf: repeatElement(0, count: missing))
        amounts.append(contentsOf: repeatElement(0, count: missing))
        units.append(contentsOf: repeatElement(0, count: missing))
    }

    /// 0 says nothing.
    private mutating func setBase(_ length: UInt8, _ slot: Int) {
        guard length > 0, baseLengths[slot] != length else { return }
        baseLengths[slot] = length
        changes += 1
    }

    private mutating func set(_ traded: Traded?, _ slot: Int) {
        amounts[slot] = traded?.amount ?? 0
        units[slot] = traded?.unit.rawValue ?? 0
    }

    func traded(_ slot: Int) -> Traded? {
        guard slot < units.count, let unit = Traded.Unit(rawValue: units[slot]) else { return nil }
        return Traded(checked: amounts[slot], in: unit)
    }

    func baseLength(_ slot: Int) -> UInt8 { slot < baseLengths.count ? baseLengths[slot] : 0 }

    /// How many slots something is known of.
    var count: Int {
        units.indices.reduce(0) { $0 + (units[$1] != 0 || baseLengths[$1] != 0 ? 1 : 0) }
    }
}

// MARK: - Storing and forgetting

extension TickerColumns {
    /// The ticker of a pair; `nil` if nothing is known of it.
    func ticker(of pair: Pair, _ slot: Int) -> Ticker? {
        let (base, traded) = (baseLength(slot), traded(slot))
        guard base != 0 || traded != nil else { return nil }
        return Ticker(pair, baseLength: base, traded: traded)
    }

    /// Takes stored tickers in, each with its slot below `capacity`; what was told later stays.
    mutating func restore(
        _ tickers: [(ticker: Ticker, slot: Int)], at minute: Minute, of capacity: Int
    ) {
        grow(to: capacity)
        let isNewer = minute >= told
        // Those that are not among them are not known any more.
        if isNewer { forgetTraded() }
        for (ticker, slot) in tickers {
            setBase(ticker.baseLength, slot)
            if isNewer { set(ticker.traded, slot) }
        }
        if isNewer, tickers.contains(where: { $0.ticker.traded != nil }) { told = minute }
    }

    /// Forgets what is known of a slot: its pair has left.
    mutating func clear(_ slot: Int) {
        guard slot < units.count else { return }
        set(nil, slot)
        baseLengths[slot] = 0
    }

    /// Forgets what was traded if it was told before a minute.
    mutating func drop(before first: Minute) {
        if told < first, units.contains(where: { $0 != 0 }) { forgetTraded() }
    }

    private mutating func forgetTraded() {
        for slot in units.indices { set(nil, slot) }
    }
}
