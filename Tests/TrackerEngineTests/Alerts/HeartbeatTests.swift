import TestSupport
import Testing

@testable import TrackerEngine

struct HeartbeatTests {
    private static let start = Minute(containing: OutboxTests.start)

    /// The minutes at which it is asked, where all is well at some only.
    private static func asked(every: Int, through last: Int, isWell: (Int) -> Bool) -> [Int] {
        var heartbeat = Heartbeat()
        return (0...last).filter { number in
            let minute = start.advanced(by: number)
            let isDue = heartbeat.isDue(
                at: minute, every: every, hindrance: isWell(number) ? nil : "the store fails")
            if isDue { heartbeat.answered(.accepted("answered 200"), at: minute.start) }
            return isDue
        }
    }

    @Test func `it is asked once an interval, and only while all is well`() {
        #expect(Self.asked(every: 1, through: 4) { _ in true } == [0, 1, 2, 3, 4])
        #expect(Self.asked(every: 5, through: 12) { _ in true } == [0, 5, 10])
        #expect(Self.asked(every: 1, through: 6) { !(2...4).contains($0) } == [0, 1, 5, 6])
        // What it missed it does at the first good minute, and the interval goes on from there.
        #expect(Self.asked(every: 5, through: 14) { !(4...6).contains($0) } == [0, 7, 12])
    }

    private static func isDue(
        _ heartbeat: inout Heartbeat, at minute: Minute, every: Int, hindrance: String? = nil
    ) -> Bool {
        heartbeat.isDue(at: minute, every: every, hindrance: hindrance)
    }

    @Test func `twice in a minute, or before its answer, it is not asked`() {
        var heartbeat = Heartbeat()
        #expect(Self.isDue(&heartbeat, at: Self.start, every: 1))
        #expect(!Self.isDue(&heartbeat, at: Self.start.next, every: 1))
        heartbeat.answered(.accepted(""), at: Self.start.start)
        #expect(Self.isDue(&heartbeat, at: Self.start.next, every: 1))
        heartbeat.answered(.accepted(""), at: Self.start.next.start)
        #expect(!Self.isDue(&heartbeat, at: Self.start.next, every: 1))
        // A clock that was set back by a day does not silence it for a day.
        let yesterday = Self.start.advanced(by: -Minute.perDay)
        #expect(Self.isDue(&heartbeat, at: yesterday, every: 1))
    }

    @Test func `what holds it is told after a minute, and forgotten with the next time`() {
        var heartbeat = Heartbeat()
        #expect(!Self.isDue(&heartbeat, at: Self.start, every: 1, hindrance: "no price"))
        #expect(heartbeat.state == .unused && heartbeat.hindrance == nil)
        #expect(!Self.isDue(&heartbeat, at: Self.start.next, every: 1, hindrance: "no price"))
        #expect(heartbeat.state == .paused(since: nil) && heartbeat.hindrance == "no price")
        #expect(Self.isDue(&heartbeat, at: Self.start.next, every: 1))
        heartbeat.answered(.accepted("answered 200"), at: Self.start.next.start)
        #expect(heartbeat.state == .well(Self.start.next.start))
    }

    @Test(
        arguments: [
            .later("answered 500"), .unanswered("no answer"), .refused("answered 400"),
            .barred("answered 404"),
        ] as [Delivery])
    func `a failure is told, and tried again at the next interval only`(delivery: Delivery) {
        var heartbeat = Heartbeat()
        #expect(Self.isDue(&heartbeat, at: Self.start, every: 3))
        heartbeat.answered(delivery, at: Self.start.start + .seconds(2))
        let next = Self.start.advanced(by: 3)
        switch heartbeat.state {
        case .failing(let retry), .barred(let retry): #expect(retry == next.start)
        default: Issue.record("\(heartbeat.state)")
        }
        #expect(heartbeat.standing.reply == delivery.words)
        #expect(!Self.isDue(&heartbeat, at: next.advanced(by: -1), every: 3))
        #expect(Self.isDue(&heartbeat, at: next, every: 3))
        heartbeat.answered(.accepted("answered 200"), at: next.start)
        #expect(heartbeat.state == .well(next.start))
    }

