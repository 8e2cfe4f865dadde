import Synchronization
import TestSupport

/// A server of a few prices that can be switched off.
final class SampleFeed: Sendable {
    static let prices = ["btcusd": "48801.3", "ethusd": "3243.27", "xrpusd": "1"]

    private let server: LoopbackServer
    private let left: Shared

    private final class Shared: Sendable {
        let answers: Mutex<Int>
        init(_ count: Int) { answers = Mutex(count) }
    }

    /// Gives prices so many times, then 503.
    init(answers count: Int = .max) throws {
        let left = Shared(count)
        self.left = left
        let entries = Self.prices.sorted { $0.key < $1.key }
            .map { #""market:kraken:\#($0)":\#($1)"# }.joined(separator: ",")
        server = try LoopbackServer { _ in
            let isOn = left.answers.withLock { left in
                left -= 1
                return left >= 0
            }
            return isOn ? .json(#"{"result":{\#(entries)}}"#) : .json("{}", status: 503)
        }
    }

    var url: String { server.url }
    /// How often it was asked.
    var count: Int { server.requests.count }
}
