import Testing

@testable import TrackerScreen

struct RoundSizeTests {
    @Test(arguments: [
        (-1.0, 0.1), (0, 0.1), (0.1, 0.1), (0.11, 0.2), (0.5, 0.5), (0.51, 1), (1, 1), (4.9, 5),
        (10, 10), (10.1, 20), (999, 1000),
    ])
    func `it is the next one of the steps`(size: Double, round: Double) {
        let found = RoundSize.above(size, steps: [1, 2, 5, 10], from: 0.1)
        #expect((found - round).magnitude < round * 1e-12 && found >= size)
    }

    @Test(arguments: [1e11, 1e12, 3e12, .infinity])
    func `it ends, however large the size is`(size: Double) {
        #expect(RoundSize.above(size, steps: [1, 10]) >= min(size, 1e13))
    }

    @Test(arguments: [(1.0, "1"), (25, "25"), (2.5, "2.5"), (4.5, "4.5"), (0.1, "0.1")])
    func `its text has a decimal only if that says something`(size: Double, text: String) {
        #expect(RoundSize.text(size) == text)
    }
}