    @Test func `what the address asks for is waited for, up to an hour`() {
        var heartbeat = Heartbeat()
        #expect(Self.isDue(&heartbeat, at: Self.start, every: 1))
        heartbeat.answered(.later("429", retryAfter: .seconds(100_000)), at: Self.start.start)
        let hour = Self.start.advanced(by: 61)
        #expect(heartbeat.state == .failing(retry: hour.start))
        let early = (1...60).filter {
            Self.isDue(&heartbeat, at: Self.start.advanced(by: $0), every: 1)
        }
        #expect(early.isEmpty && Self.isDue(&heartbeat, at: hour, every: 1))
        // It asks for nothing any more.
        heartbeat.answered(.later("answered 500"), at: hour.start)
        #expect(Self.isDue(&heartbeat, at: hour.next, every: 1))
    }

    @Test func `a wish holds for one address, and not if the clock was set back`() {
        var heartbeat = Heartbeat()
        #expect(Self.isDue(&heartbeat, at: Self.start, every: 1))
        heartbeat.answered(.later("429", retryAfter: .seconds(3600)), at: Self.start.start)
        var other = heartbeat
        other.forgetRest()
        #expect(Self.isDue(&other, at: Self.start.next, every: 1))
        let yesterday = Self.start.advanced(by: -Minute.perDay)
        #expect(Self.isDue(&heartbeat, at: yesterday, every: 1))
    }
}

struct HeartbeatLedgerTests {
    private static func ledger() throws -> AlertLedger {
        var setup = AlertLedgerTests.setup([try AlertLedgerTests.rule("fast")])
        setup.heartbeat = HeartbeatPlan(every: 1, through: FakeChannel())
        return AlertLedger(setup, at: OutboxTests.start)
    }

    @Test func `not all is well without prices, without a store, or with a channel that fails`()
        throws
    {
        var ledger = try Self.ledger()
        #expect(ledger.hindrance(hasLooked: true, isStoring: true) == nil)
        #expect(ledger.hindrance(hasLooked: false, isStoring: true) != nil)
        #expect(ledger.hindrance(hasLooked: true, isStoring: false) != nil)
        ledger.trouble = "the disk is full"
        #expect(ledger.hindrance(hasLooked: true, isStoring: true) == "alerts are not stored")
        ledger.trouble = nil
        ledger.notesTrouble = "locked"
        #expect(ledger.hindrance(hasLooked: true, isStoring: true)?.contains("read") == true)
        ledger.notesTrouble = nil
        for delivery in [Delivery.later("451"), .barred("535"), .refused("550")] {
            var ledger = try Self.ledger()
            ledger.add(
                AlertLedgerTests.batch([try OutboxTests.event(0)]), known: [],
                at: OutboxTests.start)
            let message = try #require(ledger.next(at: OutboxTests.start).messages.first)
            ledger.answered(message, with: delivery, at: OutboxTests.start)
            let hindrance = ledger.hindrance(hasLooked: true, isStoring: true)
            #expect(hindrance == "mail does not take messages")
        }
    }

    @Test func `one message that was refused pauses it for a day at most`() throws {
        var ledger = try Self.ledger()
        ledger.tested("mail", .refused("552 too big"), at: OutboxTests.start)
        ledger.outbox.forgetOldRefusals(at: OutboxTests.after(86_399))
        #expect(ledger.hindrance(hasLooked: true, isStoring: true) != nil)
        ledger.outbox.forgetOldRefusals(at: OutboxTests.after(86_400))
        #expect(ledger.hindrance(hasLooked: true, isStoring: true) == nil && ledger.board.isSound)
    }

    @Test func `how it does is stored with the channels, and is none of them`() throws {
        let store = MemoryAlertStore()
        var ledger = try Self.ledger()
        ledger.noteBeat(.accepted("answered 200"), at: OutboxTests.start)
        MemoryAlertJournal(store).commit(ledger.change())
        let board = AlertBoard(following: store.read(records: 0), AlertSetup())
        #expect(board.channels.map(\.name) == ["mail"])
        #expect(board.heartbeat?.state == .well(OutboxTests.start))
        var next = try Self.ledger()
        next.restore(store.read(records: 0), at: OutboxTests.start + .seconds(60))
        #expect(next.board.heartbeat == ledger.board.heartbeat)
        #expect(next.board.channels.map(\.name) == ["mail"])
        next.noteBeat(.later("answered 500"), at: OutboxTests.start + .seconds(60))
        #expect(!next.board.isSound)
    }
}
