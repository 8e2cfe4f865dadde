/// A condition of an alert rule: what has to be true of a pair, or of a market's source.
///
///     last>70k  up:15m>=5  unusual:15m>=6  high:6h  each:1k  spread:okx>30  stale>10  failing>5
///     listed  delisted  chg>3  quote:usdt  stale:no
///
/// `AlertReader` reads these words and the sentences that mean the same.
public enum AlertCondition: Hashable, Sendable {
    /// A figure is compared with a number in the figure's unit.
    case compare(AlertFigure, PairCondition.Comparison, Double)
    /// The price is above (below) all others of the span.
    case extreme(AlertExtreme, AlertSpan)
    /// The price passes another multiple of a number.
    case each(Double)
    /// A pair has its first price, in a market that has been polled for an hour.
    case listed
    /// A pair has had no price for an hour, while its market has prices.
    case delisted
    /// The quote currency of the pair, in lower case.
    case quote(String)
    /// Whether the pair has been without a price for the last 5 minutes.
    case stale(Bool)
}

/// The side that an extreme is on.
public enum AlertExtreme: String, Hashable, Sendable, CaseIterable {
    case high, low
}

/// A figure that an alert compares with a number.
public enum AlertFigure: Hashable, Sendable {
    /// The price of the minute, in the quote currency.
    case last
    /// The per cent that the price lies above the lowest price of the span.
    case up(AlertSpan)
    /// The per cent that the price lies below the highest price of the span.
    case down(AlertSpan)
    /// The larger of `up` and `down`.
    case move(AlertSpan)
    /// The size of the move since the beginning of the span, as a multiple of the usual one.
    ///
    /// |ln(last ÷ price then)| ÷ (daily volatility × √(span ÷ 1 day)); below a move of 0.5 % it is 0.
    case unusual(AlertSpan)
    /// The basis points between the price and that of another market at the same minute.
    ///
    /// 10,000 × |price − other| ÷ other. `nil` for the pair of the same name.
    case spread(Market, Pair?)
    /// The minutes since the last price, while the market's source is well.
    case silence
    /// The minutes since the source of the market was well.
    case failing
    /// The change of the day in per cent, as on the screen.
    case change
    /// The rank by variance, as on the screen.
    case rank
    /// The volatility of the day in per cent, as on the screen.
    case volatility
    /// The turnover of 24 hours in US dollars.
    case turnover
}

/// A time that a figure looks back on: 1 to 60 minutes, or 1 to 24 hours.
public struct AlertSpan: Hashable, Sendable, Comparable {
    public let minutes: Int

    /// - Parameter minutes: 1 to 60, or whole hours up to 24; `nil` for anything else.
    public init?(minutes: Int) {
        guard (1...60).contains(minutes) || minutes % 60 == 0 && (1...24).contains(minutes / 60)
        else { return nil }
        self.minutes = minutes
    }

    /// Reads `15m`, `6h`.
    init?(_ text: some StringProtocol) {
        guard let unit = text.last, unit == "m" || unit == "h",
            text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(text.dropLast()), unit == "m" ? number <= 60 : number <= 24
        else { return nil }
        self.init(minutes: unit == "h" ? number * 60 : number)
    }

    /// `15m`, `6h`: an hour and more in hours.
    public var text: String { minutes < 60 ? "\(minutes)m" : "\(minutes / 60)h" }

    public static func < (left: AlertSpan, right: AlertSpan) -> Bool {
        left.minutes < right.minutes
    }
}

extension AlertFigure {
    /// The span that it looks back on; `nil` for a figure without one.
    public var span: AlertSpan? {
        switch self {
        case .up(let span), .down(let span), .move(let span), .unusual(let span): span
        default: nil
        }
    }

    /// Whether it is a way that the price has gone: then a rule has steps.
    public var isMove: Bool { span != nil }

    /// Whether its end is told where a rule does not say so.
    var endsByDefault: Bool {
        switch self {
        case .spread, .silence, .failing, .rank, .volatility: true
        default: false
        }
    }
}

extension AlertCondition {
    /// The figure that is compared; `nil` for a condition without one.
    public var figure: AlertFigure? {
        if case .compare(let figure, _, _) = self { figure } else { nil }
    }

    /// Whether it is about the highest or the lowest price of a span.
    var isExtreme: Bool { if case .extreme = self { true } else { false } }

    /// The span that it looks back on; `nil` for a condition without one.
    public var span: AlertSpan? {
        if case .extreme(_, let span) = self { span } else { figure?.span }
    }
}
