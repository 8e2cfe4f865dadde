import TestSupport
import Testing

@testable import TrackerEngine

/// The contract of a store of alerts.
struct AlertStoreTests {
    static let start = OutboxTests.start

    /// A change with everything in it.
    static func change(_ seed: UInt64) throws -> AlertChange {
        var random = SeededGenerator(seed: seed)
        var change = AlertChange()
        change.records = try (1...5).map { number in
            AlertRecord(
                sequence: number, event: try event(number, &random), isSilenced: number == 4)
        }
        change.memory = try memory(&random)
        for record in change.records.prefix(3) {
            var row = OutboxRow(
                channel: "mail", event: record.event, isUrgent: record.sequence == 2,
                since: start + .seconds(record.sequence))
            row.tries = record.sequence - 1
            row.message = record.sequence == 1 ? nil : 7
            row.reply = record.sequence == 1 ? nil : "451 later"
            let identity = MailForm.Identity(
                kind: "digest", minute: record.event.minute, key: "7 mail of a store")
            change.rows[row.key] = StoredRow(row, identity: row.message.map { _ in identity })
        }
        change.channels = ["mail": StoredChannel(standing, place: "mx:587", accepted: start)]
        change.counters = AlertCounters()
        change.counters?.nextSequence = 6
        change.counters?.nextMessage = 8
        change.counters?.time = start + .seconds(9)
        change.notes = [
            .silence(AlertSilence(rule: "fast", until: start + .seconds(7200), note: "asleep")),
            .silence(AlertSilence(rule: "*", subject: .everything, until: nil)), .see(through: 2),
        ]
        return change
    }

    private static var standing: ChannelStanding {
        var standing = ChannelStanding()
        standing.failures = 3
        standing.retry = start + .seconds(300)
        standing.isBarred = true
        standing.reply = "535 no"
        standing.lost = OutboxMessage.Lost(
            count: 2, first: Minute(index: 5), last: Minute(index: 9))
        standing.underWay = ChannelStanding.UnderWay(message: 7, lost: standing.lost)
        standing.sent = [ChannelStanding.Sent(time: start, message: 6, isUrgent: true)]
        standing.messages = [7: start + .seconds(2)]
        standing.refusals = ChannelStanding.Refusals(
            count: 3, since: start + .seconds(-60), newest: start + .seconds(-5))
        return standing
    }

    static func event(
        _ number: Int, _ random: inout SeededGenerator
    ) throws -> AlertEvent {
        let subjects: [AlertSubject] = [
            .everything, .market(.kraken), .pair(try Samples.instrument(number)),
        ]
        var event = AlertEvent(
            rule: "rule\(number % 2)", subject: subjects[number % 3],
            minute: Minute(containing: start).advanced(by: number),
            kind: AlertEvent.Kind.allCases[number % 3])
        let amounts = Samples.amounts(8, seed: random.next())
        event.price = try? Price(amounts[0])
        event.value = [nil, .nan, -.infinity, amounts[1]].randomElement(using: &random) ?? nil
        event.base = try? Price(amounts[2])
        event.baseMinute = event.minute.advanced(by: -5)
        event.gap = number == 3 ? event.minute.advanced(by: -90) : nil
        event.isLive = number == 2
        event.isMissed = number == 5
        event.source = number == 1 ? "kraken" : nil
        return event
    }

    static func memory(_ random: inout SeededGenerator) throws -> AlertMemory {
        var memory = AlertMemory()
        let amounts = Samples.amounts(6, seed: random.next())
        memory.seen = [.kraken: Minute(index: 99), try Market("okx"): Minute(index: 98)]
        memory.sights = [
            AlertMemory.Sight(
                rule: "rule0", fingerprint: .max, market: .kraken, minute: Minute(index: 4)),
            AlertMemory.Sight(
                rule: "rule1", fingerprint: 1, market: .kraken, minute: Minute(index: 5)),
        ]
        let subjects: [AlertSubject] = [
            .everything, .market(.kraken), .pair(try Samples.instrument(1)),
            .pair(try Samples.instrument(2)), .pair(try Samples.instrument(3)),
        ]
        memory.standings = zip(subjects, AlertStanding.Phase.allCases).map { subject, phase in
            AlertMemory.Standing(
                rule: "rule1", subject: subject,
                standing: AlertStanding(
                    phase, since: Minute(index: 3),
                    lastFire: phase == .done ? nil : Minute(index: 1 << 40),
                    base: amounts[Int(phase.rawValue)], back: phase == .held ? .nan : -0.0,
                    count: Int(phase.rawValue)))
        }
        return memory
    }

