import Testing

@testable import TrackerScreen

struct ChangeStepTests {
    @Test(
        arguments: [
            (0, 0), (0.00099, 0), (0.001, 1), (0.00499, 1), (0.005, 2), (0.01999, 2), (0.02, 3),
            (0.04999, 3), (0.05, 4), (0.09999, 4), (0.1, 5), (276, 5), (.infinity, 5), (.nan, 0),
        ])
    func `a change has the step that it has reached`(change: Double, step: Int) {
        #expect(ChangeStep(change).number == step)
        #expect(ChangeStep(-change).number == -step)
    }

    @Test func `each step has a style of its own, and each style its trail`() {
        let changes = [-0.2, -0.06, -0.03, -0.006, -0.002, 0, 0.002, 0.006, 0.03, 0.06, 0.2]
        #expect(Set(changes.map { ChangeStep($0).style }).count == 11)
        #expect(Set(changes.map { ChangeStep($0).trail }).count == 11)
        #expect(ChangeStep(0.2).style == Style(.rise5) && ChangeStep(-0.2).style == Style(.fall5))
        #expect(ChangeStep(0.2).trail == Style(.riseTrail5))
        #expect(ChangeStep(0).style == .unchanged)
    }
}
