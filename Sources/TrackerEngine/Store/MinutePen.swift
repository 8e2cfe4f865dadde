/// Writes minutes of a market against an earlier one.
struct MinutePen: Sendable {
    let key: MinuteKey
    /// The pairs of the key in the order of its quotes: the next minute most likely has the same.
    private let pairs: ExpectedOrder<Pair>
    /// The place of each of `pairs` in the key.
    private let entries: [Int]

    /// Minutes that are written against one key: damage of it costs no more.
    static let reach = 10

    /// `ids`: by quote of `runs`.
    init(_ key: MinuteKey, _ runs: QuoteRuns, ids: [Int]) {
        self.key = key
        pairs = ExpectedOrder(runs.flatMap { $0.map(\.instrument.pair) })
        entries = ids.map { key.entry(of: $0) ?? 0 }
    }

    /// Whether a minute may be written against the key; both leave the store with their hour.
    func reaches(_ minute: Minute) -> Bool {
        key.minute.hour == minute.hour && (1..<Self.reach).contains(key.minute.distance(to: minute))
    }

    /// The quotes of a minute, by entry of the key, and those of other pairs.
    ///
    /// - Returns: `nil` where it has little in common with the key.
    func split(_ runs: QuoteRuns) -> (amounts: [Double], others: [Quote])? {
        var amounts = [Double](repeating: .nan, count: key.ids.count)
        var others: [Quote] = []
        var held = 0
        var next = 0
        for run in runs {
            for quote in run {
                let pair = quote.instrument.pair
                guard let found = pairs.place(from: &next, where: { $0 == pair }) else {
                    others.append(quote)
                    continue
                }
                amounts[entries[found]] = quote.price.amount
                held += 1
            }
        }
        return held * 4 >= (held + others.count) * 3 && held * 2 >= amounts.count
            ? (amounts, others) : nil
    }
}
