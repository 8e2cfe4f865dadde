/// The last price of an instrument, as a source gave it.
public struct Quote: Hashable, Sendable {
    public let instrument: Instrument
    public let price: Price

    public init(_ instrument: Instrument, _ price: Price) {
        self.instrument = instrument
        self.price = price
    }
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
