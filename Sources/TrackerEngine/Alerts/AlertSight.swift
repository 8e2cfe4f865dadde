import Glibc

/// The lowest and the highest of some prices; no price leaves the lowest infinite.
struct AlertRange: Hashable, Sendable {
    var low = Double.infinity
    var high = -Double.infinity

    /// Counts a price in; NaN changes nothing.
    @inline(__always) mutating func add(_ price: Double) {
        low = price < low ? price : low
        high = price > high ? price : high
    }

    mutating func add(_ other: AlertRange) {
        low = min(low, other.low)
        high = max(high, other.high)
    }

    var isEmpty: Bool { high < low }

    init(low: Double = .infinity, high: Double = -.infinity) { (self.low, self.high) = (low, high) }

    /// That of some prices; NaN and 0 stand for none.
    init(_ prices: some Sequence<Double>) {
        for price in prices where price > 0 { add(price) }
    }
}

/// A pair at a minute, as far as rules look at it.
///
/// Prices are bare doubles above 0; NaN stands for none. Everything is known through this minute,
/// and nothing later.
protocol AlertSight {
    var minute: Minute { get }
    var price: Double { get }
    /// The price before this one, and its minute; NaN and `nil` for none.
    var previousPrice: Double { get }
    var previous: Minute? { get }
    /// The range of the prices from `span` before the minute up to the minute before it.
    func range(_ span: AlertSpan) -> AlertRange
    /// The price so many minutes before.
    func amount(ago minutes: Int) -> Double
    /// The volatility of the day through the hour before this one: 0.03 stands for 3 %.
    ///
    /// By the hour, because it takes a whole day of prices, and on a wild day most pairs ask for it
    /// each minute.
    func volatility() -> Double?
    /// Figures of the day as the screen has them; change and volatility as fractions.
    func day(_ figure: PairCondition.Figure) -> Double?
    /// The price of another market at the same minute; `nil` for the pair of the same name.
    func other(_ market: Market, _ pair: Pair?) -> Double
    /// The quote currency; `nil` where it is not known.
    func quote() -> String?
    /// Whether the pair has its first price of the day, in a market polled for an hour.
    func isNewlyListed() -> Bool
    /// Whether the pair has fewer different prices than a pattern wants.
    func isThin() -> Bool
    /// Minutes since the source was well; `nil` for a sight of a pair.
    func failing() -> Double?
}

// MARK: - Figures

extension AlertSight {
    /// A figure in its unit; `nil` where it cannot be told at this minute.
    func value(of figure: AlertFigure) -> Double? {
        switch figure {
        case .silence: return silence
        case .failing: return failing()
        default: break
        }
        guard !price.isNaN else { return nil }
        if let figure = PriceFigure(figure) {
            let value = value(of: figure)
            return value.isNaN ? nil : value
        }
        switch figure {
        case .spread(let market, let pair):
            let other = other(market, pair)
            return other > 0 ? (price - other).magnitude / other * 10_000 : nil
        case .change: return day(.change).map { $0 * 100 }
        case .volatility: return day(.volatility).map { $0 * 100 }
        case .rank: return day(.rank)
        case .turnover: return day(.turnover)
        case .last, .up, .down, .move, .unusual, .silence, .failing: return nil
        }
    }

    /// The figure that a rule compares with a threshold; NaN where it cannot be told.
    @inline(__always) func value(of timing: AlertTiming, _ threshold: AlertThreshold) -> Double {
        if let figure = threshold.figure { return value(of: figure) }
        return timing.figure.flatMap { value(of: $0) } ?? .nan
    }

    /// A figure in its unit; NaN where it cannot be told at this minute.
    @inline(__always) func value(of figure: PriceFigure) -> Double {
        switch figure {
        case .last: price
        case .up(let span): Self.rise(to: price, from: range(span).low)
        case .down(let span): Self.fall(to: price, from: range(span).high)
        case .move(let span): Self.move(to: price, in: range(span))
        case .unusual(let span): unusual(from: origin(span), over: span) ?? .nan
        }
    }

    /// Minutes without a price; `nil` for a pair that never had one.
    var silence: Double? {
        if !price.isNaN { return 0 }
        return previous.map { Double($0.distance(to: minute)) }
    }

    /// Per cent; 0 at or below the lowest price, which may be infinite; NaN without a price.
    @inline(__always) static func rise(to price: Double, from low: Double) -> Double {
        price > low ? (price / low - 1) * 100 : price * 0
    }

    /// Per cent; 0 at or above the highest price; NaN without a price.
    @inline(__always) static func fall(to price: Double, from high: Double) -> Double {
        price < high ? (1 - price / high) * 100 : price * 0
    }

    /// The larger of the rise from the lowest and the fall from the highest price of a range; per cent.
    @inline(__always) static func move(to price: Double, in range: AlertRange) -> Double {
        let (up, down) = (rise(to: price, from: range.low), fall(to: price, from: range.high))
        return up < down ? down : up
    }

    /// The price that a move over a span is measured from: that of its beginning, or of up to 5
    /// minutes before it.
    func origin(_ span: AlertSpan) -> Double {
        for back in 0...5 {
            let amount = amount(ago: span.minutes + back)
            if !amount.isNaN { return amount }
        }
        return .nan
    }

    /// How many times the usual move of a span a move is; 0 below half a per cent.
    func unusual(from origin: Double, over span: AlertSpan) -> Double? {
        guard origin > 0 else { return nil }
        let ratio = price / origin
        // Logarithms take longer than the rest.
        guard ratio >= 1.0049 || ratio <= 0.9951 else { return 0 }
        let move = log(ratio).magnitude
        // Below it the volatility, which takes the whole day, need not be known.
        guard move >= 0.005 else { return 0 }
        guard let volatility = volatility(), volatility > 0 else { return nil }
        return move / (volatility * (Double(span.minutes) / Double(Minute.perDay)).squareRoot())
    }

    /// The share of a level that a price has to come back by: a fifth of the daily volatility, 0.05 %
    /// to 5 %; 0.5 % where there is none yet.
    func usualMargin() -> Double {
        guard let volatility = volatility() else { return 0.005 }
        return min(max(volatility / 5, 0.0005), 0.05)
    }
}

/// Counts different prices, newest first, until there are as many as a pattern wants.
struct AlertThinness {
    private var prices: [Double] = []

    var isThin: Bool { prices.count < RestlessRanking.fewestPrices }

    /// Counts a price in; NaN changes nothing.
    mutating func add(_ price: Double) {
        if !price.isNaN, !prices.contains(price) { prices.append(price) }
    }
}
