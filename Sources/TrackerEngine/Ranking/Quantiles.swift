/// Quantiles of figures, such as the median.
///
///     Quantiles([3, 1, .nan, 2]).median   // 2
///
/// Between two figures a quantile lies on the line between them, as NumPy's `quantile` has it.
struct Quantiles {
    /// The figures, NaN left out, in any order.
    private var figures: [Double]

    init(_ figures: some Sequence<Double>) { self.figures = figures.filter { !$0.isNaN } }

    var count: Int { figures.count }

    /// The middle of all figures; `nil` without any.
    var median: Double? {
        var all = self
        return all.quantile(0.5)
    }

    /// The figure that a share of all lies at or below, from 0 for the smallest to 1 for the largest;
    /// `nil` without any.
    ///
    /// Cost: a few passes over the figures, about 10 ns each.
    mutating func quantile(_ share: Double) -> Double? {
        guard !figures.isEmpty else { return nil }
        let place = min(max(share, 0), 1) * Double(figures.count - 1)
        let low = Int(place)
        select(low)
        // Equal ones may both be infinite, which have no distance.
        guard Double(low) < place, let next = figures[(low + 1)...].min(), next > figures[low]
        else { return figures[low] }
        return figures[low] + (place - Double(low)) * (next - figures[low])
    }

    /// Puts the figure of a place where sorting would put it, none larger before it, none smaller
    /// behind it: Hoare's selection.
    private mutating func select(_ place: Int) {
        var (low, high) = (0, figures.count - 1)
        // Unlucky orders are sorted: their cost stays bounded.
        var rounds = 4 * (Int.bitWidth - figures.count.leadingZeroBitCount)
        while low < high {
            rounds -= 1
            guard rounds > 0 else { return figures[low...high].sort() }
            let (left, right) = part(low, high)
            if place <= left { high = left } else if place >= right { low = right } else { return }
        }
    }

    /// Parts the figures of some places by one of them: none larger up to the first result, none
    /// smaller from the second one on.
    private mutating func part(_ low: Int, _ high: Int) -> (left: Int, right: Int) {
        let pivot = pivot(figures[low], figures[(low + high) / 2], figures[high])
        var (left, right) = (low, high)
        while left <= right {
            while figures[left] < pivot { left += 1 }
            while figures[right] > pivot { right -= 1 }
            guard left <= right else { break }
            figures.swapAt(left, right)
            left += 1
            right -= 1
        }
        return (right, left)
    }

    /// The middle one of three.
    private func pivot(_ one: Double, _ two: Double, _ three: Double) -> Double {
        max(min(one, two), min(max(one, two), three))
    }
}
