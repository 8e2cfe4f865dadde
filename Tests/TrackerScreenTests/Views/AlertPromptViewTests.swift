import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct AlertPromptViewTests {
    private static func view(_ state: State) throws -> AlertPromptView {
        try #require(state.overlay as? AlertPromptView)
    }

    private static func opened(_ state: State) throws -> State {
        var state = state
        state.pressAndWait(.character("A"))
        return state
    }

    private static func typing(
        _ text: String, _ state: State? = nil
    ) throws -> State {
        var state = try opened(try state ?? SampleAlerts.state())
        state.pressAndWait(.control("u"))
        for character in text { state.pressAndWait(.character(character)) }
        return state
    }

    private static func rows(_ state: State) -> [String] {
        Screen().draw(state, symbols: .unicode).rows
    }

    @Test func `the line says how often the rule would have fired, as the back-test has it`() throws
    {
        for text in ["above 1,320", "moves 0.1% in 15m", "unusual:15m>=1", "below 1", "chg>0.1"] {
            let state = try Self.typing(text)
            let rule = AlertRule(
                "r", on: AlertScope([.pair(try SampleAlerts.instrument("dogeusd"))]),
                when: try AlertReader.conditions(text))
            let test = BackTest(
                rule, on: try SampleAlerts.instrument("dogeusd"), in: state.window)
            let fires = test.events.filter { $0.kind != .end }
            let shown = Self.rows(state).suffix(4).joined(separator: "\n")
            let words =
                fires.isEmpty
                ? "never fired in 24 h" : "fired \(AlertWords.times(fires.count)) in 24 h"
            #expect(shown.contains(words), "\(text): \(shown)")
            let marks = state.alertMarks(of: try SampleAlerts.instrument("dogeusd"))
            #expect(marks.fires == fires.map(\.minute) && marks.levels == rule.levels)
        }
    }

    @Test func `a fault stands under its column, with the nearest name`() throws {
        let state = try Self.typing("abve 1k moves 5% in 15m")
        let rows = Self.rows(state).suffix(4)
        let text = try #require(rows.dropFirst(0).first { $0.contains("abve") })
        let fault = try #require(rows.first { $0.contains("^") })
        let column = try #require(text.firstIndex(of: "a"))
        let mark = try #require(fault.firstIndex(of: "^"))
        #expect(
            text.distance(from: text.startIndex, to: column)
                == fault.distance(from: fault.startIndex, to: mark))
        #expect(fault.contains("did you mean above?"))
        var kept = state
        #expect(kept.press(.enter).orders.isEmpty && kept.overlay != nil)
    }

    @Test func `Enter keeps what was typed for the pair, with what was chosen`() throws {
        var state = try Self.typing("above 1,320")
        state.pressAndWait(.tab, .right, .tab, .right, .right, .tab, .right)
        let orders = state.press(.enter).orders
        guard case .keep(let rule, replacing: nil)? = orders.first, orders.count == 1 else {
            Issue.record("\(orders)")
            return
        }
        #expect(rule.conditionText == "last>1320" && rule.scope.text == "kraken:dogeusd")
        #expect(rule.sensitivity.isOnce && rule.sensitivity.hold == 2)
        #expect(rule.delivery.channels == ["mail"] && AlertReader.isName(rule.name))
        #expect(state.overlay == nil && state.alertScreen.draft == nil)
        #expect(state.notice?.hasPrefix("Kept: above 1,320 on kraken DOGEUSD") == true)
    }

    @Test func `a scope may be typed, and is tested on all of its pairs`() throws {
        var state = try Self.typing("moves 0.1% in 15m on favourites")
        let view = try Self.view(state)
        #expect(view.result?.pairs.all == 2)
        let orders = state.press(.enter).orders
        guard case .keep(let rule, _)? = orders.first else {
            Issue.record("\(orders)")
            return
        }
        #expect(rule.scope.parts == [.favourites])
    }

    @Test func `proposals come from the day, and lead back to what was typed`() throws {
        var state = try Self.opened(try SampleAlerts.state())
        let count = try Self.view(state).proposals.count
        #expect(count >= 8)
        var seen: Set<String> = [try Self.view(state).prompt.text]
        for _ in 1..<count {
            state.pressAndWait(.down)
            seen.insert(try Self.view(state).prompt.text)
        }
        #expect(seen.count == count)
        state = try Self.typing("above 1")
        state.pressAndWait(.down)
        #expect(try Self.view(state).prompt.text != "above 1")
        state.pressAndWait(.up)
        #expect(try Self.view(state).prompt.text == "above 1")
    }

    @Test func `typing takes the place of a proposal, or goes on with it after a blank`()
        throws
    {
        var state = try Self.opened(try SampleAlerts.state())
        let proposed = try Self.view(state).prompt.text
        var longer = state
        for character in "below 2" { state.pressAndWait(.character(character)) }
        #expect(try Self.view(state).prompt.text == "below 2")
        for character in " stale:no" { longer.pressAndWait(.character(character)) }
        #expect(try Self.view(longer).prompt.text == proposed + " stale:no")
    }

    @Test func `the price at the chart's cursor is proposed first`() throws {
        var state = try SampleAlerts.state()
        state.press(.character("3"), .left, .left, .left)
        let minute = try #require(state.chart.cursor)
        let price = try #require(ChartSubject(state)?.price(at: minute))
        state.pressAndWait(.character("A"))
        let view = try Self.view(state)
        #expect(view.proposals.first?.reason == "the price at the cursor")
        guard case .rule(let rule?) = view.reading else {
            Issue.record("\(view.reading)")
            return
        }
        #expect(rule.levels == [price.amount])
    }

    @Test func `at the markets the rule is for all pairs of the chosen one`() throws {
        var state = try SampleAlerts.state()
        state.press(.character("1"))
        state.pressAndWait(.character("A"))
        guard case .keep(let rule, _)? = state.press(.enter).orders.first else {
            Issue.record("nothing is kept")
            return
        }
        #expect(rule.scope.text == "kraken" && rule.conditionText == "unusual:15m>=6")
    }

    @Test func `a test goes to the channels that are chosen`() throws {
        var state = try Self.typing("above 1")
        #expect(state.press(.control("t")).orders.count == 4)
        state.pressAndWait(.backTab, .right)
        #expect(state.press(.control("t")).orders == [.test(channel: "mail")])
        state = try Self.typing("above 1", try SampleState.state())
        #expect(state.press(.control("t")).orders.isEmpty && state.notice != nil)
    }

    @Test(arguments: UInt64(1)...12)
    func `no key crashes it, and Esc leads back`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var state = try Self.opened(try SampleAlerts.state(80, 24))
        let keys: [Key] = [
            .up, .down, .left, .right, .tab, .backTab, .control("t"), .control("u"), .backspace,
            .character(" "), .character("5"), .character("%"), .paste("moves 5% in 15m on *"),
            .character("é"), .home, .pageDown, .mouse(.press, at: Point(5, 5)),
            .paste("above 70k on kraken:dogeusd"),
        ]
        for _ in 0..<40 {
            state.pressAndWait(keys.randomElement(using: &random) ?? .up)
            let size = Size(
                width: Int.random(in: 0...64, using: &random),
                height: Int.random(in: 0...64, using: &random))
            _ = state.update(on: .resized(size))
            _ = Screen().draw(state, symbols: .ascii)
        }
        state.pressAndWait(.escape)
        #expect(state.overlay == nil && state.alertScreen.draft == nil)
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50), (60, 20), (40, 10)])
    func `the lines at every size`(width: Int, height: Int) throws {
        let state = try Self.typing("moves 0.1% in 15m", try SampleAlerts.state(width, height))
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "alert-\(width)x\(height)")
    }

    @Test func `a rule is kept with the channel, not with one of its ways`() throws {
        var board = try SampleAlerts.board()
        board.channels = ["mail:ada@example.org", "mail:bob@example.org"].map {
            ChannelReport(name: $0, place: "mail.example.org:587")
        }
        var state = try Self.typing("above 1,320", try SampleAlerts.state(120, 40, board))
        #expect(state.hints.contains { $0.does == "send a test" })
        state.pressAndWait(.tab, .tab, .tab, .right)
        guard case .keep(let rule, _)? = state.press(.enter).orders.first else {
            Issue.record("nothing is kept")
            return
        }
        #expect(rule.delivery.channels == ["mail"])
    }

    @Test func `without a channel no test is offered`() throws {
        var board = try SampleAlerts.board()
        board.channels = []
        var state = try Self.opened(try SampleAlerts.state(120, 40, board))
        #expect(!state.hints.contains { $0.does == "send a test" })
        #expect(state.press(.control("t")).orders.isEmpty)
        #expect(state.notice?.hasPrefix("There is no channel: ") == true)
    }
}
