import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

struct SQLiteAlertStoreTests {
    private func filled() async throws -> AlertStorePlace {
        let place = try AlertStoreKind.sqlite.place()
        try await place.store.journal().commit(try AlertStoreTests.change(1))
        return place
    }

    @Test func `a store that nobody has made is told from one that cannot be read`() async throws {
        let place = try AlertStoreKind.sqlite.place()
        await #expect(
            throws: StoreError.cannotOpen(place: place.path, reason: StoreError.noneYet)
        ) {
            try await place.store.read(records: 1)
        }
    }

    @Test func `the file is for its owner alone`() async throws {
        let place = try await filled()
        let attributes = try FileManager.default.attributesOfItem(atPath: place.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a file of a later version stays as it is`() async throws {
        let place = try await filled()
        do {
            let connection = try Connection(path: place.path, mode: .readWrite)
            try connection.run("PRAGMA user_version = 3")
        }
        let error = StoreError.tooNew(place: place.path, version: 3)
        await #expect(throws: error) { try await place.store.journal() }
        await #expect(throws: error) { try await place.store.read(records: 1) }
        await #expect(throws: error) { try await place.store.note(.see(through: 1)) }
    }

    /// A store whose file a program of version 1 has made.
    private func filledByVersion1() async throws -> AlertStorePlace {
        let place = try await filled()
        let connection = try Connection(path: place.path, mode: .readWrite)
        try connection.run("ALTER TABLE channel DROP COLUMN refused; PRAGMA user_version = 1")
        return place
    }

    @Test func `a note leaves the version of a file as it is: an older program may be writing`()
        async throws
    {
        let place = try await filledByVersion1()
        try await place.store.note(.see(through: 3))
        let silence = AlertSilence(rule: "other", until: nil)
        try await place.store.note(.silence(silence))
        let connection = try Connection(path: place.path, mode: .readOnly)
        #expect(try connection.number("PRAGMA user_version") == 1)
        #expect(try !AlertSchema.hasRefusals(connection))
        let notes = try await place.store.read(records: 1).notes
        #expect(notes.seenThrough == 3 && notes.silences.contains(silence))
    }

    @Test func `columns that a later version may add are no damage`() async throws {
        let place = try await filled()
        let journal = try await place.store.journal()
        do {
            let connection = try Connection(path: place.path, mode: .readWrite)
            try connection.run(
                """
                ALTER TABLE seen ADD COLUMN more TEXT; ALTER TABLE sight ADD COLUMN more TEXT;
                ALTER TABLE state ADD COLUMN more TEXT; ALTER TABLE event ADD COLUMN more TEXT;
                ALTER TABLE outbox ADD COLUMN more TEXT; ALTER TABLE channel ADD COLUMN more TEXT;
                ALTER TABLE silence ADD COLUMN more TEXT;
                """)
        }
        try await journal.commit(try AlertStoreTests.change(2))
        try await place.store.note(.silence(AlertSilence(rule: "*", until: nil)))
        #expect(try await journal.load(records: 9).recovery == nil)
    }

    @Test func `refusals without the time of the newest count from the first`() async throws {
        let place = try await filled()
        do {
            let connection = try Connection(path: place.path, mode: .readWrite)
            try connection.run("UPDATE channel SET refused = '3,60000'")
        }
        let time = Timestamp(milliseconds: 60_000)
        #expect(
            try await place.store.read(records: 1).channels["mail"]?.standing.refusals
                == ChannelStanding.Refusals(count: 3, since: time, newest: time))
    }

    @Test func `a file of version 1 is read, and goes on with all that it has`() async throws {
        let place = try await filledByVersion1()
        var wanted = try AlertStoreTests.change(1).channels
        let refusals = wanted["mail"]?.standing.refusals
        wanted["mail"]?.standing.refusals = nil
        #expect(try await place.store.read(records: 9).channels == wanted)
        let journal = try await place.store.journal()
        let stored = try await journal.load(records: 9)
        #expect(stored.recovery == nil && stored.records.count == 5 && stored.waiting.count == 3)
        #expect(stored.channels == wanted)
        var change = AlertChange()
        wanted["mail"]?.standing.refusals = refusals
        change.channels = wanted
        try await journal.commit(change)
        #expect(try await place.store.read(records: 9).channels == wanted)
    }

    @Test func `a database of another program stays as it is`() async throws {
        let place = try AlertStoreKind.sqlite.place()
        do {
            let connection = try Connection(path: place.path, mode: .readWrite)
            try connection.run("CREATE TABLE mine (a)")
        }
        await #expect(throws: StoreError.self) { try await place.store.journal() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: place.path)).count > 0)
    }

    @Test(arguments: [0, 16, 100, 4096, 5000, 12_288])
    func `a damaged file is moved aside, and what can be read goes on`(place byte: Int) async throws
    {
        let place = try await filled()
        var data = try Data(contentsOf: URL(fileURLWithPath: place.path))
        // The log was copied into the file when the last connection closed.
        let end = min(byte + 4096, data.count)
        try #require(byte < end)
        data.replaceSubrange(byte..<end, with: Data(repeating: 0xA5, count: end - byte))
        try data.write(to: URL(fileURLWithPath: place.path))
        let journal = try await place.store.journal()
        let stored = try await journal.load(records: 9)
        let recovery = try #require(stored.recovery)
        #expect(recovery.contains(".damaged-"))
        var change = AlertChange()
        change.records = [AlertRecord(sequence: 99, event: try OutboxTests.event(50))]
        try await journal.commit(change)
        let again = try await place.store.journal().load(records: 99)
        #expect(again.recovery == nil && again.records.last?.sequence == 99)
        #expect(again.records.dropLast().map(\.sequence) == stored.records.map(\.sequence))
    }

    @Test func `what is no database is moved aside whole, and told once`() async throws {
        let place = try AlertStoreKind.sqlite.place()
        let garbage = Data("no database at all\n".utf8)
        try garbage.write(to: URL(fileURLWithPath: place.path))
        let stored = try await place.store.journal().load(records: 9)
        let recovery = try #require(stored.recovery)
        #expect(recovery.hasPrefix("damaged store of alerts kept as \(place.path).damaged-"))
        let moved = try #require(place.folder.names.first { $0.contains(".damaged-") })
        #expect(try Data(contentsOf: URL(fileURLWithPath: place.folder.file(moved))) == garbage)
        let again = try await place.store.journal().load(records: 9)
        #expect(again.recovery == nil && again.records.isEmpty)
    }

    @Test func `damage that a commit meets is mended by the next load`() async throws {
        let place = try await filled()
        let journal = try await place.store.journal()
        do {
            let connection = try Connection(path: place.path, mode: .readWrite)
            try connection.run("DROP TABLE outbox")
        }
        var change = AlertChange()
        change.records = [AlertRecord(sequence: 6, event: try OutboxTests.event(50))]
        let event = change.records[0].event
        let row = OutboxRow(
            channel: "mail", event: event, isUrgent: false, since: OutboxTests.start)
        change.rows[row.key] = StoredRow(row)
        await #expect(throws: StoreError.self) { try await journal.commit(change) }
        let stored = try await journal.load(records: 9)
        #expect(stored.recovery != nil && stored.channels.count == 1)
        try await journal.commit(change)
        #expect(try await journal.load(records: 9).waiting.map(\.row.event) == [event])
    }

    @Test func `recovery keeps all records, however few of them somebody reads`() async throws {
        let place = try await filled()
        let before = try await place.store.journal().load(records: 99)
        try #require(!before.records.isEmpty && !before.waiting.isEmpty)
        do {
            let connection = try Connection(path: place.path, mode: .readWrite)
            try connection.run("DROP TABLE channel")
        }
        let recovered = try await place.store.journal().load(records: 0)
        #expect(recovered.recovery != nil && recovered.records.isEmpty)
        let after = try await place.store.journal().load(records: 99)
        // By their keys: some values are no numbers, which equal nothing.
        #expect(after.records.map(\.event.key) == before.records.map(\.event.key))
        #expect(after.records.map(\.sequence) == before.records.map(\.sequence))
        #expect(after.waiting.map(\.row.key) == before.waiting.map(\.row.key))
    }

    @Test func `recovery keeps the records before the one that is damaged`() async throws {
        let place = try await filled()
        let all = try await place.store.journal().load(records: 99).records.map(\.sequence)
        try #require(all.count > 2)
        do {
            let connection = try Connection(path: place.path, mode: .readWrite)
            try connection.run("PRAGMA ignore_check_constraints = ON")
            try connection.run("UPDATE event SET kind = 'mine' WHERE seq = 2")
        }
        let recovered = try await place.store.journal().load(records: 99)
        #expect(recovered.recovery != nil)
        #expect(recovered.records.map(\.sequence) == all.filter { $0 > 2 })
    }

    @Test func `the records of what waits are read beside the newest`() async throws {
        let place = try await filled()
        let connection = try Connection(path: place.path, mode: .readOnly)
        let all = try StoredAlerts(reading: connection, records: 99)
        let some = try StoredAlerts(reading: connection, records: 0, alsoWaiting: true)
        let waiting = Set(all.waiting.map(\.row.event.key))
        let wanted = all.records.map(\.event.key).filter { waiting.contains($0) }
        #expect(some.records.map(\.event.key) == wanted)
        #expect(!some.records.isEmpty)
    }

    @Test func `ten thousand events and their rows are one transaction`() async throws {
        let place = try AlertStoreKind.sqlite.place()
        var change = AlertChange()
        for number in 1...10_000 {
            let event = try OutboxTests.event(number)
            change.records.append(AlertRecord(sequence: number, event: event))
            let row = OutboxRow(
                channel: "mail", event: event, isUrgent: false, since: OutboxTests.start)
            change.rows[row.key] = StoredRow(row)
        }
        try await place.store.journal().commit(change)
        let stored = try await place.store.read(records: AlertBoard.mostRecords)
        #expect(stored.records.count == 1000 && stored.waiting.count == 10_000)
    }

    @Test(
        arguments: [
            "UPDATE state SET last = 9223372036854775807",
            "UPDATE state SET last = -9223372036854775807",
            "UPDATE state SET since = 9223372036854775807",
            "UPDATE state SET count = 9223372036854775807",
            "UPDATE event SET seq = 9223372036854775807 WHERE seq = (SELECT max(seq) FROM event)",
            "UPDATE event SET minute = 9223372036854775807 WHERE seq = (SELECT max(seq) FROM event)",
            "UPDATE event SET base_minute = -9223372036854775807",
            "UPDATE event SET gap = 9223372036854775807",
            "UPDATE progress SET next_message = 9223372036854775807",
            "UPDATE progress SET next_event = 9223372036854775807",
            "UPDATE progress SET time = 9223372036854775807",
            "UPDATE channel SET retry = 9223372036854775807",
            "UPDATE channel SET failures = 9223372036854775807",
            "UPDATE seen SET minute = -9223372036854775807",
            "UPDATE channel SET sent = '9223372036854775807,1,1'",
            "UPDATE channel SET messages = '1,9223372036854775807'",
            "UPDATE channel SET refused = '9223372036854775807,1'",
            "UPDATE channel SET refused = '1'",
            "UPDATE channel SET refused = '1,2 9223372036854775807'",
            "UPDATE silence SET until = 9223372036854775807",
        ] as [StaticString])
    func `a number that cannot be is damage`(statement: StaticString) async throws {
        let place = try await filled()
        try await place.store.note(.silence(AlertSilence(rule: "*", until: OutboxTests.start)))
        do {
            let connection = try Connection(path: place.path, mode: .readWrite)
            try connection.run(statement)
        }
        let stored = try await place.store.journal().load(records: 9)
        #expect(stored.recovery?.contains(".damaged-") == true)
    }
}
