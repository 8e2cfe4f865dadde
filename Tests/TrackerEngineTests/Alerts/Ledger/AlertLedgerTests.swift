import TestSupport
import Testing

@testable import TrackerEngine

struct AlertLedgerTests {
    static let start = OutboxTests.start

    static func rule(
        _ name: String, _ conditions: String = "last>1", on place: String = "*",
        to channels: [String]? = nil
    ) throws -> AlertRule {
        var rule = AlertRule(
            name, on: AlertScope([try AlertReader.part(place)]),
            when: try AlertReader.conditions(conditions))
        rule.delivery.channels = channels
        return rule
    }

    static func setup(
        _ rules: [AlertRule], outlets: [String] = ["mail"]
    ) -> AlertSetup {
        var setup = AlertSetup()
        setup.rules = rules
        setup.outlets = outlets.map { name in
            AlertOutlet(
                name, of: String(name.split(separator: ":")[0]), .mail, FakeChannel())
        }
        return setup
    }

    static func ledger(
        _ rules: [AlertRule], outlets: [String] = ["mail"]
    ) -> AlertLedger {
        AlertLedger(setup(rules, outlets: outlets), at: start)
    }

    static func after(_ seconds: Int) -> Timestamp { start + .seconds(seconds) }

    static func batch(_ events: [AlertEvent], fired: [AlertMemory.Standing] = []) -> AlertBatch {
        var memory = AlertMemory()
        memory.standings = fired
        return AlertBatch(events, memory: memory)
    }

    static func fired(_ rule: String, _ subject: AlertSubject) -> AlertMemory.Standing {
        AlertMemory.Standing(
            rule: rule, subject: subject,
            standing: AlertStanding(.fired, since: Minute(containing: start)))
    }

