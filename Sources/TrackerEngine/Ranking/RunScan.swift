import Glibc

/// Sums over the runs of a series: counts, extremes, spread.
struct RunScan {
    typealias Lanes = PriceRuns.Lanes

    private let runs: PriceRuns

    /// A scan of runs, which have to be padded.
    init(_ runs: PriceRuns) { self.runs = runs }

    /// Gives `body` a scan of prices, NaN for a hole, for the time of the call only.
    static func of<R>(_ amounts: some Sequence<Double>, _ body: (RunScan) -> R) -> R {
        let held = Array(amounts)
        return PriceRuns.withRoom(minutes: held.count) { runs in
            for amount in held { runs.append(amount) }
            runs.pad()
            return body(RunScan(runs))
        }
    }

    /// The volatility through the minutes before each of some places, which rise.
    ///
    /// The same as from a scan of those minutes alone; what they have in common is read once.
    static func dailyVolatilities(of amounts: [Double], before ends: [Int]) -> [Double?] {
        PriceRuns.withRoom(minutes: amounts.count) { runs in
            var start = 0
            return ends.map { end in
                for amount in amounts[start..<end] { runs.append(amount) }
                start = end
                runs.pad()
                return RunScan(runs).dailyVolatility()
            }
        }
    }

    /// The number of prices, and the highest and the lowest that is not 0.
    ///
    /// If all prices are 0, `high` is 0 and `low` infinity.
    func extremes() -> (count: Int, high: Double, low: Double) {
        var counts = Lanes.zero
        var highs = Lanes.zero
        var lows = Lanes(repeating: .infinity)
        for place in runs.places {
            let prices = runs.prices(at: place)
            counts += runs.lengths(at: place)
            highs.replace(with: prices, where: prices .> highs)
            lows.replace(with: prices, where: (prices .< lows) .& (prices .> 0))
        }
        return (Int(counts.sum()), highs.max(), lows.min())
    }

    /// The oldest and the newest price that is not 0; 0 where there is none.
    func ends() -> (first: Double, last: Double) {
        let places = 0..<runs.count
        return (
            places.first { runs[$0] > 0 }.map { runs[$0] } ?? 0,
            places.last { runs[$0] > 0 }.map { runs[$0] } ?? 0
        )
    }

    /// The newest price, 0 included; NaN without any.
    func newest() -> Double { runs.count > 0 ? runs[runs.count - 1] : .nan }

    /// The number of different prices, counted up to `most`.
    ///
    /// Cost: mostly a look at the first few runs, as prices that move have that many soon.
    func distinctPrices(upTo most: Int) -> Int {
        unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: most) { found in
            var count = 0
            for place in 0..<runs.count where count < most {
                let price = runs[place]
                if !(0..<count).contains(where: { unsafe found[$0] == price }) {
                    unsafe found[count] = price
                    count += 1
                }
            }
            return count
        }
    }

    /// The variance of a sample, as `PairStatistics.variance` defines it.
    ///
    /// A run of equal prices counts as its price times its length. Each of the four lanes adds up
    /// every fourth run, oldest first, and the lanes are added at the end. Four sums
    /// side by side take a quarter of the time of one. A packed hour begins a run of its own, so
    /// the last bit may depend on which minutes are packed.
    func variance() -> Double? {
        guard runs.count > 0 else { return nil }
        let first = runs[0]
        var counts = Lanes.zero
        var sums = Lanes.zero
        for place in runs.places {
            let lengths = runs.lengths(at: place)
            counts += lengths
            sums += lengths * (runs.prices(at: place) - first)
        }
        let count = counts.sum()
        guard count > 1 else { return nil }
        let mean = sums.sum() / count
        var squares = Lanes.zero
        var rests = Lanes.zero
        for place in runs.places {
            let lengths = runs.lengths(at: place)
            let deviation = (runs.prices(at: place) - first) - mean
            squares += lengths * (deviation * deviation)
            rests += lengths * deviation
        }
        let rest = rests.sum()
        return Self.ordered((squares.sum() - rest * rest / count) / (count - 1))
    }

    /// Prices near the end of what a double holds overflow on the way: more than any other.
    private static func ordered(_ spread: Double) -> Double {
        spread.isNaN ? .infinity : max(0, spread)
    }

    /// The volatility of a day, as `PairStatistics.volatility` defines it.
    ///
    /// Sums of returns and of their squares: returns of a minute scatter around 0, so that there
    /// is no large common offset that a second pass would have to take off. Minutes that leave the
    /// price as it is have a return of 0: they count, and add nothing.
    func dailyVolatility() -> Double? {
        var counts = Lanes.zero
        var sums = Lanes.zero
        var squares = Lanes.zero
        for place in runs.places {
            let (prices, before) = (runs.prices(at: place), runs.prices(before: place))
            let lengths = runs.lengths(at: place)
            let isPrice = prices .> 0
            counts += Lanes.zero.replacing(with: lengths - 1, where: isPrice .& (lengths .> 0))
            // The comparison is false for NaN too.
            let isReturn = isPrice .& (before .> 0) .& (runs.links(at: place) .> 0)
            let change = Lanes.zero.replacing(
                with: Self.logarithm(of: prices, over: before), where: isReturn)
            counts += Lanes.zero.replacing(with: 1, where: isReturn)
            sums += change
            squares += change * change
        }
        let (count, sum) = (counts.sum(), sums.sum())
        guard count > 1 else { return nil }
        let variance = Self.ordered((squares.sum() - sum * sum / count) / (count - 1))
        return (variance * Double(Minute.perDay)).squareRoot()
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

    @inline(never) private static func exactLogarithm(of high: Lanes, over low: Lanes) -> Lanes {
        var result = Lanes.zero
        for lane in result.indices { result[lane] = log(high[lane] / low[lane]) }
        return result
    }
}
