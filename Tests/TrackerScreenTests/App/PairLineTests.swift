import Testing
import TrackerEngine

@testable import TrackerScreen

struct PairLineTests {
    @Test func `the line says what the screen says, in full`() throws {
        var state = try SampleState.state()
        let commands = state.press(.character("y"))
        let expected =
            "kraken AAVEUSD, 1,091.8, +1.39% in 24 h, variance rank 1.000, place 7 of 7, "
            + "volatility 1.35% a day, as of 2021-08-28 12:00 UTC"
        #expect(commands.contains(.copy(expected)))
        #expect(state.notice?.hasSuffix(expected) == true)
    }

    @Test func `nothing that a terminal would obey is copied`() throws {
        var day = RollingDay()
        let name = "a\u{1B}]52;c;\u{07}b\u{9B}2J\u{202E}"
        day.merge(
            SampleState.series(1),
            of: Instrument(
                market: try Market.stored("x\ny"), pair: try Pair.stored(name)))
        let state = try SampleState.state(snapshot: try SampleState.snapshot(day))
        let line = PairLine(try #require(state.chosenInstrument), state).text
        #expect(line.unicodeScalars.allSatisfy { GlyphWidth($0) != .dropped })
        #expect(line.hasPrefix("x?y A?]52;C;?B?2J?, "))
    }
}
