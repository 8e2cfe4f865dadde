/// Something that knows the last price of many instruments.
public protocol QuoteSource: Sendable {
    /// The name that `--source` takes: `cryptowatch`.
    var name: String { get }

    /// The host that it asks, for a person: `api.cryptowat.ch`.
    var address: String { get }

    /// The markets that it is known to serve before it has answered; empty where its answers tell.
    var markets: [Market] { get }

    /// Its newest requests, oldest first, `RequestRecord.kept` at the most.
    var requests: [RequestRecord] { get }

    /// The source of its past prices; `nil` if it has none.
    var history: (any CandleSource)? { get }

    /// Asks once; never tries again by itself.
    ///
    /// `now` is the time of the poll: sources that make their prices up depend on it.
    func poll(at now: Timestamp) async throws(QuoteError) -> Poll
}

extension QuoteSource {
    public var markets: [Market] { [] }
    public var requests: [RequestRecord] { [] }
    public var history: (any CandleSource)? { nil }
}

/// The result of one poll.
public struct Poll: Sendable {
    /// Each instrument once, in the order of the answer.
    public var quotes: [Quote]
    /// Entries that were no quote, and were left out.
    public var rejected: Int
    /// The first of those in words, `nil` where there was none.
    public var firstRejection: String?
    /// The size of the bodies over the wire, before decompression; 0 if nothing was sent.
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
