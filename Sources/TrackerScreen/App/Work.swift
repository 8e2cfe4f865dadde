package import TrackerEngine

/// Something that a view wants worked out of a window.
protocol Question: Hashable, Sendable {
    associatedtype Answer: Sendable

    /// Works it out; it may take a second, on another thread than the screen's.
    func answer(in window: DayWindow) -> Answer
}

/// A question on its way to another thread, and its answer on the way back as an event.
package struct Work: Hashable, Sendable {
    private let question: any Question

    init(_ question: some Question) { self.question = question }

    /// Works the question out; the event goes back to the screen.
    package func done(in window: DayWindow) -> Event { .answer(question.answer(in: window)) }

    package static func == (one: Work, other: Work) -> Bool {
        AnyHashable(one.question) == AnyHashable(other.question)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(AnyHashable(question)) }
}

/// Asks for the ranks of a market through the day, for the pane of the chosen pair.
///
/// For 2,000 pairs that takes 25 ms, too long for a frame.
struct RankCourseQuestion: Question {
    let market: Market

    func answer(in window: DayWindow) -> RankCourse {
        RankCourse(history: RankHistory(of: market, in: window))
    }
}
