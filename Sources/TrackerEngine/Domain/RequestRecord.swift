/// One request that a source has made, and what came of it.
public struct RequestRecord: Hashable, Sendable {
    /// The kind of data that was asked for.
    public enum Purpose: String, Hashable, Sendable {
        case prices, listing, candles
    }

    public let purpose: Purpose
    /// When it was sent.
    public let at: Timestamp
    /// The time from sending the request to the end of the answer.
    public let took: Duration
    /// The HTTP status; `nil` if there was no answer.
    public let status: Int?
    /// The size of the body as it came over the wire.
    public let bytes: Int
    /// Rows that were read; `nil` where none could be.
    public let entries: Int?
    /// The failure as one plain line; `nil` if there was none.
    public let failure: String?
    /// The beginning of its first row, or of the answer, where nothing in it was of use; one plain
    /// line.
    public let sample: String?

    public init(
        _ purpose: Purpose, at: Timestamp, took: Duration, status: Int?, bytes: Int = 0,
        entries: Int? = nil, failure: String? = nil, sample: String? = nil
    ) {
        self.purpose = purpose
        self.at = at
        self.took = took
        self.status = status
        self.bytes = bytes
        self.entries = entries
        self.failure = failure
        self.sample = sample
    }

    /// The number of records that are kept of a source.
    public static let kept = 20
}
