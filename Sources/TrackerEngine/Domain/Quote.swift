/// The last price of an instrument, as a source gave it, and what the source said beside it.
public struct Quote: Hashable, Sendable {
    public let instrument: Instrument
    public let price: Price
    /// What was traded in 24 hours; `nil` if the source does not tell.
    public let traded: Traded?
    /// Bytes of the pair's name that are its base; 0 if the source does not tell base and quote.
    public let baseLength: UInt8

    public init(
        _ instrument: Instrument, _ price: Price, traded: Traded? = nil, baseLength: UInt8 = 0
    ) {
        self.instrument = instrument
        self.price = price
        self.traded = traded
        self.baseLength = baseLength
    }

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
