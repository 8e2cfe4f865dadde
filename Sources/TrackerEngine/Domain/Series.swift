/// Minute prices of one instrument, with holes where there is none.
public struct Series: Hashable, Sendable {
    /// The minute of the first element.
    public let start: Minute
    /// One element a minute, oldest first, in the quote currency; NaN where there is no price.
    ///
    /// A bare array of doubles, because a whole market is read through it many times a minute:
    /// every element that is a number has been a `Price`.
    public let amounts: [Double]

    /// `amounts`: one element a minute, each NaN or the amount of a `Price`.
    public init(start: Minute, amounts: [Double]) {
        self.start = start
        self.amounts = amounts
    }

    /// Past the last minute.
    public var end: Minute { start.advanced(by: amounts.count) }

    /// `nil` outside of the series and in its holes.
    public subscript(minute: Minute) -> Price? {
        let position = start.distance(to: minute)
        guard amounts.indices.contains(position), !amounts[position].isNaN else { return nil }
        return Price(stored: amounts[position])
    }

    /// How many minutes have a price.
    public var count: Int { amounts.reduce(0) { $1.isNaN ? $0 : $0 + 1 } }

    /// The minutes that have a price, oldest first.
    public var points: some Sequence<(minute: Minute, price: Price)> {
        amounts.enumerated().lazy.filter { !$0.element.isNaN }
            .map { (self.start.advanced(by: $0.offset), Price(stored: $0.element)) }
    }
}
