/// A series brought to so many columns: the lowest and the highest value of each.
///
/// A column of several minutes keeps its spikes that way; the last value alone would lose them.
struct Columns: Sendable {
    /// `nil` where no minute of the column has a value.
    let ranges: [ClosedRange<Double>?]
    /// The last value of each column, for joining it to the next one.
    private let lasts: [Double]

    /// With fewer values than columns, each value has several columns; NaN is a hole.
    init(_ values: some RandomAccessCollection<Double>, count: Int) {
        var ranges: [ClosedRange<Double>?] = []
        var lasts: [Double] = []
        ranges.reserveCapacity(count)
        lasts.reserveCapacity(count)
        for column in 0..<max(0, count) {
            let first = column * values.count / count
            let end = max(first + 1, (column + 1) * values.count / count)
            var (low, high, last) = (Double.infinity, -Double.infinity, Double.nan)
            for offset in first..<min(end, values.count) {
                let value = values[values.index(values.startIndex, offsetBy: offset)]
                guard !value.isNaN else { continue }
                low = min(low, value)
                high = max(high, value)
                last = value
            }
            ranges.append(low <= high ? low...high : nil)
            lasts.append(last)
        }
        self.ranges = ranges
        self.lasts = lasts
    }

    /// The lowest and highest of all, `nil` for a series of holes.
    var extent: ClosedRange<Double>? {
        ranges.compactMap { $0 }.reduce(nil) { whole, range in
            guard let whole else { return range }
            return min(whole.lowerBound, range.lowerBound)...max(whole.upperBound, range.upperBound)
        }
    }

    /// What to draw in a column: its range, reaching out to where the column before it ended.
    func stroke(at column: Int) -> ClosedRange<Double>? {
        guard let range = ranges[column] else { return nil }
        guard column > 0, !lasts[column - 1].isNaN else { return range }
        let last = lasts[column - 1]
        return min(range.lowerBound, last)...max(range.upperBound, last)
    }
}
