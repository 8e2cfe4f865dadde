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

    /// A favourite that has no price, of a market whose source is in some state.
    private static func withoutPrice(_ source: SourceHealth) throws -> State {
        let day = try SampleState.day(markets: ["okx"])
        var state = try SampleState.firstStart(
            snapshot: try SampleSources.snapshot(of: day, from: [source]))
        var favourites = Favourites()
        favourites.toggle(try Instrument(key: "market:okx:goneusd"))
        _ = state.update(on: .recall(.favourites(favourites)))
        state.press(.character("1"), .home, .character("2"))
        return state
    }

    @Test func `a pair without a price is told with the last poll of its source`() throws {
        var source = SampleSources.fine("okx")
        (source.took, source.quotes, source.rejected) = (.milliseconds(92), 1204, 1)
        source.lastSuccess = SampleState.now.start
        let state = try Self.withoutPrice(source)
        #expect(
            EmptyText.chart(state).why
                == "okx was polled at 12:00 (92 ms): 1,204 prices, 1 entry left out.")
        let text = Self.rows(state)
        #expect(text.contains("No price in the last 24 hours"))
        #expect(text.contains("okx was polled at 12:00 (92 ms)"))
        #expect(text.contains("e shows its source."))
    }

    @Test func `a source that fails, or has not answered, is told in its place`() throws {
        var source = SampleSources.waiting("okx")
        #expect(Self.rows(try Self.withoutPrice(source)).contains("okx has not answered yet."))
        source.failure = SourceHealth.Failure(
            reason: "okx answered 503", at: SampleState.now.start, times: 3)
        #expect(
            Self.rows(try Self.withoutPrice(source)).contains("okx failed at 12:00: answered 503."))
    }
}
