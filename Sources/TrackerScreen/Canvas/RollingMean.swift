/// The mean of the prices of the last minutes at each minute, and how far they scatter around it.
struct RollingMean: Sendable {
    /// One a minute; NaN where fewer than two of the minutes have a price.
    let means: [Double]
    /// The standard deviation of a sample, likewise.
    let deviations: [Double]

    /// Over `minutes` minutes up to each one, oldest first; what is not a price is a hole.
    ///
    /// Sums of differences from the first price: a large common offset costs no digits. Cost:
    /// O(values).
    init(_ amounts: [Double], over minutes: Int) {
        var means: [Double] = []
        var deviations: [Double] = []
        means.reserveCapacity(amounts.count)
        deviations.reserveCapacity(amounts.count)
        let offset = amounts.first { $0 > 0 && $0.isFinite } ?? 0
        var (count, sum, squares) = (0.0, 0.0, 0.0)
        func add(_ amount: Double, _ sign: Double) {
            guard amount > 0, amount.isFinite else { return }
            count += sign
            sum += sign * (amount - offset)
            squares += sign * (amount - offset) * (amount - offset)
        }
        for (place, amount) in amounts.enumerated() {
            add(amount, 1)
            if place >= minutes { add(amounts[place - minutes], -1) }
            let mean = sum / count
            let isKnown = count > 1
            means.append(isKnown ? offset + mean : .nan)
            let spread = (squares - sum * mean) / (count - 1)
            deviations.append(isKnown ? max(0, spread).squareRoot() : .nan)
        }
        (self.means, self.deviations) = (means, deviations)
    }
}
