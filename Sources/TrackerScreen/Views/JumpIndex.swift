import TrackerEngine

/// Every pair of every market with what it is found by; made when somebody begins to look.
struct JumpIndex: Sendable {
    private struct Entry {
        let instrument: Instrument
        let candidate: FuzzyMatch.Candidate
        /// 0 for the pair of the largest turnover.
        let place: Int
    }

    private let entries: [Entry]

    /// The number of all pairs.
    var count: Int { entries.count }

    /// Cost: some µs a pair.
    init(_ snapshot: Snapshot, in window: DayWindow) {
        let largest = window.largest(of: window.markets)
        let known = Set(largest)
        let figures = FigureLookup(snapshot, in: window)
        let others = figures.byWeight(window.instruments.filter { !known.contains($0) })
        entries = (largest + others).enumerated().map { place, instrument in
            Entry(
                instrument: instrument, candidate: Self.candidate(instrument, snapshot),
                place: place)
        }
    }

    private static func candidate(
        _ instrument: Instrument, _ snapshot: Snapshot
    ) -> FuzzyMatch.Candidate {
        let name = Array(instrument.pair.name.utf8)
        let market = Array(instrument.market.name.lowercased().utf8)
        guard let assets = snapshot.assets(of: instrument) else {
            return FuzzyMatch.Candidate(names: [name], base: [], market: market)
        }
        let base = Array(assets.base.lowercased().utf8)
        let whole = base + Array(assets.quote.lowercased().utf8)
        return FuzzyMatch.Candidate(
            names: whole == name ? [name] : [whole, name], base: base, market: market)
    }

    /// The best ones: whole bases, then those that begin so, then letters in order.
    ///
    /// Of equal ones those of `market` come first, then the largest turnover, or what most markets
    /// have. Cost: about 0.2 µs a pair.
    func find(_ text: String, near market: Market?) -> (found: [Instrument], count: Int) {
        let match = FuzzyMatch(text)
        var scored: [(entry: Int, worth: Int)] = []
        for (number, entry) in entries.enumerated() {
            guard let distance = match.distance(entry.candidate) else { continue }
            let isFar = entry.instrument.market != market
            scored.append((number, (distance * 2 + (isFar ? 1 : 0)) * 1_000_000 + entry.place))
        }
        scored.sort { $0.worth < $1.worth }
        return (scored.prefix(JumpView.most).map { entries[$0.entry].instrument }, scored.count)
    }
}
