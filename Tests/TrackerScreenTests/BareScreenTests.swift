import Testing
import TrackerEngine

@testable import TrackerScreen

struct BareScreenTests {
    private static let size = Size(width: 120, height: 40)

    @Test func `it shows what the dashboard shows, and a key moves it`() throws {
        let snapshot = try SampleState.snapshot()
        var bare = BareScreen(snapshot, market: .kraken, size: Self.size)
        var state = try SampleState.onKraken()
        #expect(bare.draw() == Screen().draw(state, symbols: .unicode))
        bare.moveDown()
        state.press(.down)
        #expect(bare.draw() == Screen().draw(state, symbols: .unicode))
        bare.moveToTop()
        bare.update(snapshot)
        state.press(.home)
        #expect(bare.draw() == Screen().draw(state, symbols: .unicode))
    }

    @Test func `a chart alone fills the room that it has on the screen`() throws {
        let bare = BareScreen(try SampleState.snapshot(), market: .kraken, size: Self.size)
        #expect(bare.chart.width > 40 && bare.chart.height > 20)
        let canvas = BareScreen.chart(of: SampleState.series(1), size: bare.chart)
        #expect(canvas.size == bare.chart)
        #expect(canvas.rows.allSatisfy { $0.contains { $0 != " " } })
        #expect(BareScreen(try SampleState.snapshot(), market: .kraken, size: .zero).chart == .zero)
    }
}
