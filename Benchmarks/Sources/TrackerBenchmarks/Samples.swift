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

    /// How wide the middle half of them is, as a share of the median; 0 where all are the same.
    ///
    /// One sample that something else on the machine has held up does not count, unlike in
    /// `greatest`.
    var spread: Double {
        let quarter = sorted.count / 4
        return median > 0 ? (sorted[sorted.count - 1 - quarter] - sorted[quarter]) / median : 0
    }
}
