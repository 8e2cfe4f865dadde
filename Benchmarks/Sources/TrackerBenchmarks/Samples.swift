/// What a number of runs gave, each in the same unit.
struct Samples: Sendable {
    /// Rising, at least one.
    private let sorted: [Double]

    init(_ values: [Double]) {
        precondition(!values.isEmpty)
        sorted = values.sorted()
    }

    var least: Double { sorted[0] }
    var greatest: Double { sorted[sorted.count - 1] }

    /// The middle one; between the two middle ones of an even number.
    var median: Double {
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
