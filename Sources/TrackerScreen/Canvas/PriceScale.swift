/// The prices that a chart's rows stand for, and those that are written beside it.
struct PriceScale: Hashable, Sendable {
    struct Label: Hashable, Sendable {
        let price: Double
        let text: String
    }

    let low: Double
    let high: Double
    /// The labels, on round numbers, lowest first: 3 at least where there is room.
    let labels: [Label]

    /// Share of the price that fills the height at least, so that the noise of a tick does not.
    private static let smallestSpan = 0.0004
    /// A scale for a price that never changes.
    private static let flatSpan = 0.02

    /// Around finite numbers from `low` up to `high`, with no more labels than `most`.
    init(low: Double, high: Double, most: Int) {
        let middle = low / 2 + high / 2
        let size = max(low.magnitude, high.magnitude)
        let share = low == high ? Self.flatSpan : Self.smallestSpan
        let span = max(high - low, size == 0 ? 1 : size * share)
        guard span.isFinite, span >= .leastNormalMagnitude, middle.isFinite else {
            (self.low, self.high, labels) = (low, high, [])
            return
        }
        self.low = high - low >= span ? low : middle - span / 2
        self.high = high - low >= span ? high : middle + span / 2
        labels = Self.labels(from: self.low, through: self.high, most: most)
    }

    /// Multiples of 1, 2 or 5 times a power of ten, as many as may be; of 4 where 2 is too close
    /// and 5 too far.
    private static func labels(from low: Double, through high: Double, most: Int) -> [Label] {
        guard most > 0 else { return [] }
        let wanted = min(3, most)
        var best: [Label] = []
        let exponent = DecimalDigits(high - low).exponent
        // From the largest step on; three powers of ten down is past any that is too large.
        search: for power in (exponent - 3...exponent).reversed() {
            for factor in [5, 2, 1] {
                let found = multiples(of: factor, power, from: low, through: high)
                if found.count <= most {
                    best = found
                    continue
                }
                guard best.count < wanted else { break search }
                let twice = multiples(of: factor * 2, power, from: low, through: high)
                if twice.count > best.count, twice.count <= most { best = twice }
                if best.count < min(2, most) { best = thinned(found, most: most) }
                break search
            }
        }
        return best
    }

    /// At even distances, no more than `most`.
    private static func thinned(_ labels: [Label], most: Int) -> [Label] {
        guard labels.count > most else { return labels }
        guard most > 1 else { return [labels[labels.count / 2]] }
        let step = (labels.count + most - 3) / (most - 1)
        return stride(from: 0, to: labels.count, by: step).map { labels[$0] }
    }

    private static func multiples(
        of factor: Int, _ exponent: Int, from low: Double, through high: Double
    ) -> [Label] {
        // From text, so that the power is the nearest double also where it is no integer.
        guard let power = Double("1e\(exponent)"), power > 0, power.isFinite else { return [] }
        let step = Double(factor) * power
        // A bound that is a multiple may have missed it by its last binary digit.
        let first = (low / step - 1e-6).rounded(.up)
        let last = (high / step + 1e-6).rounded(.down)
        // Beyond 2^53 neighbours cannot be told apart.
        guard last - first < 32, last.magnitude < 9e15, last >= first else { return [] }
        return (0...Int(last - first)).map { place in
            let price = (first + Double(place)) * step
            return Label(price: price, text: Numbers.fixed(price, decimals: max(0, -exponent)))
        }
    }

    /// The row of a price among so many, 0 for the lowest.
    ///
    /// Each row stands for an equal part of the scale, so that a row of dots lies in the row of cells
    /// that its price has.
    func row(of price: Double, among rows: Int) -> Int {
        guard high > low else { return max(0, rows / 2) }
        let share = (price - low) / (high - low)
        return min(max(0, Int((share * Double(rows)).rounded(.down))), max(0, rows - 1))
    }
}
