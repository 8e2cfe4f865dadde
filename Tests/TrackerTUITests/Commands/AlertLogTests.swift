import TestSupport
import Testing

@testable import TrackerEngine
@testable import TrackerTUI

struct AlertLogTests {
    static func board(_ count: Int, _ state: ChannelReport.State = .unused) throws -> AlertBoard {
        var board = AlertBoard()
        let pair = Instrument(market: .kraken, pair: try Pair("btcusd"))
        board.rules = [
            AlertRule(
                "level", on: AlertScope([.pair(pair)]), when: try AlertReader.conditions("last>70k")
            )
        ]
        board.records = try (1...max(1, count)).prefix(count).map { number in
            var event = AlertEvent(
                rule: "level", subject: .pair(pair), minute: Minute(index: number), kind: .fire)
            event.price = try Price(70_000 + Double(number))
            return AlertRecord(sequence: number, event: event, isSilenced: number == 3)
        }
        board.channels = [
            ChannelReport(name: "mail", place: "mx:587", state: state, reply: "535 no", waiting: 2)
        ]
        return board
    }

    @Test func `each event of this run is one line, whatever boards were skipped`() throws {
        var board = try Self.board(4)
        board.startSequence = 1
        let lines = AlertLog.lines(from: nil, to: board)
        #expect(
            lines == [
                "alert: kraken BTC/USD above 70,000: 70,002 [level]",
                "alert: kraken BTC/USD above 70,000: 70,003 [level] (not sent)",
                "alert: kraken BTC/USD above 70,000: 70,004 [level]",
            ])
        #expect(
            AlertLog.lines(from: nil, to: board) { _ in 0 }.first
                == "kraken BTC/USD above 70,000: 70,002 (rule level).")
        let failing = AlertRule(
            "src", on: AlertScope([]), when: try AlertReader.conditions("failing for 5 min"))
        var event = AlertEvent(
            rule: "src", subject: .market(.kraken), minute: Minute(index: 70), kind: .fire)
        event.value = 6
        var silent = AlertBoard()
        silent.rules = [failing]
        silent.records = [AlertRecord(sequence: 1, event: event)]
        #expect(
            AlertLog.lines(from: nil, to: silent)
                == ["alert: kraken has not answered since 01:04 UTC [src]"])
        #expect(AlertLog.lines(from: board, to: board).isEmpty)
        #expect(AlertLog.lines(from: try Self.board(3), to: board).count == 1)
    }

    @Test func `a channel is told when it changes, not when it goes on so`() throws {
        let (start, later) = (Timestamp(milliseconds: 0), Timestamp(milliseconds: 60_000))
        func lines(_ states: ChannelReport.State...) throws -> [String] {
            try zip(states, states.dropFirst()).flatMap { before, now in
                AlertLog.lines(from: try Self.board(0, before), to: try Self.board(0, now))
            }
        }
        let told = try lines(
            .unused, .well(start), .well(later), .failing(retry: start), .failing(retry: later),
            .barred(retry: start), .barred(retry: later), .well(later),
            .refusing(since: start, count: 1), .refusing(since: start, count: 2), .well(later))
        #expect(
            told == [
                "channel mail (mx:587) works: 535 no",
                "channel mail (mx:587) fails: 535 no; 2 waiting, trying again at "
                    + "1970-01-01T00:00:00Z",
                "channel mail (mx:587) has to be mended: 535 no; 2 waiting, trying again at "
                    + "1970-01-01T00:00:00Z",
                "channel mail (mx:587) works: 535 no",
                "channel mail (mx:587) refuses messages: 535 no",
                "channel mail (mx:587) works: 535 no",
            ])
    }

    @Test func `refusals that are forgotten are no sign that a channel works`() throws {
        let (start, later) = (Timestamp(milliseconds: 0), Timestamp(milliseconds: 60_000))
        let refusing = try Self.board(0, .refusing(since: later, count: 1))
        for state in [ChannelReport.State.well(start), .unused] {
            #expect(AlertLog.lines(from: refusing, to: try Self.board(0, state)).isEmpty)
        }
    }

    @Test func `the heartbeat is told when it changes`() throws {
        let start = Timestamp(milliseconds: 0)
        func lines(_ states: ChannelReport.State...) -> [String] {
            let boards = states.map { state in
                var board = AlertBoard()
                board.heartbeat = ChannelReport(
                    name: "heartbeat", place: "hc-ping.com", state: state, reply: "said")
                return board
            }
            return zip(boards, boards.dropFirst()).flatMap { AlertLog.lines(from: $0, to: $1) }
        }
        let told = lines(
            .unused, .well(start), .paused(since: start), .paused(since: start), .well(start),
            .failing(retry: start), .failing(retry: start))
        #expect(
            told == [
                "heartbeat (hc-ping.com) works: said",
                "heartbeat (hc-ping.com) is paused: said",
                "heartbeat (hc-ping.com) works: said",
                "heartbeat (hc-ping.com) fails: said; trying again at 1970-01-01T00:00:00Z",
            ])
    }
}
