/// A series by columns: the lowest and the highest value of each, and where holes are.
struct Envelope: Sendable {
    struct Column: Hashable, Sendable {
        var low: Double
        var high: Double
        /// Whether the minute before its first one has a value too.
        var isJoined: Bool
    }

    /// `nil` where no minute of the column has a value.
    let columns: [Column?]
    /// The range of the whole series; `nil` without any value.
    let range: ClosedRange<Double>?
    /// The last value.
    let last: Double?

    /// - Parameters:
    ///   - values: oldest first; what is not finite is a hole.
    ///   - count: how many columns; more than values repeat them.
    ///   - zerosAreHoles: whether 0 stands for "no price".
    init(_ values: [Double], columns count: Int, zerosAreHoles: Bool) {
        func isThere(_ value: Double) -> Bool { value.isFinite && !(zerosAreHoles && value == 0) }
        var columns: [Column?] = []
        columns.reserveCapacity(count)
        for column in 0..<(values.isEmpty ? 0 : count) {
            let start = column * values.count / count
            let end = max(start + 1, (column + 1) * values.count / count)
            var found: Column?
            for value in values[start..<end] where isThere(value) {
                found = Column(
                    low: min(found?.low ?? value, value), high: max(found?.high ?? value, value),
                    isJoined: isThere(values[start]) && (start == 0 || isThere(values[start - 1])))
            }
            columns.append(found)
        }
        self.columns = columns
        let found = columns.compactMap { $0 }
        range = found.map(\.low).min().flatMap { low in
            found.map(\.high).max().map { low...$0 }
        }
        last = values.last(where: isThere)
    }
}
