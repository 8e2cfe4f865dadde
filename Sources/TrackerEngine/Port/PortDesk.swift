import Synchronization

/// Where the library's threads get their answers: what was published last.
final class PortDesk: Sendable {
    let limits: PortLimits
    private let clock: any WallClock
    private let hosts: HostRule
    private let aliases: [Market: Market]
    private let asked: @Sendable (Instrument) -> Void
    private let state: Mutex<State>

    private struct State {
        var answers: Answers?
        /// Unix seconds that the rest is of.
        var second = Int.min
        var ready: ReadyReplies
        /// How many pairs were told of.
        var told = 0

        mutating func move(to now: Int) {
            guard second != now else { return }
            second = now
            told = 0
            ready.removeAll()
        }
    }

    /// Pairs that the engine is told of in a second.
    ///
    /// To tell wakes another thread, which cost more than the answer; and who walks through all
    /// pairs has to ask again anyway for what he wants to be filled.
    private static let mostTold = 64

    init(
        _ limits: PortLimits, _ clock: any WallClock, _ hosts: HostRule,
        _ aliases: [Market: Market], _ asked: @escaping @Sendable (Instrument) -> Void,
        _ answers: Answers?
    ) {
        self.limits = limits
        self.clock = clock
        self.hosts = hosts
        self.aliases = aliases
        self.asked = asked
        state = Mutex(State(answers: answers, ready: ReadyReplies(limit: limits.readyReplies)))
    }

    func publish(_ new: Answers) {
        // What goes is freed without the lock.
        var old: (Answers?, ReadyReplies)?
        state.withLock { state in
            old = (state.answers, state.ready)
            state.answers = new
            state.ready = ReadyReplies(limit: limits.readyReplies)
        }
        withExtendedLifetime(old) {}
    }

    /// The reply to a request, whose `question` are the bytes that it depends on; `request` reads
    /// it, where nobody has asked the same in this second.
    ///
    /// - Returns: `nil` where there is no memory for it. Cost: about 0.2 µs for what was asked
    ///   already, 5 µs for a body that is kept.
    func reply(
        to question: UnsafeRawBufferPointer, _ request: () -> PortRequest
    ) -> PortReply? {
        let now = clock.now
        let hash = unsafe Fingerprint.of(question)
        let (answers, ready) = state.withLock { state in
            state.move(to: now.unixSeconds)
            return (state.answers, unsafe state.ready.reply(to: question, hash: hash))
        }
        if let ready { return ready }
        let reply = PortReply(response(to: request(), from: answers, at: now))
        if let reply, let answers, unsafe !question.isEmpty {
            let question = unsafe Array(question)
            state.withLock { state in
                guard state.answers === answers, state.second == now.unixSeconds else { return }
                state.ready.keep(reply, to: question, hash: hash)
            }
        }
        return reply
    }

    /// The answer to a request at a time, worked out.
    func response(
        to request: PortRequest, from answers: Answers?, at now: Timestamp
    ) -> PortResponse {
        guard let answers else { return .loading }
        let routes = Routes(
            answers: answers, hosts: hosts, now: now, aliases: aliases, asked: tell)
        return routes.response(to: request)
    }

    private func tell(_ instrument: Instrument) {
        let isTold = state.withLock { state in
            state.told += 1
            return state.told <= Self.mostTold
        }
        if isTold { asked(instrument) }
    }
}
