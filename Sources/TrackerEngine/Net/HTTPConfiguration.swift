/// The limits of a client.
public struct HTTPConfiguration: Hashable, Sendable {
    /// The limit for name, connection and TLS together, of each hop; default 5 s.
    public var connectTimeLimit = Duration.seconds(5)
    /// The limit for the whole answer, redirects included; default 20 s.
    ///
    /// It ends every transfer, whatever a server sends or does not send.
    public var timeLimit = Duration.seconds(20)
    /// The most bytes of a body, both announced and decompressed; default 64 MB.
    public var bodyLimit = 64 << 20
    /// Header lines of one answer; default 200.
    public var headerLimit = 200
    /// Bytes of the header lines of one answer; default 64 kB.
    public var headerBytesLimit = 64 << 10
    /// Hops after the first; default 5.
    public var redirectLimit = 5
    /// Whether `http_proxy`, `https_proxy` and `no_proxy` count; default yes.
    public var usesProxyVariables = true
    /// A file of certificate authorities in PEM, which count instead of the system's; default none.
    ///
    /// Certificates are verified always.
    public var certificateFile: String?
    /// Default `tracker-tui/0.1`.
    public var userAgent = "tracker-tui/0.1"

    public init() {}
}
