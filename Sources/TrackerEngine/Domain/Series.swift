/// The minute prices of one instrument, with holes for minutes without a price.
///
/// ```swift
/// let series = Series(start: minute, amounts: [48801.3, .nan, 48802])
/// series[minute.next]   // nil
/// series.count          // 2
/// series.end            // minute.advanced(by: 3)
/// ```
public struct Series: Hashable, Sendable {
    /// The minute of the first element.
    public let start: Minute
    /// The prices in the quote currency, one element a minute, oldest first; NaN for no price.
    ///
    /// They are bare doubles, because a whole market is read through them many times a minute;
    /// every element that is a number has been a `Price`.
    public let amounts: [Double]

    /// Makes a series of one element a minute, each NaN or the amount of a `Price`.
    public init(start: Minute, amounts: [Double]) {
        self.start = start
        self.amounts = amounts
    }

    /// The minute after the last one.
    public var end: Minute { start.advanced(by: amounts.count) }

    /// The price of a minute; `nil` outside of the series and in its holes.
    public subscript(minute: Minute) -> Price? {
        let position = start.distance(to: minute)
        guard amounts.indices.contains(position), !amounts[position].isNaN else { return nil }
        return Price(stored: amounts[position])
    }

    /// The number of minutes that have a price.
    public var count: Int { amounts.reduce(0) { $1.isNaN ? $0 : $0 + 1 } }

    /// The minutes that have a price, oldest first.
    public var points: some Sequence<(minute: Minute, price: Price)> {
        amounts.enumerated().lazy.filter { !$0.element.isNaN }
            .map { (self.start.advanced(by: $0.offset), Price(stored: $0.element)) }
    }
}
