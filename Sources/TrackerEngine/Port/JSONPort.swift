import Synchronization

/// The JSON port: answers HTTP requests from the last published snapshot, on threads of its own.
///
/// May be called from any thread. Neither slow clients nor many of them are felt by a publisher.
public final class JSONPort: Sendable {
    private let limits: PortLimits
    private let aliases: [Market: Market]
    private let asked: @Sendable (Instrument) -> Void
    private let clock: any WallClock
    private let state = Mutex(State())

    private struct State: ~Copyable {
        var server: PortServer?
        var desk: PortDesk?
        var answers: Answers?
    }

    /// `aliases`: other names of markets, and what they are called here; `asked`: is told of each
    /// pair that was asked for, on a thread of the port's, and must return at once.
    public init(
        limits: PortLimits = PortLimits(), aliases: [Market: Market] = [:], clock: any WallClock,
        asked: @escaping @Sendable (Instrument) -> Void = { _ in }
    ) {
        self.limits = limits
        self.aliases = aliases
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
            guard state.desk == nil else { throw .isOpen }
            let desk = PortDesk(limits, clock, address.hostRule, aliases, asked, state.answers)
            let server = try PortServer(at: address, limits, desk)
            let real = server.address
            state.server = consume server
            state.desk = desk
            return real
        }
    }

    /// Answers from this snapshot from now on.
    ///
    /// Cost: nothing is worked out before someone asks.
    public func publish(_ snapshot: Snapshot) {
        state.withLock { state in
            let answers = Answers(snapshot, limit: limits.bodies, after: state.answers)
            state.answers = answers
            state.desk?.publish(answers)
        }
    }

    /// Cuts every connection and closes the port; it may be started again.
    ///
    /// Waits for answers that are being worked out. Does nothing where it is not open.
    public func stop() {
        state.withLock { state in
            if let server = state.server.take() { server.stop() }
            state.desk = nil
        }
    }
}
