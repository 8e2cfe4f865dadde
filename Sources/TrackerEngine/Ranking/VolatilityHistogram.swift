import Glibc

/// How the volatilities of a market's pairs lie: a histogram in logarithmic bins, and how many pairs
/// are wilder than a given one.
///
///     let volatilities = board.volatilities
///     if let own = board[pair]?.volatility {
///         print(volatilities.counts[VolatilityHistogram.bin(of: own)], volatilities.count(above: own))
///     }
public struct VolatilityHistogram: Sendable, Hashable {
    /// The number of bins.
    public static let bins = 40
    /// The volatility of a day at which the first bin begins: 0.3 %.
    public static let least = 0.003
    /// The volatility of a day at which the last bin ends: 40 %.
    public static let most = 0.4

    /// The number of pairs in each bin, the calmest first; calmer and wilder pairs are in the bins at
    /// the ends.
    public let counts: [Int]
    /// The volatilities, rising.
    private let figures: [Double]

    /// Counts volatilities of a day as fractions; a pair without one is not among them.
    public init(_ volatilities: some Sequence<Double>) {
        figures = volatilities.sorted()
        var counts = [Int](repeating: 0, count: Self.bins)
        for figure in figures { counts[Self.bin(of: figure)] += 1 }
        self.counts = counts
    }

    /// The number of pairs that have a volatility.
    public var count: Int { figures.count }

    /// The number of pairs in each of so many bins over the same range, the calmest first.
    ///
    /// Cost: nothing for 40 of them, else a logarithm a pair.
    public func counts(in bins: Int) -> [Int] {
        guard bins != Self.bins else { return counts }
        var counts = [Int](repeating: 0, count: max(0, bins))
        for figure in figures where bins > 0 { counts[Self.bin(of: figure, among: bins)] += 1 }
        return counts
    }

    /// The bin of a volatility among so many over the same range, from 0 for the calmest.
    public static func bin(of volatility: Double, among bins: Int = bins) -> Int {
        guard volatility > least else { return 0 }
        guard volatility < most else { return bins - 1 }
        let share = log(volatility / least) / log(most / least)
        return min(bins - 1, Int(share * Double(bins)))
    }

    /// The volatility at which a bin begins; of `bins`, at which the last one ends.
    public static func start(of bin: Int) -> Double {
        least * pow(most / least, Double(bin) / Double(bins))
    }

    /// The number of pairs that are wilder: those that a pair of this volatility is calmer than.
    public func count(above volatility: Double) -> Int {
        figures.count - figures.firstPlace { $0 > volatility }
    }

    /// The share of the other pairs that are wilder than one of these, those alike counted half:
    /// 0.96 stands for "calmer than 96 %"; `nil` without others.
    public func share(wilderThan volatility: Double) -> Double? {
        guard count > 1 else { return nil }
        let (above, below) = (count(above: volatility), figures.firstPlace { $0 >= volatility })
        let alike = max(0, count - above - below - 1)
        return (Double(above) + Double(alike) / 2) / Double(count - 1)
    }
}
