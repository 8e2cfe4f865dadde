/// Something that knows the last price of many instruments.
public protocol QuoteSource: Sendable {
    /// As in `--source`: `cryptowatch`.
    var name: String { get }

    /// Where it asks, for a person: `api.cryptowat.ch`.
    var address: String { get }

    /// Asks once; never tries again by itself.
    ///
    /// `now` is the time of the poll: sources that make their prices up depend on it.
    func poll(at now: Timestamp) async throws(QuoteError) -> Poll
}

/// What one poll gave.
public struct Poll: Sendable {
    /// Each instrument once, in the order of the answer.
    public var quotes: [Quote]
    /// Entries that were no quote, and were left out.
    public var rejected: Int
    /// The first of those in words, `nil` where there was none.
    public var firstRejection: String?
    /// Of the body as it came over the wire, before decompression; 0 where nothing did.
    public var bytes: Int

    public init(
        quotes: [Quote], rejected: Int = 0, firstRejection: String? = nil, bytes: Int = 0
    ) {
        self.quotes = quotes
        self.rejected = rejected
        self.firstRejection = firstRejection
        self.bytes = bytes
    }
}
