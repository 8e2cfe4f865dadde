/// One request that a source has made, and what came of it.
public struct RequestRecord: Hashable, Sendable {
    /// What was asked for.
    public enum Purpose: String, Hashable, Sendable {
        case prices, listing, candles
    }

    public let purpose: Purpose
    /// When it was sent.
    public let at: Timestamp
    /// From sending to the end of the answer.
    public let took: Duration
    /// Of HTTP; `nil` where there was no answer.
    public let status: Int?
    /// Of the body as it came over the wire.
    public let bytes: Int
    /// Rows that were read; `nil` where none could be.
    public let entries: Int?
    /// What went wrong, one plain line; `nil` where nothing did.
    public let failure: String?

    public init(
        _ purpose: Purpose, at: Timestamp, took: Duration, status: Int?, bytes: Int = 0,
        entries: Int? = nil, failure: String? = nil
    ) {
        self.purpose = purpose
        self.at = at
        self.took = took
        self.status = status
        self.bytes = bytes
        self.entries = entries
        self.failure = failure
    }

    /// How many of a source are kept.
    public static let kept = 20
}
