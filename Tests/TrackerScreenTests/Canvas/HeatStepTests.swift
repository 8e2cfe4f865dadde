import Testing

@testable import TrackerScreen

struct HeatStepTests {
    @Test(arguments: [
        (1, 10, 4), (2, 10, 4), (3, 10, 3), (9, 10, 0), (10, 10, 0), (1, 1, 0), (1, 2, 2),
        (5, 0, 0),
    ])
    func `the wildest fifth of a market is the hottest`(place: Int, count: Int, step: Int) {
        let heat = HeatStep(place: place, of: count)
        #expect(heat.number == step)
        #expect(heat.style.meaning.rawValue == Style.Meaning.heat0.rawValue + UInt8(step))
    }
}
