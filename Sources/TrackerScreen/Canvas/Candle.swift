/// The prices of a few minutes: the first, the highest, the lowest and the last.
struct Candle: Hashable, Sendable {
    let open: Double
    private(set) var high: Double
    private(set) var low: Double
    private(set) var close: Double

    private init(_ price: Double) { (open, high, low, close) = (price, price, price, price) }

    private mutating func add(_ price: Double) {
        high = max(high, price)
        low = min(low, price)
        close = price
    }

    /// The candles of a series of minutes, oldest first; `nil` where no minute has a price.
    ///
    /// They begin at multiples of their length (in minutes, positive), so that the first and the
    /// last one may be cut. `first`: the number of the first minute. What is not finite is a hole.
    /// - Returns: each with the offset in `values` of its first minute, negative where it is cut.
    static func candles(
        of values: some Collection<Double>, first: Int, length: Int, zerosAreHoles: Bool
    ) -> [(offset: Int, candle: Candle?)] {
        let cut = ((first % length) + length) % length
        var candles: [(offset: Int, candle: Candle?)] = []
        for (offset, value) in values.enumerated() {
            if candles.isEmpty || (offset + cut) % length == 0 {
                candles.append((candles.isEmpty ? -cut : offset, nil))
            }
            guard value.isFinite, !(zerosAreHoles && value == 0) else { continue }
            let last = candles.count - 1
            if candles[last].candle == nil { candles[last].candle = Candle(value) }
            candles[last].candle?.add(value)
        }
        return candles
    }

    var isRising: Bool { close >= open }

    /// The sign of a cell by what its upper and its lower half hold.
    enum Part: Int, Sendable {
        case nothing, wick, body
    }

    /// The signs of a cell and of those beside it in a candle that is three columns wide.
    ///
    /// A wick that ends in the cell of the body's end gives way to the body.
    static func signs(
        upper: Part, lower: Part, isASCII: Bool
    ) -> (left: Unicode.Scalar, middle: Unicode.Scalar, right: Unicode.Scalar) {
        if isASCII { return (" ", upper == .body || lower == .body ? "#" : "|", " ") }
        return switch (upper, lower) {
        case (.body, .body): ("▐", "█", "▌")
        case (.body, _): ("▝", "▀", "▘")
        case (_, .body): ("▗", "▄", "▖")
        case (.wick, .wick): (" ", "│", " ")
        case (.nothing, .wick): (" ", "╷", " ")
        case (.wick, .nothing): (" ", "╵", " ")
        case (.nothing, .nothing): (" ", " ", " ")
        }
    }
}
