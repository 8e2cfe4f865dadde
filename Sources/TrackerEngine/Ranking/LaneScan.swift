import Glibc

/// Goes through a series four prices at a time.
///
/// A sum in one variable takes the latency of an addition for each price; four sums beside one
/// another take a quarter of that, and a whole market is summed up on the way to the screen.
@safe struct LaneScan {
    typealias Lanes = SIMD4<Double>

    private let amounts: UnsafeBufferPointer<Double>
    private let count: Int

    private init(_ amounts: UnsafeBufferPointer<Double>) {
        unsafe self.amounts = amounts
        count = amounts.count
    }

    /// `body` gets a scan of these amounts, for the time of the call only.
    static func of<R>(_ amounts: some Sequence<Double>, _ body: (LaneScan) -> R) -> R {
        let result = amounts.withContiguousStorageIfAvailable { buffer in
            unsafe body(LaneScan(buffer))
        }
        if let result { return result }
        let copy = Array(amounts)
        return unsafe copy.withUnsafeBufferPointer { unsafe body(LaneScan($0)) }
    }

    /// Four prices from `start` on; NaN past the end.
    @inline(__always) private func lanes(_ start: Int) -> Lanes {
        if start + Lanes.scalarCount <= count, let base = unsafe amounts.baseAddress {
            return unsafe UnsafeRawPointer(base + start).loadUnaligned(as: Lanes.self)
        }
        var lanes = Lanes(repeating: .nan)
        for lane in 0..<max(0, count - start) { lanes[lane] = unsafe amounts[start + lane] }
        return lanes
    }

    @inline(__always) private func forEach(from start: Int = 0, _ body: (Int, Lanes) -> Void) {
        for place in stride(from: start, to: count, by: Lanes.scalarCount) {
            body(place, lanes(place))
        }
    }

    /// How many prices there are, and of those that are not 0 the highest and the lowest.
    ///
    /// Without any of those: 0 and infinity.
    func extremes() -> (count: Int, high: Double, low: Double) {
        var counts = Lanes.zero
        var highs = Lanes.zero
        var lows = Lanes(repeating: .infinity)
        forEach { _, lanes in
            counts += Lanes.zero.replacing(with: 1, where: lanes .== lanes)
            // Both are false for NaN.
            highs.replace(with: lanes, where: lanes .> highs)
            lows.replace(with: lanes, where: (lanes .< lows) .& (lanes .> 0))
        }
        return (Int(counts.sum()), highs.max(), lows.min())
    }

    /// The oldest and the newest price that is not 0; 0 where there is none.
    func ends() -> (first: Double, last: Double) {
        (
            unsafe amounts.first { $0 > 0 } ?? 0,
            unsafe amounts.last { $0 > 0 } ?? 0
        )
    }

    /// The newest price, 0 included; NaN without any.
    func newest() -> Double { unsafe amounts.last { !$0.isNaN } ?? .nan }

    /// See `Variance.ofSample`.
    func variance() -> Double? {
        guard let first = unsafe amounts.first(where: { !$0.isNaN }) else { return nil }
        var counts = Lanes.zero
        var sums = Lanes.zero
        forEach { _, lanes in
            let isPrice = lanes .== lanes
            counts += Lanes.zero.replacing(with: 1, where: isPrice)
            sums += Lanes.zero.replacing(with: lanes - first, where: isPrice)
        }
        let count = counts.sum()
        guard count > 1 else { return nil }
        let mean = sums.sum() / count
        var squares = Lanes.zero
        var rests = Lanes.zero
        forEach { _, lanes in
            let deviation = Lanes.zero.replacing(
                with: (lanes - first) - mean, where: lanes .== lanes)
            squares += deviation * deviation
            rests += deviation
        }
        let rest = rests.sum()
        return Self.ordered((squares.sum() - rest * rest / count) / (count - 1))
    }

    /// Prices near the end of what a double holds overflow on the way: more than any other.
    private static func ordered(_ spread: Double) -> Double {
        spread.isNaN ? .infinity : max(0, spread)
    }

    /// See `Variance.dailyVolatility`.
    ///
    /// Sums of returns and of their squares: returns of a minute scatter around 0, so that there
    /// is no large common offset that a second pass would have to take off.
    func dailyVolatility() -> Double? {
        var counts = Lanes.zero
        var sums = Lanes.zero
        var squares = Lanes.zero
        forEach(from: 1) { place, lanes in
            let previous = self.lanes(place - 1)
            // False for NaN too.
            let isReturn = (lanes .> 0) .& (previous .> 0)
            let change = Lanes.zero.replacing(
                with: Self.logarithm(of: lanes, over: previous), where: isReturn)
            counts += Lanes.zero.replacing(with: 1, where: isReturn)
            sums += change
            squares += change * change
        }
        let (count, sum) = (counts.sum(), sums.sum())
        guard count > 1 else { return nil }
        let variance = Self.ordered((squares.sum() - sum * sum / count) / (count - 1))
        return (variance * Double(RollingDay.minutes)).squareRoot()
    }

    /// `log(high / low)` = 2 artanh((high − low) / (high + low)), by its series where that is as
    /// exact as the logarithm and a tenth of its cost: where prices differ by less than 4 %.
    @inline(__always) private static func logarithm(of high: Lanes, over low: Lanes) -> Lanes {
        let s = (high - low) / (high + low)
        let z = s * s
        // The next term is below 2^-56 of the first one. NaN counts as small, and stays NaN.
        if any(z .> 4e-4) { return exactLogarithm(of: high, over: low) }
        var series = z * (1.0 / 9) + 1.0 / 7
        series = series * z + 1.0 / 5
        series = series * z + 1.0 / 3
        series = series * z + 1
        return 2 * s * series
    }

    private static func exactLogarithm(of high: Lanes, over low: Lanes) -> Lanes {
        var result = Lanes.zero
        for lane in result.indices { result[lane] = log(high[lane] / low[lane]) }
        return result
    }
}
