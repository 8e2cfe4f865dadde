/// The order of pairs by a figure, for every list that is sorted by one.
///
/// Pairs with the figure come first, then those whose figure is outdated, then those without one.
/// That holds in either direction. Equal pairs keep the order in which they were added.
///
///     var order = FigureOrder()
///     for pair in pairs { order.append(pair.change, isOutdated: pair.isOld) }
///     let largestFirst = order.places(by: >).map { pairs[$0] }
package struct FigureOrder {
    private enum Group: Int { case current, outdated, without }

    private var entries: [(group: Group, figure: Double)] = []
    /// The number of pairs with the figure.
    package private(set) var known = 0

    package init() {}

    package mutating func reserve(_ count: Int) { entries.reserveCapacity(count) }

    /// Adds the next pair; `nil` for one without the figure.
    package mutating func append(_ figure: Double?, isOutdated: Bool) {
        guard let figure else { return entries.append((.without, 0)) }
        known += 1
        entries.append((isOutdated ? .outdated : .current, figure))
    }

    /// The places of the pairs, from 0 in the order in which they were added.
    ///
    /// `isFirst`: whether the pair with the first of two different figures comes first.
    package func places(by isFirst: (Double, Double) -> Bool) -> [Int] {
        entries.indices.sorted { left, right in
            let (one, other) = (entries[left], entries[right])
            if one.group != other.group { return one.group.rawValue < other.group.rawValue }
            if one.group != .without {
                if isFirst(one.figure, other.figure) { return true }
                if isFirst(other.figure, one.figure) { return false }
            }
            return left < right
        }
    }
}

extension DayWindow {
    /// Whether a pair's change is outdated: its last price is old, so lists show the age of the
    /// price in the change's place.
    package func isChangeOutdated(of instrument: Instrument) -> Bool {
        PriceAge(of: instrument, in: self)?.isOld ?? false
    }
}
