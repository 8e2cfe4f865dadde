import Testing
import TrackerEngine

@testable import TrackerScreen

struct EmptyTextTests {
    private static func rows(_ state: State) -> String {
        Screen().draw(state, symbols: .unicode).rows.joined(separator: "\n")
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50), (60, 20)])
    func `a filter that leaves nothing is named, with the way back`(
        width: Int, height: Int
    ) throws {
        var state = try SampleState.state(width, height)
        let count = state.listedCount
        state.press(.character("/"))
        state.type("btc chg>50")
        state.press(.enter)
        let text = Self.rows(state)
        #expect(text.contains("No pair matches /btc chg>50"))
        #expect(text.contains("Esc shows all \(count)."))
        state.press(.escape)
        #expect(state.pairList.count == count)
    }

    @Test func `a market that is not found is named, with the way back`() throws {
        var state = try SampleState.state()
        state.press(.character("1"), .character("/"))
        state.type("zzz")
        state.press(.enter)
        let text = Self.rows(state)
        #expect(text.contains("No market matches /zzz") && text.contains("Esc shows all 3."))
        #expect(text.contains("No chart"))
    }

    @Test func `every text fits where it stands, however narrow that is`() throws {
        var state = try SampleState.state()
        state.press(.character("/"))
        state.type("zzz")
        state.press(.enter)
        let empty = try #require(EmptyText.pairs(state))
        for width in 0...40 {
            var canvas = Canvas(Size(width: width, height: 12))
            empty.draw(on: &canvas)
            #expect(width < 24 || !canvas.rows.contains { $0.contains("…") }, "\(width)")
        }
    }
}
