/// The distance of one pair's price from another's, minute by minute, in basis points.
///
/// A basis point (bp) is a hundredth of a per cent: 5 stands for 0.05 % above the reference.
///
///     let spread = window.spread(of: onKraken, against: onBinance)
///     print(spread?.median ?? 0, spread?.widest?.minute ?? window.last)
public struct SpreadSeries: Sendable {
    /// The minute of the first element.
    public let start: Minute
    /// One element a minute of the reference, oldest first; NaN where one of the two has no price.
    public let bp: [Double]
    /// The number of minutes at which both have a price.
    public let known: Int
    /// The median, with its sign; `nil` without a known minute.
    public let median: Double?
    /// The size that 95 % of the known minutes do not go beyond; `nil` without a known minute.
    public let quantile95: Double?
    /// The size that 99 % of them do not go beyond.
    public let quantile99: Double?
    /// The number of minutes at which the two were further apart than `limit`.
    public let minutesBeyond: Int
    /// The minute at which the two were furthest apart, the first of equal ones.
    public let widest: (minute: Minute, bp: Double)?

    /// The newest known minute.
    public let newest: (minute: Minute, bp: Double)?

    /// The distance beyond which a minute counts in `minutesBeyond`, in basis points.
    public static let limit = 10.0

    /// The distance of a price from a reference in basis points; NaN if one of them is none.
    public static func distance(of price: Double, from reference: Double) -> Double {
        guard price > 0, reference > 0, price.isFinite, reference.isFinite else { return .nan }
        return (price / reference - 1) * 10_000
    }

    /// Compares two series at the minutes of the reference.
    public init(of other: Series, against reference: Series) {
        start = reference.start
        let ahead = other.start.distance(to: reference.start)
        bp = reference.amounts.enumerated().map { offset, amount in
            let place = ahead + offset
            guard other.amounts.indices.contains(place) else { return .nan }
            return Self.distance(of: other.amounts[place], from: amount)
        }
        let sizes = bp.map(\.magnitude)
        var quantiles = Quantiles(sizes)
        known = quantiles.count
        median = Quantiles(bp).median
        quantile95 = quantiles.quantile(0.95)
        quantile99 = quantiles.quantile(0.99)
        minutesBeyond = sizes.count { $0 > Self.limit }
        let (first, bp) = (start, bp)
        widest = sizes.indices.filter { !sizes[$0].isNaN }
            .max { sizes[$0] < sizes[$1] || sizes[$0] == sizes[$1] && $0 > $1 }
            .map { (first.advanced(by: $0), bp[$0]) }
        newest = bp.lastIndex { !$0.isNaN }.map { (first.advanced(by: $0), bp[$0]) }
    }
}

extension SpreadSeries {
    /// The number of minutes at each of some distances around 0, the lowest first.
    ///
    /// Of an odd number of bins the one in the middle is `width` basis points wide around 0; what is
    /// farther away than all of them is in those at the ends.
    public func minutes(inBins count: Int, of width: Double) -> [Int] {
        var minutes = [Int](repeating: 0, count: max(0, count))
        guard count > 0, width > 0 else { return minutes }
        for distance in bp where !distance.isNaN {
            minutes[Self.bin(of: distance, among: count, of: width)] += 1
        }
        return minutes
    }

    /// The bin of a distance among an odd number of them.
    public static func bin(of distance: Double, among count: Int, of width: Double) -> Int {
        let most = Double(count / 2)
        return Int(min(max((distance / width).rounded(), -most), most)) + count / 2
    }
}

extension DayWindow {
    /// The distance of one pair's price from another's over the window; `nil` if one of them has no
    /// price in it.
    ///
    /// Cost: about 60 µs.
    public func spread(
        of other: Instrument, against reference: Instrument
    ) -> SpreadSeries? {
        guard let series = series(of: other), let base = self.series(of: reference) else {
            return nil
        }
        return SpreadSeries(of: series, against: base)
    }
}
