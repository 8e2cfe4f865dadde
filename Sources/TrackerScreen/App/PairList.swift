import TrackerEngine

/// The pairs of the listing that is shown: all of them in order, and those that the filter leaves.
struct PairList: Sendable {
    /// All pairs of the listing in the chosen order.
    private(set) var all: [Instrument] = []
    /// The pairs that the filter leaves.
    private(set) var found: [Instrument] = []
    /// The found pairs, then the hidden ones; made anew only if the list has changed.
    private(set) var order: [Instrument] = []
    /// The columns that the longest of the names takes; no more than `widestName`.
    private(set) var nameColumns = 0
    /// The text that a filter searches, of each of `all`; made when a filter is first typed.
    private var texts: [[UInt8]]?
    /// The figures that the list is sorted and narrowed by.
    private var figures: FigureLookup

    init(_ snapshot: Snapshot, in window: DayWindow) {
        figures = FigureLookup(snapshot, in: window)
    }

    /// The columns of a name from which on a list cuts it.
    static let widestName = 18

    /// Holds other pairs, by pair name and then by market, and sorts them.
    ///
    /// Cost: see `PairSort.sorted`; about 0.2 µs a pair for the widths of names.
    mutating func fill(
        _ pairs: [Instrument], by sort: PairSort, _ figures: FigureLookup, named snapshot: Snapshot
    ) {
        self.figures = figures
        all = sort.sorted(pairs, by: &self.figures)
        texts = nil
        nameColumns = 0
        for pair in all where nameColumns < Self.widestName {
            nameColumns = min(
                max(nameColumns, snapshot.titleColumns(of: pair)), Self.widestName)
        }
    }

    /// Leaves the pairs that a filter finds; nothing is sorted again.
    mutating func narrow(by filter: PairFilter, _ snapshot: Snapshot) {
        let hidden: [Instrument]
        (found, hidden) = split(by: filter, snapshot)
        let new = found + hidden
        // The old one if they are equal: whoever compares again sees that at once.
        if new != order { order = new }
    }

    /// Forgets the order, while there is no listing.
    mutating func forgetOrder() { order = [] }

    private mutating func split(
        by filter: PairFilter, _ snapshot: Snapshot
    ) -> (found: [Instrument], hidden: [Instrument]) {
        guard !filter.isEmpty else { return (all, []) }
        var parts: (found: [Instrument], hidden: [Instrument]) = (all, [])
        if !filter.words.isEmpty {
            let texts = texts ?? all.map { Array(snapshot.searchText(of: $0).utf8) }
            self.texts = texts
            parts = filter.words.split(all, by: texts)
        }
        guard !filter.conditions.isEmpty else { return parts }
        var found: [Instrument] = []
        for instrument in parts.found {
            if filter.holds(for: instrument, &figures) {
                found.append(instrument)
            } else {
                parts.hidden.append(instrument)
            }
        }
        return (found, parts.hidden)
    }
}
