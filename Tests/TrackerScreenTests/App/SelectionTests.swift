import TestSupport
import Testing

@testable import TrackerScreen

struct SelectionTests {
    @Test(arguments: UInt64(1)...100)
    func `the chosen row is always on the screen`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let list = Array(0..<Int.random(in: 1...60, using: &random))
        var selection = Selection<Int>()
        var top = 0
        for _ in 0..<50 {
            let height = Int.random(in: 1...20, using: &random)
            selection.move(by: Int.random(in: -20...20, using: &random), in: list)
            top = selection.scrolled(from: top, height: height, count: list.count)
            #expect(top >= 0 && top <= max(0, list.count - height))
            #expect(selection.row >= top && selection.row < top + height)
        }
    }

    @Test func `an element that left is chosen again when it comes back`() {
        var selection = Selection("b")
        selection.follow(in: ["a", "b", "c"])
        selection.follow(in: ["a", "c"])
        #expect(selection.row == 1)
        selection.follow(in: ["a", "b", "c"])
        #expect(selection.row == 1 && selection.element == "b")
    }
}
