/// A series by columns: the lowest and the highest value of each, and where holes are.
struct Envelope: Sendable {
    struct Column: Hashable, Sendable {
        let low: Double
        let high: Double
        /// Whether the minute before its first one has a value too.
        let isJoined: Bool
    }

    /// `nil` where no minute of the column has a value.
    let columns: [Column?]

    /// The columns of a series, oldest first.
    ///
    /// Cost: O(values), and one array.
    /// - Parameters:
    ///   - values: what is not finite is a hole.
    ///   - count: how many columns; more than values repeat them.
    ///   - zerosAreHoles: whether 0 stands for "no price".
    init(_ values: ArraySlice<Double>, columns count: Int, zerosAreHoles: Bool) {
        let least = zerosAreHoles ? Double.leastNonzeroMagnitude : -.infinity
        func isThere(_ value: Double) -> Bool {
            value.isFinite && (value >= least || value < 0)
        }
        var columns: [Column?] = []
        columns.reserveCapacity(count)
        let first = values.startIndex
        for column in 0..<(values.isEmpty ? 0 : count) {
            let start = first + column * values.count / count
            let end = max(start + 1, first + (column + 1) * values.count / count)
            var (low, high) = (Double.infinity, -Double.infinity)
            for place in start..<end where isThere(values[place]) {
                low = min(low, values[place])
                high = max(high, values[place])
            }
            let isJoined =
                isThere(values[start]) && (start == first || isThere(values[start - 1]))
            columns.append(
                low <= high ? Column(low: low, high: high, isJoined: isJoined) : nil)
        }
        self.columns = columns
    }
}
