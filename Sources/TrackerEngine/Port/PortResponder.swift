import Synchronization

/// Answers the requests that the library's threads bring, from what was published last.
final class PortResponder: Sendable {
    let limits: PortLimits
    private let clock: any WallClock
    private let hosts: HostRule
    private let aliases: [Market: Market]
    private let origin: AllowedOrigin?
    private let asked: @Sendable (Instrument) -> Void
    private let state: Mutex<State>

    private struct State {
        var answers: Answers?
        /// Replies made from `answers` in the Unix second `second`.
        var replies: ReplyCache
        var second = Int.min
        /// The number of pairs reported in it.
        var reported = 0
    }

    /// The most pairs that are reported in a second.
    ///
    /// A report wakes another thread, which costs more than the answer; and a client that walks
    /// through all pairs has to ask again anyway for those that it wants to be filled.
    private static let mostReported = 64

    /// `aliases`, `origin`, `asked`: as in `JSONPort`.
    init(
        limits: PortLimits, clock: any WallClock, hosts: HostRule, aliases: [Market: Market],
        origin: AllowedOrigin? = nil, answers: Answers?,
        asked: @escaping @Sendable (Instrument) -> Void
    ) {
        self.limits = limits
        self.clock = clock
        self.hosts = hosts
        self.aliases = aliases
        self.origin = origin
        self.asked = asked
        state = Mutex(State(answers: answers, replies: ReplyCache(limit: limits.replies)))
    }

    func publish(_ new: Answers) {
        // What goes is freed without the lock.
        var gone: (Answers?, ReplyCache)?
        state.withLock { state in
            gone = (state.answers, state.replies.empty())
            state.answers = new
        }
        withExtendedLifetime(gone) {}
    }

    /// The reply to a request, now.
    ///
    /// - Returns: `nil` if there is no memory for it. Cost: about 0.3 µs for what was asked already in
    ///   this second, else that of the route.
    func reply(to request: PortRequest) -> PortReply? {
        let now = clock.now
        var gone: ReplyCache?
        let (answers, kept) = state.withLock { state in
            if state.second != now.unixSeconds {
                state.second = now.unixSeconds
                state.reported = 0
                gone = state.replies.empty()
            }
            return (state.answers, state.replies[request])
        }
        if let kept { return kept }
        let response = response(to: request, from: answers, at: now)
        guard let reply = reply(with: response) else { return nil }
        state.withLock { state in
            guard state.answers === answers, state.second == now.unixSeconds else { return }
            gone = state.replies.keep(reply, for: request) ?? gone
        }
        withExtendedLifetime(gone) {}
        return reply
    }

    /// The refusal of a request whose head is at fault.
    ///
    /// - Returns: `nil` if there is no memory for it.
    func refusal(_ fault: HeadFault) -> PortReply? { reply(with: fault.response) }

    private func reply(with response: PortResponse) -> PortReply? {
        PortReply(origin.map(response.readable) ?? response)
    }

    private func response(
        to request: PortRequest, from answers: Answers?, at now: Timestamp
    ) -> PortResponse {
        if origin != nil, request.method == "OPTIONS" { return .preflight }
        guard let answers else { return .loading }
        let routes = Routes(
            answers: answers, hosts: hosts, now: now, aliases: aliases, asked: report)
        return routes.response(to: request)
    }

    private func report(_ instrument: Instrument) {
        let isReported = state.withLock { state in
            state.reported += 1
            return state.reported <= Self.mostReported
        }
        if isReported { asked(instrument) }
    }
}
