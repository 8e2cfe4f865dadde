import Glibc

/// Values to rows of dots, and the round numbers to write beside them.
struct PriceScale: Sendable {
    let low: Double
    let high: Double

    /// A little wider than the values; a flat series lies in the middle.
    init(_ extent: ClosedRange<Double>) {
        let span = extent.upperBound - extent.lowerBound
        // Without it the noise of a single tick would fill the height of the chart.
        let least = max(abs(extent.upperBound), .leastNormalMagnitude) * 1e-4
        let margin = span < least ? (least - span) / 2 : span * 0.02
        low = extent.lowerBound - margin
        high = extent.upperBound + margin
    }

    /// The row of dots of a value, from 0 at the top to `dots` − 1.
    func row(of value: Double, dots: Int) -> Int {
        let share = (high - value) / (high - low)
        guard share.isFinite else { return dots / 2 }
        return min(max(Int(share * Double(dots)), 0), max(0, dots - 1))
    }

    /// Round numbers inside of the scale, highest first: steps of 1, 2 or 5 × 10ⁿ, so that there are
    /// about as many as wished.
    func labels(about count: Int) -> [(value: Double, text: String)] {
        guard count > 0, high > low, (high - low).isFinite else { return [] }
        let rough = (high - low) / Double(count)
        let power = floor(log10(rough))
        let unit = pow(10, power)
        guard unit > 0, unit.isFinite else { return [] }
        let factor = [1.0, 2, 5, 10].first { $0 * unit >= rough } ?? 10
        let exponent = Int(power) + (factor == 10 ? 1 : 0)
        let step = factor * unit
        let decimals = max(0, -exponent)
        guard decimals <= 18, high / step < 1e15 else { return [] }
        let first = Int(ceil(low / step))
        let last = Int(floor(high / step))
        guard first <= last else { return [] }
        return (first...last).reversed().map { number in
            let value = Double(number) * step
            return (value, Numbers.fixed(value, decimals: decimals))
        }
    }
}
