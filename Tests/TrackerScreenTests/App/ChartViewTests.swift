import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct ChartViewTests {
    static let window = SampleState.now.advanced(by: -1439)...SampleState.now

    @Test(arguments: UInt64(1)...60)
    func `whatever is pressed, the view lies in the window and the cursor in the view`(
        seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        var view = ChartView()
        var window = Self.window
        for _ in 0..<60 {
            switch Int.random(in: 0..<8, using: &random) {
            case 0: view.zoom(in: true, window: window)
            case 1: view.zoom(in: false, window: window)
            case 2: view.pan(later: false, window: window)
            case 3: view.pan(later: true, window: window)
            case 4: view.mark()
            case 5:
                window = window.lowerBound.next...window.upperBound.next
                view.follow(window)
            default:
                view.moveCursor(by: Int.random(in: -300...300, using: &random), window: window)
                let shown = view.shown(of: window)
                #expect(view.cursor.map(shown.contains) == true)
            }
            let shown = view.shown(of: window)
            #expect(shown.count == view.span.minutes)
            #expect(window.contains(shown.lowerBound) && window.contains(shown.upperBound))
            #expect(view.marks.count <= 2 && view.marks.allSatisfy(window.contains))
            #expect(view.cursor.map(window.contains) ?? true)
        }
    }

    @Test func `closer and farther lead back, and the newest minute is followed`() {
        var view = ChartView()
        for _ in 0..<9 { view.zoom(in: true, window: Self.window) }
        #expect(view.span == .hour && view.end == nil)
        view.pan(later: false, window: Self.window)
        #expect(view.end == SampleState.now.advanced(by: -30))
        view.pan(later: true, window: Self.window)
        #expect(view.end == nil)
        for _ in 0..<9 { view.zoom(in: false, window: Self.window) }
        #expect(view.isPlain)
    }

    @Test func `zooming keeps the cursor in the middle where it can`() {
        var view = ChartView()
        let minute = SampleState.now.advanced(by: -700)
        view.setCursor(minute, window: Self.window)
        for span in [720, 360, 180, 60] {
            view.zoom(in: true, window: Self.window)
            let shown = view.shown(of: Self.window)
            #expect(shown.count == span)
            #expect(shown.lowerBound.distance(to: minute) == span / 2 - 1)
        }
    }

    @Test func `a third mark begins anew, and clearing says whether there was something`() {
        var view = ChartView()
        view.mark()
        #expect(view.marks.isEmpty)
        for offset in [-9, -7, -5] {
            view.setCursor(SampleState.now.advanced(by: offset), window: Self.window)
            view.mark()
            view.mark()
        }
        #expect(view.marks == [SampleState.now.advanced(by: -5)])
        let cleared = [view.clear(), view.clear()]
        #expect(cleared == [true, false])
        #expect(view.cursor == nil && view.marks.isEmpty)
    }
}

struct ChartKeysTests {
    private static func drawn(_ state: State) -> String {
        Screen().draw(state, symbols: .unicode).rows.joined(separator: "\n")
    }

    @Test func `the cursor reads the minute, its price, and its change`() throws {
        var state = try SampleState.state()
        state.press(.character("3"), .left)
        let instrument = try #require(state.chosenInstrument)
        let series = try #require(state.window.series(of: instrument))
        let last = try #require(series.amounts.last)
        #expect(Self.drawn(state).contains("12:00  \(Numbers.exact(last))  "))
        state.press(.home)
        #expect(Self.drawn(state).contains("12:01  \(Numbers.exact(series.amounts[0]))  "))
        #expect(Self.drawn(state).contains("since 12:01"))
    }

    @Test func `two marks measure what lies between them`() throws {
        var state = try SampleState.state(160, 40)
        state.press(.character("3"), .home, .character("x"), .end, .character("x"))
        let instrument = try #require(state.chosenInstrument)
        let series = try #require(state.window.series(of: instrument))
        let (first, last) = (series.amounts[0], series.amounts[1439])
        let text = Self.drawn(state)
        #expect(text.contains("12:01 to 12:00"))
        #expect(text.contains(Numbers.percent(last / first - 1)))
        #expect(text.contains("+" + Numbers.fixed(last - first, decimals: 1) + "  "))
        #expect(text.contains("1,439 min"))
        state.press(.escape)
        #expect(state.focus == .chart && !Self.drawn(state).contains("1,439 min"))
        state.press(.escape)
        #expect(state.focus == .pairs)
    }

