import Testing
import TrackerEngine

@testable import TrackerScreen

struct ScreenMemoryTests {
    @Test func `a screen comes back as it was left`() throws {
        var state = try SampleState.state()
        state.press(
            .character("1"), .down, .character("2"), .down, .down, .character("s"), .character("c"),
            .character("m"))
        let text = ScreenMemory(of: state).text
        var other = try SampleState.state()
        _ = other.update(on: .goBack(ScreenMemory(text: text)))
        #expect(ScreenMemory(of: other) == ScreenMemory(of: state))
        #expect(other.chosenPair == state.chosenPair)
    }

    @Test(arguments: ["", "\n\n", "market", "market \npair  ", "sort x\norder\n\u{0}", "pane Nine"])
    func `what cannot be understood is left out`(text: String) throws {
        #expect(ScreenMemory(text: text).sort == PairSort())
    }

    @Test func `a market that is remembered and gone gives way to that of a first start`() throws {
        var memory = ScreenMemory()
        memory.market = try Market("gone")
        var state = try SampleState.state()
        _ = state.update(on: .goBack(memory))
        #expect(state.chosenMarket == (try SampleState.firstStart().chosenMarket))
    }

    @Test func `a name with a line break is not remembered`() throws {
        var memory = ScreenMemory()
        memory.market = try Market.stored("a\nmouse off")
        #expect(ScreenMemory(text: memory.text).isMouseOn)
    }
}
