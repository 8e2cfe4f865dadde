import Testing
import TrackerEngine

@testable import TrackerScreen

struct PriceHeadTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let before: Double?
        let now: Double
        let from: Int?
        var isUp = true
        var testDescription: String { "\(before ?? 0) to \(now)" }
    }

    static let cases: [Case] = [
        Case(before: 66_951.2, now: 66_957.8, from: 5),
        Case(before: 66_957.9, now: 66_957.8, from: 7, isUp: false),
        Case(before: 66_957.8, now: 66_957.8, from: nil),
        Case(before: nil, now: 66_957.8, from: nil),
        // A digit less: nothing stands where it stood.
        Case(before: 100_000.1, now: 99_999.9, from: 0, isUp: false),
    ]

    @Test(arguments: cases)
    func `the digits that moved begin with the first one that is another`(_ example: Case) throws {
        let prices = PriceText(PairStatistics([100_000.1, 66_957.8]))
        let before = try example.before.map { try Price($0) }
        let head = PriceHead(try Price(example.now), before: before, in: prices)
        #expect(head.moved?.from == example.from)
        if let moved = head.moved { #expect(moved.isUp == example.isUp) }
        #expect(head.digits == BigText(head.text).width)
    }

    @Test func `the screen has them in the colour of the last minute`() throws {
        let instrument = Instrument(market: .kraken, pair: try Pair("btcusd"))
        var day = RollingDay()
        let amounts = (0..<1440).map { $0 == 1439 ? 66_957.8 : 66_951.2 }
        day.merge(
            Series(start: SampleState.now.advanced(by: -1439), amounts: amounts), of: instrument)
        let state = try SampleState.state(snapshot: try SampleState.snapshot(day))
        let canvas = Screen().draw(state, symbols: .unicode)
        let place = state.layout.inside(.chart)
        let row = (0..<place.width).map { canvas[place.x + $0, place.y + 1] }
        let blocks = row.filter { "█▀".unicodeScalars.contains($0.scalar) }
        #expect(blocks.first?.style == .strong && blocks.last?.style == .rising)
    }
}
