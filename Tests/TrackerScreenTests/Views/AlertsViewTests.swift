import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct AlertsViewTests {
    private static func view(_ state: State) throws -> AlertsView {
        try #require(state.overlay as? AlertsView)
    }

    private static func opened(
        _ tab: AlertsView.Tab = .rules, _ width: Int = 120, _ height: Int = 40,
        _ board: AlertBoard? = nil
    ) throws -> State {
        var state = try SampleAlerts.state(width, height, board)
        state.pressAndWait(.character("!"))
        while try view(state).tab != tab { state.pressAndWait(.tab) }
        return state
    }

    private static func names(_ state: State) throws -> [String] {
        try view(state).lines.map(\.rule.name)
    }

    @Test func `each rule says how it stands`() throws {
        let lines = try Self.view(try Self.opened()).lines
        let words = Dictionary(
            uniqueKeysWithValues: lines.map { ($0.rule.name, ($0.phase, $0.words)) })
        #expect(words["fast"]?.0 == .fired && words["fast"]?.1 == "2 fired")
        #expect(words["spread"]?.0 == .pending && words["spread"]?.1 == "for 2 min")
        #expect(words["listed"]?.0 == .silenced && words["listed"]?.1 == "until 14:00")
        #expect(words["doge-low"]?.0 == .armed)
        #expect(lines.first { $0.rule.name == "fast" }?.count == 2)
        #expect(lines.first { $0.rule.name == "doge-low" }?.count == 1)
    }

    @Test func `who comes for the sign in the top line sees what fired first`() throws {
        var state = try SampleAlerts.state()
        state.pressAndWait(.character("!"))
        #expect(try Self.view(state).tab == .fired)
        #expect(try Self.view(state).record?.sequence == 8)
        #expect(state.press(.character("x")).orders == [.see(through: 8)])
    }

    @Test func `ordered by the way that is left, the nearest is first`() throws {
        var state = try Self.opened()
        state.pressAndWait(.character("s"))
        let view = try Self.view(state)
        let away = view.lines.map { view.prospects[$0.rule.name]?.away ?? .infinity }
        #expect(away == away.sorted() && away[0].isFinite)
        state.pressAndWait(.character("s"))
        #expect(try Self.names(state).prefix(2) == ["fast", "doge-low"])
        state.pressAndWait(.character("s"))
        #expect(try Self.names(state).first == "fast")
    }

    @Test(arguments: [(86_340, "until 11:59"), (86_400, "until 29 Aug"), (86_460, "until 29 Aug")])
    func `of a silence of a day or more the date is told`(seconds: Int, words: String) throws {
        var board = try SampleAlerts.board()
        // It is noon: the same clock tomorrow would read as now.
        let until = SampleState.now.start + .seconds(seconds)
        board.silences = [AlertSilence(rule: "listed", subject: nil, until: until)]
        let lines = try Self.view(try Self.opened(.rules, 120, 40, board)).lines
        #expect(lines.first { $0.rule.name == "listed" }?.words == words)
    }

    @Test func `Space pauses a rule, and lets a silent one go on`() throws {
        var state = try Self.opened()
        #expect(
            state.press(.character(" ")).orders
                == [.silence(AlertSilence(rule: "fast", subject: nil, until: nil))])
        state.pressAndWait(.down, .down)
        #expect(state.press(.character(" ")).orders == [.unsilence(rule: "listed", subject: nil)])
    }

    @Test func `a silence has an end that is chosen, for the rule or for all`() throws {
        var state = try Self.opened()
        let now = SampleState.now.start
        state.pressAndWait(.character("z"), .right)
        #expect(
            state.press(.enter).orders
                == [
                    .silence(
                        AlertSilence(rule: "fast", subject: nil, until: now + .seconds(4 * 3600)))
                ])
        state.pressAndWait(.character("z"), .tab, .right, .right, .right)
        // It is noon: until the next morning.
        #expect(
            state.press(.enter).orders
                == [
                    .silence(
                        AlertSilence(rule: "*", subject: nil, until: now + .seconds(20 * 3600)))
                ])
        let words = "are silent until 29 Aug 08:00: alerts are recorded and not sent; "
        #expect(state.notice?.hasPrefix("All rules \(words)") == true)
        state.pressAndWait(.character("z"), .left, .enter)
        let own = "fast is silent until you end it: alerts are recorded and not sent; "
        #expect(state.notice?.hasPrefix(own) == true)
        state.pressAndWait(.down, .down, .character("z"))
        #expect(state.press(.enter).orders == [.unsilence(rule: "listed", subject: nil)])
        state.pressAndWait(.character("z"), .escape)
        #expect(try Self.view(state).mode == .list)
    }

    @Test func `rules of the configuration are not changed here`() throws {
        var state = try Self.opened()
        for key in [Key.character("e"), .character("d")] {
            #expect(state.press(key).isEmpty)
            #expect(state.notice?.contains("config.toml, line 12") == true)
            #expect(try Self.view(state).mode == .list)
        }
    }

    @Test func `deleting asks`() throws {
        var state = try Self.opened()
        state.pressAndWait(.down, .down, .down, .down, .character("d"))
        #expect(
            Screen().draw(state, symbols: .unicode).rows.contains {
                $0.contains("Delete doge-low?")
            })
        #expect(state.press(.escape).orders.isEmpty)
        state.pressAndWait(.character("d"))
        #expect(state.press(.character("n")).orders.isEmpty)
        state.pressAndWait(.character("d"))
        #expect(state.press(.character("d")).orders == [.delete(rule: "doge-low")])
    }

    @Test func `a rule is changed in the line that it was typed in, and the list comes back`()
        throws
    {
        var state = try Self.opened()
        state.pressAndWait(.down, .down, .down, .down, .character("e"))
        let prompt = try #require(state.overlay as? AlertPromptView)
        #expect(prompt.prompt.text == "below 1,310 on kraken:dogeusd")
        state.pressAndWait(.control("u"))
        for character in "below 1.2k" { state.pressAndWait(.character(character)) }
        guard case .keep(let rule, replacing: "doge-low")? = state.press(.enter).orders.first else {
            Issue.record("not kept")
            return
        }
        #expect(rule.name == "doge-low" && rule.levels == [1200])
        #expect(rule.scope.text == "kraken:dogeusd")
        #expect(try Self.view(state).line?.rule.name == "doge-low")
    }

    @Test func `Enter goes to the pair, at the minute at which it fired`() throws {
        var state = try Self.opened(.fired)
        state.pressAndWait(.down, .enter)
        #expect(state.overlay == nil)
        #expect(state.chosenInstrument == (try SampleAlerts.instrument("dogeusd")))
        #expect(state.chart.cursor == SampleState.now.advanced(by: -200))
        state = try Self.opened()
        state.pressAndWait(.enter)
        #expect(state.overlay == nil && state.chosenInstrument != nil)
    }

    @Test func `a filter narrows the list, and Esc shows all`() throws {
        var state = try Self.opened()
        state.pressAndWait(.character("/"), .character("d"), .character("o"), .character("g"))
        #expect(try Self.names(state) == ["spread", "doge-low"])
        state.pressAndWait(.enter)
        #expect(try Self.names(state).count == 2)
        state.pressAndWait(.escape)
        #expect(try Self.names(state).count == 6 && state.overlay != nil)
        state.pressAndWait(.escape)
        #expect(state.overlay == nil)
    }

    @Test func `in the past only what had fired by then is there`() throws {
        var state = try Self.opened(.fired)
        for _ in 0..<5 { state.pressAndWait(.character("{")) }
        #expect(try Self.view(state).records.map(\.sequence) == [5, 4, 3])
        let lines = try Self.view(state).lines
        #expect(lines.allSatisfy { $0.words == Numbers.missing })
        state.pressAndWait(.character("0"))
        #expect(try Self.view(state).records.count == 5)
    }

    @Test func `the chosen rule stays chosen when others come and go`() throws {
        var state = try Self.opened()
        state.pressAndWait(.down, .down, .down, .down)
        var board = try SampleAlerts.board()
        board.rules.removeFirst(2)
        _ = state.update(on: .snapshot(try SampleAlerts.snapshot(board)))
        #expect(try Self.view(state).line?.rule.name == "doge-low")
    }

    @Test func `only rules that are seen are asked for`() throws {
        var board = AlertBoard()
        board.rules = try (0..<500).map {
            try SampleAlerts.rule("r\($0)", "above \(20_000 + $0)", on: "kraken:dogeusd")
        }
        var state = try SampleAlerts.state(80, 24, board)
        let works = state.press(.character("!"))
        var asked: [String] = []
        for case .workOut(let work) in works {
            guard case .answer(let answer as AlertProspectsAnswer) = work.done(in: state.window)
            else { continue }
            asked += answer.rules
        }
        #expect((1...24).contains(asked.count))
    }

    @Test(arguments: AlertsView.Tab.allCases)
    func `no key in any list crashes it`(tab: AlertsView.Tab) throws {
        let all: [Key] = KeyTable.standard.groups.flatMap(\.bindings).flatMap(\.keys)
            .filter { $0 != .control("c") }
        for board in [try SampleAlerts.board(), AlertBoard()] {
            for first in [nil, Key.character("z"), .character("/"), .character("d")] {
                var opened = try Self.opened(tab, 80, 24, board)
                if let first { opened.pressAndWait(first) }
                for key in all {
                    var state = opened
                    state.pressAndWait(key)
                    _ = Screen().draw(state, symbols: .unicode)
                }
            }
        }
    }

    @Test(arguments: AlertsView.Tab.allCases)
    func `it draws at any size`(tab: AlertsView.Tab) throws {
        for board in [try SampleAlerts.board(), AlertBoard()] {
            var state = try Self.opened(tab, 80, 24, board)
            for number in 0...64 {
                for size in [(number, number), (number, 24), (160, number)] {
                    _ = state.update(on: .resized(Size(width: size.0, height: size.1)))
                    _ = Screen().draw(state, symbols: .ascii)
                }
            }
        }
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50), (60, 20), (40, 10)], AlertsView.Tab.allCases)
    func `the lists at every size`(size: (Int, Int), tab: AlertsView.Tab) throws {
        let state = try Self.opened(tab, size.0, size.1)
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "alerts-\(tab)-\(size.0)x\(size.1)")
    }

    @Test(arguments: AlertsView.Tab.allCases)
    func `lists without anything say how to begin`(tab: AlertsView.Tab) throws {
        let state = try Self.opened(tab, 80, 24, AlertBoard())
        try expectSnapshot(
            Screen().draw(state, symbols: .ascii), named: "alerts-\(tab)-empty-80x24")
    }

    @Test func `simulated prices name the channels that they never leave through`() throws {
        var board = AlertBoard()
        board.withheld = ["mail", "phone"]
        var state = try Self.opened(.channels, 80, 24, board)
        let rows = Screen().draw(state, symbols: .unicode).rows
        #expect(rows.contains { $0.contains("Simulated prices never leave the program.") })
        #expect(rows.contains { $0.contains("go to: mail, phone.") })
        #expect(state.press(.character("t")).orders.isEmpty)
        #expect(state.notice?.hasSuffix("nothing goes to mail, phone.") == true)
    }

    @Test func `a test is offered only where there is a channel`() throws {
        var board = try SampleAlerts.board()
        #expect(try Self.opened(.rules).hints.contains { $0.does == "test" })
        board.channels = []
        for tab in AlertsView.Tab.allCases {
            let state = try Self.opened(tab, 120, 40, board)
            #expect(!state.hints.contains { $0.does.contains("test") })
        }
        var state = try Self.opened(.rules, 120, 40, board)
        #expect(state.press(.character("t")).orders.isEmpty)
        #expect(
            state.notice == "There is no channel: [[channel]] in the configuration makes one.")
    }

    @Test func `a test of the heartbeat is sent from its row, also without a channel`() throws {
        var board = try SampleAlerts.board()
        board.channels = []
        board.heartbeat = ChannelReport(name: HeartbeatPlan.name, place: "hc-ping.com")
        var state = try Self.opened(.channels, 120, 40, board)
        #expect(state.hints.contains { $0.does == "send a test" })
        #expect(state.press(.character("t")).orders == [.test(channel: "heartbeat")])
        #expect(state.notice == "A test goes to heartbeat.")
        #expect(!(try Self.opened(.rules, 120, 40, board)).hints.contains { $0.does == "test" })
    }

    @Test func `the outcome of a test is told where it was asked for, each time`() throws {
        var board = try SampleAlerts.board()
        var state = try Self.opened(.rules, 120, 40, board)
        for number in 1...2 {
            state.press(.character("t"))
            #expect(state.notice?.hasPrefix("A test goes to ") == true)
            board.channels[0].tests = number
            board.channels[0].reply = "test: 550 no"
            _ = state.update(on: .snapshot(try SampleAlerts.snapshot(board)))
            #expect(state.notice == "\(board.channels[0].name): test: 550 no")
        }
    }

    @Test func `who reads what another program stores is told how to send a test`() throws {
        var state = try Self.opened(.rules)
        state.snapshot = try SampleAlerts.snapshot(
            try SampleAlerts.board(), store: .following(place: "day.sqlite"))
        #expect(state.press(.character("t")).orders.isEmpty)
        #expect(state.notice?.contains("tracker-tui alerts send-test ") == true)
    }

    @Test func `a channel with several ways is one of the configuration`() throws {
        var board = try SampleAlerts.board()
        board.channels = ["mail:ada@example.org", "mail:bob@example.org", "phone"].map {
            ChannelReport(name: $0, place: "mail.example.org:587")
        }
        board.rules[0].delivery.channels = ["mail"]
        #expect(board.channelNames == ["mail", "phone"])
        var state = try Self.opened(.rules, 120, 40, board)
        #expect(state.press(.character("t")).orders == [.test(channel: "mail")])
        board.rules[0].delivery.channels = []
        state = try Self.opened(.rules, 120, 40, board)
        #expect(state.press(.character("t")).orders.isEmpty)
        #expect(state.notice == "Nothing is sent: this rule names no channel (to = []).")
        board.rules[0].delivery.channels = ["pager"]
        state = try Self.opened(.rules, 120, 40, board)
        #expect(state.press(.character("t")).orders.isEmpty)
        #expect(state.notice?.hasPrefix("There is no channel pager: ") == true)
        // Of the ways, the chosen one is tried alone.
        state = try Self.opened(.channels, 120, 40, board)
        #expect(
            state.press(.character("t")).orders == [.test(channel: "mail:ada@example.org")])
    }

    @Test func `a silence may last until quiet hours end`() throws {
        var board = try SampleAlerts.board()
        board.quiet = QuietTime(try #require(QuietHours("23:00-06:30")), offset: { _ in 0 })
        var state = try Self.opened(.rules, 120, 40, board)
        state.pressAndWait(.character("z"), .right, .right, .right)
        #expect(
            Screen().draw(state, symbols: .unicode).rows.contains {
                $0.contains("‹until quiet hours end›")
            })
        // It is noon.
        let end = SampleState.now.start + .seconds(18 * 3600 + 1800)
        #expect(
            state.press(.enter).orders
                == [.silence(AlertSilence(rule: "fast", subject: nil, until: end))])
        #expect(state.notice?.contains(" until 29 Aug 06:30: alerts are ") == true)
    }
}