    @Test func `backspace leaves the chart, arrows do not`() throws {
        var state = try SampleState.state()
        state.press(.enter, .left, .left, .right, .character("h"), .character("l"))
        #expect(state.focus == .chart)
        state.press(.backspace)
        #expect(state.focus == .pairs)
    }

    @Test func `a click on the chart reads the minute under it`() throws {
        var state = try SampleState.state()
        let (plan, origin, minutes) = try #require(state.chartPlan())
        for column in [0, plan.plot.width / 2, plan.plot.width - 1] {
            state.press(.mouse(.press, at: Point(origin.x + plan.plot.x + column, origin.y + 5)))
            let cursor = try #require(state.chart.cursor)
            let offset = minutes.lowerBound.distance(to: cursor)
            #expect(plan.column(of: offset) == column)
        }
    }

    @Test(arguments: [5, 15, 60])
    func `candles are cycled through, and the chart says which`(minutes: Int) throws {
        var state = try SampleState.state(200, 50)
        for _ in 0...([5, 15, 60].firstIndex(of: minutes) ?? 0) { state.press(.character("c")) }
        #expect(state.chart.candle == minutes)
        #expect(Self.drawn(state).contains("\(minutes) min candles"))
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50)])
    func `candles of a whole day can all be reached, one press each`(
        width: Int, height: Int
    ) throws {
        var state = try SampleState.state(width, height)
        state.press(.character("3"), .character("c"))
        func shown() throws -> ClosedRange<Minute> { try #require(ChartSubject(state)).minutes }
        let newest = try shown()
        #expect(newest.upperBound == SampleState.now && newest.count < 1440)
        // What is shown is what the chart draws, and what the frame says.
        let (plan, _, minutes) = try #require(state.chartPlan())
        #expect(plan.shown.count == minutes.count && minutes == newest)
        let clock = state.localTime.clock(at: newest.lowerBound.unixSeconds)
        #expect(Self.drawn(state).contains("\(clock)–12:00"))
        state.press(.character("<"))
        #expect(try shown().upperBound < newest.upperBound)
        state.press(.home)
        #expect(try shown().lowerBound == state.windowMinutes.lowerBound)
        var before = try #require(state.chart.cursor)
        for _ in 0..<40 {
            state.press(.right)
            let cursor = try #require(state.chart.cursor)
            #expect(before.distance(to: cursor) == 5 || before == state.windowMinutes.lowerBound)
            let now = try shown()
            #expect(cursor.index.isMultiple(of: 5) && now.contains(cursor))
            before = cursor
        }
        let subject = try #require(ChartSubject(state))
        let (minutes5, candle) = try #require(subject.candle(at: before))
        #expect(minutes5.count == 5)
        let text = Self.drawn(state)
        #expect(text.contains("O \(subject.prices.text(try Price(candle.open)))"))
        #expect(text.contains("│"))
    }

    @Test func `a line of a whole day is whole again after candles`() throws {
        var state = try SampleState.state()
        state.press(.character("3"), .character("c"), .character("<"), .home)
        state.press(.character("c"), .character("c"), .character("c"))
        #expect(state.chart.candle == nil)
        let whole = try #require(ChartSubject(state))
        #expect(whole.minutes == state.windowMinutes)
        #expect(state.chart.isPlain)
    }

    @Test func `another pair is compared by its change, on an axis of per cent`() throws {
        var state = try SampleState.state(160, 40)
        state.press(.character("O"), .down)
        let subject = try #require(ChartSubject(state))
        let other = try #require(subject.other)
        #expect(other.instrument != subject.instrument && !other.isSamePair)
        #expect(subject.chart(time: .utc, style: .plain).axis == .percent)
        // Its own line is in the text's colour, the other one in the accent: no side has a colour.
        let place = try #require(state.chartPlan())
        let canvas = Screen().draw(state, symbols: .unicode)
        let plot = place.plan.plot
        let lines = (0..<plot.height).flatMap { y in
            (0..<plot.width).map {
                canvas[place.origin.x + plot.x + $0, place.origin.y + plot.y + y]
            }
        }.filter { (0x2801...0x28FF).contains($0.scalar.value) }
        #expect(Set(lines.map(\.style.meaning)) == [.plain, .accent])
        let first = try #require(other.amounts.first)
        #expect(abs(first * other.factor - (subject.base?.amount ?? 0)) < 1e-6)
        #expect(Self.drawn(state).contains(" bp"))
        state.press(.up, .character("O"))
        #expect(state.chart.other == nil)
    }

    @Test func `a missing minute says why`() throws {
        var day = RollingDay()
        func add(_ market: String, _ pair: String, _ minutes: ClosedRange<Int>) throws {
            let instrument = Instrument(market: try Market(market), pair: try Pair(pair))
            day.merge(SampleState.series(1, minutes: minutes), of: instrument)
        }
        try add("kraken", "aaa", 300...1438)
        try add("kraken", "bbb", 200...1438)
        try add("okx", "aaa", 100...1438)
        var state = try SampleState.state(160, 40, snapshot: try SampleState.snapshot(day))
        state.press(.character("3"), .end)
        #expect(Self.drawn(state).contains("not polled yet"))
        for (offset, reason) in [
            (50, "nothing was polled then"), (150, "the poll of kraken failed"),
            (250, "kraken did not list the pair"),
        ] {
            let minute = state.windowMinutes.lowerBound.advanced(by: offset)
            state.chart.setCursor(minute, window: state.windowMinutes)
            #expect(Self.drawn(state).contains(reason))
        }
    }
}

