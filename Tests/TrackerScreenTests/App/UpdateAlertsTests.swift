import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct UpdateAlertsTests {
    private static func rows(_ state: State) -> [String] {
        Screen().draw(state, symbols: .unicode).rows
    }

    @Test func `an alert stands on the bottom line until the next key`() throws {
        var state = try SampleAlerts.state()
        var board = try SampleAlerts.board()
        board.records.append(
            AlertRecord(
                sequence: 9,
                event: try SampleAlerts.event("fast", "adausd", ago: 1, from: 1_100, to: 1_160)))
        let next = try SampleAlerts.snapshot(board)
        _ = state.update(on: .snapshot(next))
        let last = try #require(Self.rows(state).last)
        #expect(last.contains("! kraken ADAUSD up 5.5% in 9 min at 1,160 [fast]"), "\(last)")
        _ = state.update(on: .snapshot(next))
        state.press(.down)
        #expect(Self.rows(state).last?.contains("[fast]") == false)
        _ = state.update(on: .snapshot(next))
        #expect(state.notice == nil, "it is told once")
    }

    @Test func `old, seen and silenced alerts are no news, and several are counted`() throws {
        var state = try SampleAlerts.state(120, 40, AlertBoard())
        // The journal is read after the first frame: its alerts are those of before.
        var board = try SampleAlerts.board()
        board.startSequence = 8
        _ = state.update(on: .snapshot(try SampleAlerts.snapshot(board)))
        #expect(state.notice == nil)
        for (number, pair) in ["adausd", "dogeusd", "solusd"].enumerated() {
            board.records.append(
                AlertRecord(
                    sequence: 20 + number,
                    event: try SampleAlerts.event("fast", pair, ago: 0, from: 100, to: 106),
                    isSilenced: number == 2))
        }
        _ = state.update(on: .snapshot(try SampleAlerts.snapshot(board)))
        #expect(state.notice?.hasPrefix("2 alerts, the newest: ! kraken DOGEUSD") == true)
    }

    @Test func `the top line counts what nobody has seen`() throws {
        var state = try SampleAlerts.state()
        #expect(Self.rows(state)[0].contains("! 2 alerts"))
        _ = state.update(on: .resized(Size(width: 40, height: 10)))
        #expect(Self.rows(state)[0].contains("!2"))
        var board = try SampleAlerts.board()
        for place in board.records.indices { board.records[place].isSeen = true }
        _ = state.update(on: .snapshot(try SampleAlerts.snapshot(board)))
        #expect(!Self.rows(state)[0].contains("!"))
    }

    @Test func `the status line has only channels that fail`() throws {
        let state = try SampleAlerts.state(200, 50)
        let last = try #require(Self.rows(state).last)
        #expect(last.contains("phone: 429 too many requests, 3 waiting"))
        #expect(last.contains("work: wrong password, 1 waiting"))
        #expect(!last.contains("mail:") && !last.contains("desk"))
    }

    @Test func `a channel that refuses is trouble, on the status line and in its list`() throws {
        var board = try SampleAlerts.board()
        board.channels = [
            ChannelReport(
                name: "mail", place: "mail.example.org:587",
                state: .refusing(since: SampleState.now.advanced(by: -9).start, count: 3),
                reply: "550 5.1.1 no such user")
        ]
        var state = try SampleAlerts.state(200, 50, board)
        let clock = state.localTime.clock(at: SampleState.now.advanced(by: -9).unixSeconds)
        let words = "refused 3 messages since \(clock)"
        #expect(Self.rows(state).last?.contains("mail: \(words): 550 5.1.1 no such user") == true)
        #expect(AlertChannelsTable.words(board.channels[0], state) == (words, .error))
        state.pressAndWait(.character("!"))
        while try #require(state.overlay as? AlertsView).tab != .channels {
            state.pressAndWait(.tab)
        }
        let row = try #require(Self.rows(state).first { $0.contains("mail.example.org") })
        #expect(row.contains(String(Symbols.unicode.bad)) && row.contains(words))
        #expect(row.contains("550 5.1.1"))
    }

    @Test func `the chart of a pair marks levels and where alerts fired, and no other pair's`()
        throws
    {
        var state = try SampleAlerts.state()
        let shown = Self.rows(state).joined(separator: "\n")
        #expect(shown.contains("!1,310.0") && shown.contains("▼"))
        let marks = state.alertMarks(of: try SampleAlerts.instrument("dogeusd"))
        #expect(marks.levels == [1310])
        #expect(marks.fires.map { $0.distance(to: SampleState.now) } == [1500, 200, 9])
        state.go(to: try SampleAlerts.instrument("ethbtc"))
        #expect(!Self.rows(state).joined().contains("!1,310"))
        state.go(to: try SampleAlerts.instrument("dogeusd"))
        for _ in 0..<4 { state.press(.character("{")) }
        let past = state.alertMarks(of: try SampleAlerts.instrument("dogeusd"))
        #expect(past.fires.map { $0.distance(to: SampleState.now) } == [1500])
    }

    @Test func `the list marks pairs that a rule names, brighter where it has fired`() throws {
        let index = PairAlerts(try SampleAlerts.board())
        #expect(index.signs[try SampleAlerts.instrument("dogeusd")] == .fired)
        #expect(index.signs[try SampleAlerts.instrument("adausd")] == .fired)
        #expect(index.signs[try SampleAlerts.instrument("solusd")] == nil)
        var board = AlertBoard()
        board.rules = [try SampleAlerts.rule("r", "above 1", on: "kraken:solusd", "kraken:*")]
        #expect(PairAlerts(board).signs == [try SampleAlerts.instrument("solusd"): .armed])
    }

    @Test func `names that were chosen stay, made ones follow the rule`() throws {
        let made = try SampleAlerts.rule(
            AlertReader.name(
                for: try AlertReader.conditions("above 1"),
                on: AlertScope([try AlertReader.part("kraken:dogeusd")])), "above 1",
            on: "kraken:dogeusd")
        for (rule, isKept) in [
            (try SampleAlerts.rule("mine", "above 1", on: "kraken:dogeusd"), true), (made, false),
        ] {
            var draft = AlertDraft(changing: rule)
            draft.text = "above 2"
            let new = try draft.rule(beside: [rule])
            #expect((new.name == rule.name) == isKept)
            #expect(new.levels == [2])
        }
    }

    private static func column(of text: String, in row: String) throws -> Int {
        let place = try #require(row.firstRange(of: text))
        return row.distance(from: row.startIndex, to: place.lowerBound)
    }

    @Test(arguments: [60, 80, 120, 200])
    func `a click on the count of alerts opens their list`(width: Int) throws {
        var state = try SampleAlerts.state(width, 40)
        let x = try Self.column(of: "! 2 alerts", in: Self.rows(state)[0])
        state.press(.mouse(.press, at: Point(x - 2, 0)))
        #expect(state.overlay == nil)
        state.press(.mouse(.press, at: Point(x + 4, 0)))
        #expect(state.overlay is AlertsView)
    }

    @Test func `a click on a new alert goes to its pair, on several to the list`() throws {
        var board = try SampleAlerts.board()
        let all = board.records
        board.records = Array(all.prefix(4))
        func told(_ count: Int) throws -> State {
            var state = try SampleAlerts.state(120, 40, board)
            state.go(to: try SampleAlerts.instrument("ethbtc"))
            var new = board
            new.records += (0..<count).map { number in
                AlertRecord(sequence: 20 + number, event: all[4].event)
            }
            _ = state.update(on: .snapshot(try SampleAlerts.snapshot(new)))
            return state
        }
        let bottom = Point(3, 39)
        var state = try told(1)
        state.press(.mouse(.press, at: bottom))
        #expect(state.chosenInstrument == (try SampleAlerts.instrument("dogeusd")))
        state = try told(2)
        state.press(.mouse(.press, at: bottom))
        #expect(state.overlay is AlertsView)
        // The line says something else by then.
        state = try told(1)
        state.press(.character("m"))
        state.press(.mouse(.press, at: bottom))
        #expect(state.chosenInstrument == (try SampleAlerts.instrument("ethbtc")))
    }
}