    @Test(arguments: AlertStoreKind.allCases, [1, 2, 8] as [UInt64])
    func `what was committed is there for the next program, to the bit`(
        kind: AlertStoreKind, seed: UInt64
    ) async throws {
        let place = try kind.place()
        let change = try Self.change(seed)
        try await place.store.journal().commit(change)
        let stored = try await place.store.journal().load(records: 100)
        #expect(AlertMemoryRows(stored.memory) == AlertMemoryRows(try #require(change.memory)))
        #expect(stored.records.map(\.sequence) == [1, 2, 3, 4, 5])
        for (stored, given) in zip(stored.records, change.records) {
            #expect(Self.isSame(stored.event, given.event))
            #expect(stored.isSilenced == given.isSilenced)
            #expect(stored.isSeen == (given.sequence <= 2))
            #expect(stored.deliveries.count == (given.sequence <= 3 ? 1 : 0))
        }
        #expect(
            stored.waiting.map(\.row.since.milliseconds)
                == (1...3).map {
                    Self.start.milliseconds + $0 * 1000
                })
        #expect(
            stored.waiting.map(\.identity?.key) == [nil, "7 mail of a store", "7 mail of a store"])
        #expect(stored.waiting.map(\.row.tries) == [0, 1, 2])
        #expect(stored.waiting.map(\.row.isUrgent) == [false, true, false])
        #expect(stored.channels == change.channels && stored.counters == change.counters)
        #expect(stored.notes.silences.map(\.rule) == ["*", "fast"])
        #expect(stored.notes.silences[1].note == "asleep" && stored.notes.seenThrough == 2)
        #expect(stored.recovery == nil && stored.damage == nil)
    }

    static func isSame(_ left: AlertEvent, _ right: AlertEvent) -> Bool {
        left.key == right.key && left.price == right.price && left.base == right.base
            && left.value?.bitPattern == right.value?.bitPattern
            && left.baseMinute == right.baseMinute && left.gap == right.gap
            && left.isLive == right.isLive && left.isMissed == right.isMissed
            && left.source == right.source
    }

    @Test(arguments: AlertStoreKind.allCases)
    func `an event that is kept already is known, and is not kept twice`(
        kind: AlertStoreKind
    ) async throws {
        let place = try kind.place()
        let journal = try await place.store.journal()
        var change = AlertChange()
        change.records = try (1...2).map {
            AlertRecord(sequence: $0, event: try OutboxTests.event($0))
        }
        try await journal.commit(change)
        let events = try OutboxTests.events(1..<4)
        #expect(try await journal.known(among: events) == Set(events.prefix(2).map(\.key)))
        var second = AlertChange()
        second.records = [AlertRecord(sequence: 3, event: events[0])]
        try await journal.commit(second)
        #expect(try await journal.load(records: 9).records.map(\.sequence) == [1, 2])
    }

    @Test(arguments: AlertStoreKind.allCases)
    func `only what has changed of how rules stand is replaced, and what is gone goes`(
        kind: AlertStoreKind
    ) async throws {
        let place = try kind.place()
        let journal = try await place.store.journal()
        var random = SeededGenerator(seed: 3)
        for _ in 0..<20 {
            var memory = try Self.memory(&random)
            memory.standings.removeAll { _ in Bool.random(using: &random) }
            memory.sights.removeAll { _ in Bool.random(using: &random) }
            if Bool.random(using: &random) { memory.seen[.kraken] = nil }
            var change = AlertChange()
            change.memory = memory
            try await journal.commit(change)
            // Another one that begins with what the first has written.
            let stored = try await place.store.read(records: 1).memory
            #expect(AlertMemoryRows(stored) == AlertMemoryRows(memory))
        }
    }

    @Test(arguments: AlertStoreKind.allCases)
    func `a row that is accepted waits no more, and tells who it was told`(
        kind: AlertStoreKind
    ) async throws {
        let place = try kind.place()
        let journal = try await place.store.journal()
        let event = try OutboxTests.event(1)
        var change = AlertChange()
        change.records = [AlertRecord(sequence: 1, event: event)]
        change.memory = AlertMemory()
        change.memory?.standings = [
            AlertMemory.Standing(
                rule: event.rule, subject: event.subject,
                standing: AlertStanding(.fired, since: event.minute))
        ]
        var row = OutboxRow(channel: "mail", event: event, isUrgent: false, since: Self.start)
        change.rows[row.key] = StoredRow(row)
        try await journal.commit(change)
        (row.state, row.reply) = (.accepted, "250 Ok")
        let identity = MailForm.Identity(kind: "fire", minute: event.minute, key: "key")
        var second = AlertChange()
        second.rows[row.key] = StoredRow(row, identity: identity)
        try await journal.commit(second)
        let stored = try await journal.load(records: 9)
        #expect(stored.waiting.isEmpty)
        #expect(
            stored.records.first?.deliveries
                == [AlertRecord.Delivered(channel: "mail", state: .accepted, reply: "250 Ok")])
        #expect(stored.threads == [AlertThread("mail", event): identity])
    }

    @Test(arguments: AlertStoreKind.allCases)
    func `anybody may silence and acknowledge while the journal is open`(
        kind: AlertStoreKind
    ) async throws {
        let place = try kind.place()
        let journal = try await place.store.journal()
        let pair = AlertSubject.pair(try Samples.instrument(1))
        try await place.store.note(.silence(AlertSilence(rule: "fast", until: nil)))
        try await place.store.note(
            .silence(AlertSilence(rule: "fast", subject: pair, until: Self.start)))
        try await place.store.note(
            .silence(AlertSilence(rule: "fast", until: Self.start, note: "later")))
        try await place.store.note(.see(through: 5))
        try await place.store.note(.see(through: 3))
        let notes = try await journal.notes()
        #expect(notes.silences.count == 2 && notes.silences[0].note == "later")
        #expect(notes.silences[1].subject == pair && notes.seenThrough == 5)
        try await place.store.note(.unsilence(rule: "fast", subject: nil))
        #expect(try await journal.notes().silences.map(\.subject) == [pair])
    }

    @Test(arguments: AlertStoreKind.allCases)
    func `old records, accepted rows and silences go; what waits stays`(
        kind: AlertStoreKind
    ) async throws {
        let place = try kind.place()
        let journal = try await place.store.journal()
        var change = AlertChange()
        change.records = try (1...3).map {
            AlertRecord(sequence: $0, event: try OutboxTests.event($0))
        }
        for (record, state) in zip(
            change.records, [.waiting, .accepted, .refused] as [OutboxRow.State])
        {
            var row = OutboxRow(
                channel: "mail", event: record.event, isUrgent: false, since: Self.start)
            row.state = state
            change.rows[row.key] = StoredRow(row)
        }
        change.notes = [.silence(AlertSilence(rule: "fast", until: Self.start))]
        try await journal.commit(change)
        var week = AlertChange()
        week.pruning = Self.start + .seconds(7 * 86_400 + 1)
        try await journal.commit(week)
        var stored = try await journal.load(records: 9)
        #expect(stored.records.map(\.deliveries.count) == [1, 0, 1])
        #expect(stored.notes.silences.isEmpty)
        var quarter = AlertChange()
        quarter.pruning = Self.start + .seconds(91 * 86_400)
        try await journal.commit(quarter)
        stored = try await journal.load(records: 9)
        #expect(stored.records.map(\.sequence) == [1] && stored.waiting.count == 1)
    }
}
