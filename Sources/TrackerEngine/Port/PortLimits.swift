/// What the port allows its clients.
public struct PortLimits: Hashable, Sendable {
    /// Threads that answer.
    ///
    /// Default: 2, so that a market's first board does not hold everyone up.
    public var threads = 2

    /// Open connections; more wait until one ends.
    ///
    /// Default: 256.
    public var connections = 256

    /// Bytes for a request's line and headers, and for an answer's headers.
    ///
    /// Default: 16 KiB.
    public var connectionMemory = 16_384

    /// Bytes of a request's body, which nobody needs, before it is cut off.
    ///
    /// Default: 64 KiB.
    public var requestBody = 65_536

    /// Seconds without a byte after which a connection is closed.
    ///
    /// Default: 10.
    public var idleSeconds = 10

    /// From a connection's start, or the end of its last answer, to the end of the next.
    ///
    /// Default: 30 s.
    public var deadline = Duration.seconds(30)

    /// Bytes of answers that are kept for the next client, packed ones and copies counted.
    ///
    /// Default: 32 MiB.
    public var answers = 32 << 20

    /// The part of `answers` for replies that can be sent again as they are, within their second.
    var readyReplies: Int { answers / 8 }
    /// The part of it for bodies, within their minute.
    var bodies: Int { answers - readyReplies }

    public init() {}
}
