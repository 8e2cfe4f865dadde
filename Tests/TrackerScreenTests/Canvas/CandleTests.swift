import TestSupport
import Testing

@testable import TrackerScreen

struct CandleTests {
    @Test(arguments: UInt64(1)...40)
    func `candles have every price once, and begin at multiples of their length`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...200, using: &random)
        let values = (0..<count).map { _ in
            Bool.random(using: &random) ? Double.random(in: 1...9, using: &random) : .nan
        }
        let first = Int.random(in: -99...99, using: &random)
        for length in [1, 5, 15, 60] {
            let candles = Candle.candles(
                of: values, first: first, length: length, zerosAreHoles: true)
            #expect(candles.allSatisfy { ($0.offset + first) % length == 0 })
            for (offset, candle) in candles {
                let range = max(0, offset)..<min(count, offset + length)
                let part = values[range].filter { !$0.isNaN }
                #expect(candle?.open == part.first && candle?.close == part.last)
                #expect(candle?.high == part.max() && candle?.low == part.min())
            }
            let covered = candles.map { max(0, $0.offset) }
            #expect(covered == covered.sorted() && covered.first == 0)
        }
    }

    @Test func `bodies are seen before wicks, and both are told apart`() {
        func signs(_ upper: Candle.Part, _ lower: Candle.Part) -> String {
            let signs = Candle.signs(upper: upper, lower: lower, isASCII: false)
            return String(
                String.UnicodeScalarView([signs.left, signs.middle, signs.right]))
        }
        #expect(signs(.body, .body) == "▐█▌" && signs(.wick, .wick) == " │ ")
        #expect(signs(.wick, .body) == "▗▄▖" && signs(.body, .wick) == "▝▀▘")
        #expect(signs(.nothing, .body) == "▗▄▖" && signs(.nothing, .wick) == " ╷ ")
        #expect(Candle.signs(upper: .wick, lower: .nothing, isASCII: true).middle == "|")
        #expect(Candle.signs(upper: .wick, lower: .body, isASCII: true).middle == "#")
    }

    @Test(arguments: [(200, true), (60, false)])
    func `candles of an hour are three columns wide where there is room`(
        width: Int, isWide: Bool
    ) {
        var chart = Chart(values: (0..<1440).map { 100 + Double($0) }, start: 0)
        chart.candle = 60
        let text = ChartTests.drawn(chart, width, 20).joined()
        #expect(text.contains("▐█▌") == isWide && text.contains("█"))
    }

    @Test func `candles that there is no room for are the oldest`() throws {
        var chart = Chart(values: (0..<1440).map { 100 + Double($0) }, start: 0)
        chart.candle = 5
        let plan = try #require(chart.plan(in: Size(width: 60, height: 20)))
        #expect(plan.shown.upperBound == 1440)
        #expect(plan.shown.count == plan.plot.width * 5)
        #expect(plan.column(of: 0) == nil)
        #expect(plan.column(of: 1439) == plan.plot.width - 1)
    }
}

struct PriceAxisTests {
    @Test(arguments: PriceAxis.Kind.allCases)
    func `rows rise with the price, from the lowest row to the highest`(kind: PriceAxis.Kind) {
        for (low, high) in [(1.0, 1.001), (0.5, 800), (99, 101), (1e-9, 3e-9), (7, 7)] {
            let axis = PriceAxis(kind, low: low, high: high, base: low, most: 5)
            var before = 0
            for step in 0...100 {
                let row = axis.row(of: low + (high - low) * Double(step) / 100, among: 40)
                #expect(row >= before && row < 40)
                before = row
            }
            if high > low * 1.01 {
                #expect(axis.row(of: low, among: 40) == 0 && axis.row(of: high, among: 40) == 39)
            }
            #expect(axis.labels.count <= 5)
            #expect(axis.labels.map(\.price) == axis.labels.map(\.price).sorted())
        }
    }

    @Test func `per cent are counted from the base`() {
        let axis = PriceAxis(.percent, low: 90, high: 120, base: 100, most: 5)
        #expect(axis.labels.map(\.text) == ["−10%", "0%", "+10%", "+20%"])
        #expect(axis.tag(105) == "+5.00%")
    }

    @Test func `equal ratios are equally far apart on a logarithmic axis`() {
        let axis = PriceAxis(.logarithmic, low: 1, high: 100, base: 1, most: 9)
        #expect(axis.row(of: 10, among: 101) == 50)
        #expect(axis.labels.map(\.text) == ["1", "2", "5", "10", "20", "50", "100"])
    }
}
