import Testing
import TrackerEngine

@testable import TrackerScreen

struct SparklineStoreTests {
    @Test func `what was drawn is not worked out again, in the same width`() throws {
        let store = SparklineStore()
        let pair = Instrument(market: .kraken, pair: try Pair("a"))
        var made = 0
        func ask(_ columns: Int) -> Sparkline? {
            store.sparkline(of: pair, columns: columns) {
                made += 1
                return Sparkline([1, 2, Double(made)], columns: columns)
            }
        }
        let first = ask(8)
        #expect(ask(8) == first && made == 1)
        #expect(ask(9) != first && made == 2)
        #expect(store.sparkline(of: pair, columns: 7) { nil } == nil)
    }

    @Test func `new prices are drawn, and those of a past minute`() throws {
        var state = try SampleState.state(200, 50)
        let first = Screen().draw(state, symbols: .unicode)
        var day = try SampleState.day()
        let instrument = try #require(state.chosenInstrument)
        for back in 0..<200 {
            let minute = SampleState.now.advanced(by: -back)
            day.ingest(Batch(minute: minute, quotes: [Quote(instrument, try Price(2000))]))
        }
        _ = state.update(on: .snapshot(try SampleState.snapshot(day)))
        let plain = try SampleState.state(200, 50, snapshot: try SampleState.snapshot(day))
        let second = Screen().draw(state, symbols: .unicode)
        #expect(second != first && second == Screen().draw(plain, symbols: .unicode))
        state.press(.character("{"), .character("0"))
        #expect(Screen().draw(state, symbols: .unicode) == second)
    }

    @Test func `a list that is longer than the store is drawn all the same`() throws {
        let store = SparklineStore()
        for number in 0..<5000 {
            let pair = Instrument(market: .kraken, pair: try Pair("p\(number)"))
            let drawn = store.sparkline(of: pair, columns: 3) { Sparkline([1, 2, 3], columns: 3) }
            #expect(drawn == Sparkline([1, 2, 3], columns: 3))
        }
    }
}
