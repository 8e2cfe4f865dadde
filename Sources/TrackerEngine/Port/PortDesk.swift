import Synchronization

/// Where the library's threads get their answers: what was published last.
final class PortDesk: Sendable {
    let limits: PortLimits
    private let clock: any WallClock
    private let hosts: HostRule
    private let aliases: [Market: Market]
    private let asked: @Sendable (Instrument) -> Void
    private let answers: Mutex<Answers?>

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
        self.answers = Mutex(answers)
    }

    func publish(_ new: Answers) {
        // What goes is freed without the lock.
        let old = answers.withLock { answers in
            defer { answers = new }
            return answers
        }
        withExtendedLifetime(old) {}
    }

    func response(to request: PortRequest) -> PortResponse {
        guard let answers = answers.withLock({ $0 }) else {
            return .failure(503, "The day is being read.", [.init(name: "Retry-After", value: "1")])
        }
        let routes = Routes(
            answers: answers, hosts: hosts, now: clock.now, aliases: aliases, asked: asked)
        return routes.response(to: request)
    }
}