struct TimeTravelTests {
    @Test(arguments: [1, 60, 777])
    func `a past minute shows what was known then`(ago: Int) throws {
        var state = try SampleState.state()
        let instrument = try #require(state.chosenInstrument)
        let series = try #require(state.window.series(of: instrument))
        let live = state
        state.travel(to: SampleState.now.advanced(by: -ago))
        let statistics = try #require(state.statistics(of: instrument))
        #expect(statistics.last?.amount == series.amounts[1439 - ago])
        #expect(statistics.count == 1440 - ago)
        let then = try #require(state.window.latest(of: instrument))
        #expect(then.minute == SampleState.now.advanced(by: -ago))
        #expect(then.price.amount == series.amounts[1439 - ago])
        let rows = Screen().draw(state, symbols: .unicode).rows
        #expect(rows[0].contains(" ago ") && rows[0].contains("0 now"))
        state.press(.character("0"))
        #expect(
            Screen().draw(state, symbols: .unicode) == Screen().draw(live, symbols: .unicode))
    }

    @Test func `ranks of a past minute are those of its prices alone`() throws {
        var state = try SampleState.state()
        state.travel(to: SampleState.now.advanced(by: -700))
        let board = try #require(state.board)
        let variances = board.pairs.map { pair -> (pair: Pair, figure: Double?) in
            let instrument = Instrument(market: board.market, pair: pair)
            let series = SampleState.snapshotSeries(instrument, in: state.snapshot)
            return (pair, PairStatistics(series.prefix(740)).variance)
        }
        #expect(board.byVariance == MarketRanking(variances))
    }

    @Test func `it goes no further than the day, and time goes on beside it`() throws {
        var state = try SampleState.state()
        for _ in 0..<30 { state.press(.character("{")) }
        #expect(state.moment == state.snapshot.window.first)
        state.press(.character("}"), .character("]"), .character("["))
        let moment = state.snapshot.window.first.advanced(by: 60)
        #expect(state.moment == moment)
        let window = state.snapshot.window.advanced(to: SampleState.now.advanced(by: 61))
        _ = state.update(
            on: .snapshot(
                Snapshot(
                    window: window, sources: [SampleState.source()], store: .memory(reason: "t"))))
        #expect(state.moment == window.first)
        for _ in 0..<30 { state.press(.character("}")) }
        #expect(state.moment == nil)
    }

    @Test func `a pair that came later is not there yet`() throws {
        var day = try SampleState.day()
        let late = Instrument(market: .kraken, pair: try Pair("late"))
        day.merge(SampleState.series(1, minutes: 1000...1439), of: late)
        var state = try SampleState.state(snapshot: try SampleState.snapshot(day))
        #expect(state.pairList.contains(late))
        let count = state.window.pairCount(of: .kraken)
        state.travel(to: SampleState.now.advanced(by: -600))
        #expect(!state.pairList.contains(late))
        #expect(state.window.pairCount(of: .kraken) == count - 1)
        #expect(state.window.latest(of: late) == nil && state.window.series(of: late) == nil)
    }

    @Test func `a mark without a cursor names the keys that move it`() throws {
        var state = try SampleState.state(120, 40)
        state.press(.character("3"), .character("x"))
        #expect(state.notice == "Move the cursor first (←→).")
        let table = KeyTable.standard.remapped(["chart-earlier": [], "chart-later": []])
        _ = state.update(on: .settings(ScreenSettings(keys: table), nil))
        state.press(.character("x"))
        #expect(state.notice == "Move the cursor first.")
    }
}
