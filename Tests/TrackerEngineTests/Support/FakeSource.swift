import Synchronization

@testable import TrackerEngine

/// A source that does as the test says.
final class FakeSource: QuoteSource {
    typealias Answer = @Sendable (Timestamp) -> Result<Poll, QuoteError>

    let name: String
    let address = "fake.test"
    let markets: [Market]
    private let state: Mutex<State>

    // No tuple: a closure in one is wrapped again at each access, without end.
    private struct State {
        var answer: Answer
        var polls: [Timestamp] = []
    }

    init(name: String = "fake", markets: [Market] = [], answer: @escaping Answer) {
        self.name = name
        self.markets = markets
        state = Mutex(State(answer: answer))
    }

    /// When it was asked.
    var polls: [Timestamp] { state.withLock { $0.polls } }

    /// One for each poll.
    var requests: [RequestRecord] {
        polls.map { RequestRecord(.prices, at: $0, took: .zero, status: nil) }
    }

    func answer(_ answer: @escaping Answer) { state.withLock { $0.answer = answer } }

    func poll(at now: Timestamp) async throws(QuoteError) -> Poll {
        let answer = state.withLock { state in
            state.polls.append(now)
            return state.answer
        }
        return try answer(now).get()
    }
}
