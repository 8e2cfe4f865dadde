import Synchronization

/// The JSON port: answers HTTP requests from the last published snapshot, on threads of its own.
///
/// It may be called from any thread, and neither slow clients nor many of them delay a publisher.
///
///     let port = JSONPort(clock: SystemClock())
///     let address = try port.start(at: PortAddress(port: "8080"))
///     for await snapshot in engine.snapshots() { port.publish(snapshot) }
public final class JSONPort: Sendable {
    private let limits: PortLimits
    private let aliases: [Market: Market]
    private let asked: @Sendable (Instrument) -> Void
    private let origin: AllowedOrigin?
    private let clock: any WallClock
    private let state = Mutex(State())

    private struct State: ~Copyable {
        var server: PortServer?
        var responder: PortResponder?
        var answers: Answers?
    }

    /// Makes a closed port.
    ///
    /// `aliases` are other names of markets, and what they are called here. `origin` is that of web
    /// pages whose scripts may read the answers, `nil` for none. `asked` is called with
    /// pairs that clients ask for, on a thread of the port's and at most 64 times a second; it must
    /// return at once.
    public init(
        limits: PortLimits = PortLimits(), aliases: [Market: Market] = [:],
        origin: AllowedOrigin? = nil, clock: any WallClock,
        asked: @escaping @Sendable (Instrument) -> Void = { _ in }
    ) {
        self.limits = limits
        self.aliases = aliases
        self.origin = origin
        self.asked = asked
        self.clock = clock
    }

    deinit { stop() }

    /// Starts to listen; until something is published, clients are told to come back.
    ///
    /// - Returns: the address with its real port.
    /// - Throws: `PortError`
    @discardableResult
    public func start(at address: PortAddress) throws(PortError) -> PortAddress {
        try state.withLock { state throws(PortError) in
            guard state.responder == nil else { throw .isOpen }
            let responder = PortResponder(
                limits: limits, clock: clock, hosts: address.hostRule, aliases: aliases,
                origin: origin, answers: state.answers, asked: asked)
            let server = try PortServer(at: address, limits: limits, responder: responder)
            let real = server.address
            state.server = consume server
            state.responder = responder
            return real
        }
    }

    /// Answers from this snapshot from now on.
    ///
    /// Cost: nothing is worked out before a client asks.
    public func publish(_ snapshot: Snapshot) {
        state.withLock { state in
            let answers = Answers(snapshot)
            state.answers = answers
            state.responder?.publish(answers)
        }
    }

    /// Cuts every connection and closes the port; it may be started again.
    ///
    /// It waits for answers that are being worked out, and does nothing if the port is not open.
    public func stop() {
        state.withLock { state in
            if let server = state.server.take() { server.stop() }
            state.responder = nil
        }
    }
}

/// What the port allows its clients.
public struct PortLimits: Hashable, Sendable {
    /// The number of threads that answer.
    ///
    /// Default: 2, so that a market's first board does not hold everyone up.
    public var threads = 2

    /// The number of open connections; more wait until one ends.
    ///
    /// Default: 256.
    public var connections = 256

    /// Bytes for a request's line and headers, and for an answer's headers.
    ///
    /// Default: 16 KiB. The library clears it after each request: 16 KiB more cost 0.4 µs.
    public var connectionMemory = 16_384

    /// Bytes of a request's body, which no route needs, before the connection is cut.
    ///
    /// Default: 64 KiB.
    public var requestBody = 65_536

    /// Seconds without a byte after which a connection is closed.
    ///
    /// Default: 10.
    public var idleSeconds = 10

    /// The time from a connection's start, or the end of its last answer, to the end of the next.
    ///
    /// Default: 30 s.
    public var deadline = Duration.seconds(30)

    /// The time without an answer after which a connection is cut if another one waits for its place.
    ///
    /// Default: 1 s.
    public var patience = Duration.seconds(1)

    /// Bytes of replies that are kept within their second for the next client.
    ///
    /// Default: 8 MiB, 270 days of a pair.
    public var replies = 8 << 20

    public init() {}
}