    @Test func `an event goes to the channels of its rule, to each address of them`() throws {
        var ledger = Self.ledger(
            [try Self.rule("fast"), try Self.rule("slow", to: ["mail"])],
            outlets: ["mail:ada@example.org", "mail:bob@example.org", "phone"])
        let events = [try OutboxTests.event(1), try OutboxTests.event(2, rule: "slow")]
        ledger.add(Self.batch(events), known: [], at: Self.start)
        let sent = ledger.next(at: Self.start).messages
        #expect(
            sent.map(\.channel) == ["mail:ada@example.org", "mail:bob@example.org", "phone"])
        #expect(sent.map(\.events.count) == [2, 2, 1])
    }

    @Test func `what is silenced is recorded and not sent, and its end neither`() throws {
        var ledger = Self.ledger([try Self.rule("fast")])
        ledger.add(
            .silence(AlertSilence(rule: "fast", until: Self.after(600))), isStored: false)
        let event = try OutboxTests.event(1)
        ledger.add(Self.batch([event]), known: [], at: Self.start)
        #expect(ledger.next(at: Self.start).messages.isEmpty)
        #expect(ledger.board.records.map(\.isSilenced) == [true])
        let end = AlertEvent(
            rule: "fast", subject: event.subject, minute: event.minute.advanced(by: 20), kind: .end)
        ledger.add(Self.batch([end]), known: [], at: Self.after(1200))
        #expect(ledger.board.records.map(\.isSilenced) == [true, true])
        ledger.add(Self.batch([try OutboxTests.event(30)]), known: [], at: Self.after(1800))
        #expect(ledger.next(at: Self.after(1800)).messages.count == 1)
    }

    @Test(arguments: [("stale>10", true), ("delisted", true), ("last>1", false)])
    func `a source that fails holds back that its pairs are silent`(
        conditions: String, isHeld: Bool
    ) throws {
        var ledger = Self.ledger(
            [try Self.rule("pair", conditions), try Self.rule("source", "failing>5")])
        let batch = Self.batch(
            [try OutboxTests.event(1, rule: "pair")],
            fired: [Self.fired("source", .market(.kraken))])
        ledger.add(batch, known: [], at: Self.start)
        #expect(ledger.board.records.map(\.isSilenced) == [isHeld])
        #expect(ledger.next(at: Self.start).messages.isEmpty == isHeld)
    }

    /// The rule's name in the silence, and whether it has ended when the pair falls silent.
    @Test(arguments: [("source", false), ("*", false), ("source", true)])
    func `a source whose failure nobody was told holds nothing back`(
        silenced: String, isOver: Bool
    ) throws {
        var ledger = Self.ledger(
            [try Self.rule("pair", "stale>10"), try Self.rule("source", "failing>5")])
        ledger.add(
            .silence(AlertSilence(rule: silenced, until: isOver ? Self.after(60) : nil)),
            isStored: false)
        let subject = AlertSubject.market(.kraken)
        let fire = AlertEvent(
            rule: "source", subject: subject, minute: Minute(containing: Self.start), kind: .fire)
        let fired = [Self.fired("source", subject)]
        ledger.add(Self.batch([fire], fired: fired), known: [], at: Self.start)
        if silenced == "*" {
            ledger.add(.unsilence(rule: "*", subject: nil), isStored: false)
            ledger.add(.silence(AlertSilence(rule: "source", until: nil)), isStored: false)
        }
        let event = try OutboxTests.event(2, rule: "pair")
        ledger.add(Self.batch([event], fired: fired), known: [], at: Self.after(120))
        #expect(ledger.board.records.map(\.isSilenced) == [true, false])
        #expect(ledger.next(at: Self.after(120)).messages.count == 1)
    }

    @Test func `a failure that was told explains silence, also if it is silenced later`() throws {
        var ledger = Self.ledger(
            [try Self.rule("pair", "stale>10"), try Self.rule("source", "failing>5")])
        let subject = AlertSubject.market(.kraken)
        let fire = AlertEvent(
            rule: "source", subject: subject, minute: Minute(containing: Self.start), kind: .fire)
        let fired = [Self.fired("source", subject)]
        ledger.add(Self.batch([fire], fired: fired), known: [], at: Self.start)
        #expect(ledger.next(at: Self.start).messages.count == 1)
        ledger.add(.silence(AlertSilence(rule: "source", until: nil)), isStored: false)
        let event = try OutboxTests.event(2, rule: "pair")
        ledger.add(Self.batch([event], fired: fired), known: [], at: Self.after(120))
        #expect(ledger.board.records.map(\.isSilenced) == [false, true])
    }

    @Test func `what the store or the ledger knows is not told again`() throws {
        var ledger = Self.ledger([try Self.rule("fast")])
        let events = try OutboxTests.events(0..<3)
        ledger.add(Self.batch([events[0]]), known: [], at: Self.start)
        ledger.add(Self.batch(events), known: [events[1].key], at: Self.start)
        #expect(ledger.board.records.map(\.event) == [events[0], events[2]])
        #expect(ledger.board.records.map(\.sequence) == [1, 2])
    }

    @Test func `a change holds what has changed, once`() throws {
        var ledger = Self.ledger([try Self.rule("fast")])
        // The channel itself.
        ledger.stored(ledger.change())
        #expect(ledger.change().isEmpty)
        ledger.add(Self.batch([try OutboxTests.event(1)]), known: [], at: Self.start)
        var change = ledger.change()
        #expect(change.records.count == 1 && change.rows.count == 1 && change.memory != nil)
        ledger.stored(change)
        let message = try #require(ledger.next(at: Self.start).messages.first)
        change = ledger.change()
        #expect(change.records.isEmpty && change.memory == nil)
        #expect(change.rows.values.map(\.row.tries) == [1])
        #expect(change.rows.values.first?.identity == ledger.identity(of: message))
        #expect(change.channels["mail"]?.standing.underWay?.message == message.number)
        // It could not be written: all of it comes again.
        ledger.notStored("the disk is full")
        ledger.answered(message, with: .accepted("250 Ok"), at: Self.start)
        change = ledger.change()
        #expect(change.rows.values.map(\.row.state) == [.accepted])
        ledger.stored(change)
        #expect(ledger.change().isEmpty && ledger.trouble == nil)
    }

    @Test func `what came before the store could be read follows what was stored`() throws {
        let store = MemoryAlertStore()
        var first = Self.ledger([try Self.rule("fast")])
        first.add(Self.batch([try OutboxTests.event(1)]), known: [], at: Self.start)
        MemoryAlertJournal(store).commit(first.change())
        var second = Self.ledger([try Self.rule("fast")])
        second.add(Self.batch([try OutboxTests.event(2)]), known: [], at: Self.after(60))
        second.restore(store.read(records: 9), at: Self.after(90))
        #expect(second.board.records.map(\.sequence) == [1, 2])
        #expect(second.board.startSequence == 1)
        MemoryAlertJournal(store).commit(second.change())
        #expect(store.read(records: 9).records.map(\.sequence) == [1, 2])
        #expect(store.read(records: 9).waiting.count == 2)
    }

    @Test func `what is under way while the store is read is not sent a second time`() throws {
        let store = MemoryAlertStore()
        var ledger = Self.ledger([try Self.rule("fast")])
        ledger.add(Self.batch([try OutboxTests.event(1)]), known: [], at: Self.start)
        let message = try #require(ledger.next(at: Self.start).messages.first)
        ledger.restore(store.read(records: 9), at: Self.after(1))
        #expect(ledger.next(at: Self.after(2)).messages.isEmpty)
        ledger.answered(message, with: .accepted("250 Ok"), at: Self.after(3))
        #expect(ledger.board.records.first?.deliveries.map(\.state) == [.accepted])
        #expect(ledger.next(at: Self.after(9000)).messages.isEmpty)
    }

    @Test func `what readers have seen before the store was read is not told anew`() throws {
        let store = MemoryAlertStore()
        var stored = AlertChange()
        stored.records = [AlertRecord(sequence: 7, event: try OutboxTests.event(1))]
        stored.counters = AlertCounters()
        stored.counters?.nextSequence = 8
        MemoryAlertJournal(store).commit(stored)
        var ledger = Self.ledger([try Self.rule("fast")])
        ledger.add(Self.batch([try OutboxTests.event(2)]), known: [], at: Self.start)
        ledger.shown()
        ledger.add(Self.batch([try OutboxTests.event(3)]), known: [], at: Self.start)
        ledger.restore(store.read(records: 9), at: Self.after(60))
        #expect(ledger.board.records.map(\.sequence) == [7, 8, 9])
        #expect(ledger.board.startSequence == 8)
    }

    @Test func `who takes over without a store counts on from what was shown`() throws {
        var board = AlertBoard()
        board.records = [AlertRecord(sequence: 7, event: try OutboxTests.event(1))]
        var ledger = Self.ledger([try Self.rule("fast")])
        ledger.count(after: board)
        ledger.add(Self.batch([try OutboxTests.event(2)]), known: [], at: Self.start)
        #expect(ledger.board.records.map(\.sequence) == [8] && ledger.board.startSequence == 7)
        // The store has no more than was shown: the numbers stay.
        ledger.shown()
        ledger.restore(StoredAlerts(), at: Self.after(60))
        #expect(ledger.board.records.map(\.sequence) == [8] && ledger.board.startSequence == 8)
    }

    @Test func `a barred channel is tried at once where its settings change, or a person wants it`()
        throws
    {
        var ledger = Self.ledger([try Self.rule("fast")])
        ledger.add(Self.batch([try OutboxTests.event(1)]), known: [], at: Self.start)
        let message = try #require(ledger.next(at: Self.start).messages.first)
        ledger.answered(message, with: .barred("wrong password"), at: Self.start)
        var setup = Self.setup([try Self.rule("fast"), try Self.rule("slow")])
        ledger.change(setup)
        #expect(ledger.next(at: Self.after(60)).messages.isEmpty)
        setup.triesAgain = true
        ledger.change(setup)
        #expect(ledger.next(at: Self.after(60)).messages.count == 1)
    }

    @Test func `a store that fails for long does not fill the memory`() throws {
        var ledger = Self.ledger([try Self.rule("fast")])
        for number in 0..<3 {
            let events = try OutboxTests.events(number * 5000..<(number + 1) * 5000)
            let time = Self.after(number * 3600)
            ledger.add(Self.batch(events), known: [], at: time)
            for message in ledger.next(at: time).messages {
                ledger.answered(message, with: .accepted(""), at: time)
            }
            _ = ledger.change()
            ledger.notStored("the disk is full")
        }
        #expect(ledger.pending.records.count == AlertLedger.mostPending)
        #expect(ledger.pending.rows.count == AlertLedger.mostPending)
    }

    @Test func `what a rule would not have told is not told as missed`() throws {
        var ledger = Self.ledger([try Self.rule("fast"), try Self.rule("slow")])
        var (early, late, done) = (
            try OutboxTests.event(1), try OutboxTests.event(5),
            try OutboxTests.event(5, rule: "slow")
        )
        (early.isMissed, late.isMissed, done.isMissed) = (true, true, true)
        var memory = AlertMemory()
        memory.sights = [
            AlertMemory.Sight(
                rule: "fast", fingerprint: 1, market: try #require(early.subject.market),
                minute: early.minute.next)
        ]
        memory.standings = [
            AlertMemory.Standing(
                rule: "slow", subject: done.subject,
                standing: AlertStanding(.done, since: done.minute))
        ]
        ledger.add(AlertBatch([early, late, done], memory: memory), known: [], at: Self.start)
        #expect(ledger.board.records.map(\.event) == [late])
    }

    @Test func `the end of an episode answers its first mail, also after a restart`() throws {
        let store = MemoryAlertStore()
        var ledger = Self.ledger([try Self.rule("fast")])
        let event = try OutboxTests.event(1)
        let fired = Self.fired("fast", event.subject)
        ledger.add(Self.batch([event], fired: [fired]), known: [], at: Self.start)
        let message = try #require(ledger.next(at: Self.start).messages.first)
        let identity = ledger.identity(of: message)
        #expect(ledger.first(of: message) == nil && identity.kind == "fire")
        ledger.answered(message, with: .accepted(""), at: Self.start)
        MemoryAlertJournal(store).commit(ledger.change())
        var next = Self.ledger([try Self.rule("fast")])
        next.restore(store.read(records: 9), at: Self.after(3600))
        let end = AlertEvent(
            rule: "fast", subject: event.subject, minute: event.minute.advanced(by: 60), kind: .end)
        next.add(Self.batch([end]), known: [], at: Self.after(3600))
        let reply = try #require(next.next(at: Self.after(3600)).messages.first)
        #expect(next.first(of: reply) == identity && next.identity(of: reply).kind == "end")
    }

    @Test func `a channel that refuses is told, also after a restart, until it takes something`()
        throws
    {
        let store = MemoryAlertStore()
        var ledger = Self.ledger([try Self.rule("fast")])
        for number in 0..<2 {
            let time = Self.after(number)
            ledger.add(Self.batch([try OutboxTests.event(number)]), known: [], at: time)
            let message = try #require(ledger.next(at: time).messages.first)
            ledger.answered(message, with: .refused("550 no such user"), at: time)
        }
        #expect(
            ledger.board.channels.map(\.state) == [.refusing(since: Self.start, count: 2)])
        #expect(ledger.board.channels.map(\.reply) == ["550 no such user"])
        #expect(!ledger.board.isSound)
        MemoryAlertJournal(store).commit(ledger.change())
        let follower = AlertBoard(following: store.read(records: 9), AlertSetup())
        #expect(follower.channels.map(\.state) == ledger.board.channels.map(\.state))
        var next = Self.ledger([try Self.rule("fast")])
        next.restore(store.read(records: 9), at: Self.after(60))
        #expect(!next.board.isSound)
        next.tested("mail", .accepted("250 Ok"), at: Self.after(61))
        #expect(next.board.channels.map(\.state) == [.well(Self.after(61))] && next.board.isSound)
    }

    @Test func `other settings of a channel make its refusals the past, the same do not`() throws {
        let rules = [try Self.rule("fast")]
        var ledger = Self.ledger(rules)
        ledger.tested("mail", .refused("550 no such user"), at: Self.start)
        ledger.change(Self.setup(rules))
        #expect(!ledger.board.isSound)
        let form = try ChannelFormTests.read(ChannelFormTests.whole)
        var setup = Self.setup(rules)
        setup.outlets = [
            AlertOutlet("mail", of: "mail", .mail, FakeChannel(), settings: form.channels.first)
        ]
        ledger.change(setup)
        #expect(ledger.board.isSound)
    }

    /// Law 9 through the store: killed at any step, each event is accepted, and twice only where a
    /// kill fell between the reply and the commit; the same message keeps its name.
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `killed at any step, everything arrives, and what comes twice has one name`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let store = MemoryAlertStore()
        let journal = MemoryAlertJournal(store)
        let rules = [try Self.rule("fast")]
        var ledger = Self.ledger(rules)
        var (time, number, kills) = (Self.start, 0, 0)
        var arrived: [AlertEvent.Key: [MailForm.Identity]] = [:]
        func kill(_ ledger: inout AlertLedger) {
            ledger = Self.ledger(rules)
            ledger.restore(store.read(records: 100), at: time)
        }
        for step in 0..<200 {
            time = time + .seconds(Int.random(in: 1...90, using: &random))
            let isCalm = step > 150
            if !isCalm, Bool.random(using: &random) {
                let events = try OutboxTests.events(number..<number + 2)
                number += 2
                ledger.add(Self.batch(events), known: journal.known(among: events), at: time)
                journal.commit(ledger.change())
                ledger.stored(ledger.change())
            }
            let messages = ledger.next(at: time).messages
            let change = ledger.change()
            journal.commit(change)
            ledger.stored(change)
            for message in messages {
                let isKilled = !isCalm && Int.random(in: 0..<6, using: &random) == 0
                let isBad = !isCalm && Int.random(in: 0..<4, using: &random) == 0
                if !isBad {
                    for event in message.events {
                        arrived[event.key, default: []].append(ledger.identity(of: message))
                    }
                    kills += isKilled ? 1 : 0
                }
                if isKilled {
                    kill(&ledger)
                    break
                }
                let delivery: Delivery = isBad ? .later("451 later") : .accepted("250 Ok")
                ledger.answered(message, with: delivery, at: time)
                let change = ledger.change()
                journal.commit(change)
                ledger.stored(change)
            }
        }
        // Some hours later nothing waits any more.
        for hour in 1...6 {
            for message in ledger.next(at: time + .seconds(hour * 3600)).messages {
                for event in message.events {
                    arrived[event.key, default: []].append(ledger.identity(of: message))
                }
                ledger.answered(message, with: .accepted(""), at: time + .seconds(hour * 3600))
            }
        }
        #expect(arrived.count == number && ledger.board.channels[0].waiting == 0)
        let names = arrived.values.map { Set($0) }
        #expect(names.allSatisfy { $0.count == 1 })
        let doubles = Set(arrived.values.filter { $0.count > 1 }.flatMap { $0 })
        #expect(doubles.count <= kills)
    }
}
