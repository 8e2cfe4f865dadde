/// The last price of an instrument, as a source gave it, and what the source said beside it.
public struct Quote: Hashable, Sendable {
    public let instrument: Instrument
    public let price: Price
    // Apart, not as a `Traded?`: a quote with an optional value of two parts in it is copied by a call,
    // and millions are copied.
    private let amount: Double
    /// The raw value of the unit; 0 for none.
    private let unit: UInt8
    /// Bytes of the pair's name that are its base; 0 if the source does not tell base and quote.
    public let baseLength: UInt8

    public init(
        _ instrument: Instrument, _ price: Price, traded: Traded? = nil, baseLength: UInt8 = 0
    ) {
        self.instrument = instrument
        self.price = price
        amount = traded?.amount ?? 0
        unit = traded?.unit.rawValue ?? 0
        self.baseLength = baseLength
    }

    /// What was traded in 24 hours; `nil` if the source does not tell.
    public var traded: Traded? {
        Traded.Unit(rawValue: unit).map { Traded(checked: amount, in: $0) }
    }

    /// Whether the source tells what was traded.
    var tellsTraded: Bool { unit != 0 }

    /// The base and quote of the pair; `nil` if the source does not tell them.
    public var assets: Assets? { instrument.pair.assets(baseLength: baseLength) }
}

/// The quotes of one minute, with each instrument at most once.
public struct Batch: Hashable, Sendable {
    public let minute: Minute
    public let quotes: [Quote]

    public init(minute: Minute, quotes: [Quote]) {
        self.minute = minute
        self.quotes = quotes
    }
}
