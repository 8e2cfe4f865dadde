import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

struct AlertPostTests {
    static let start = OutboxTests.start

    /// An engine, its post and what that works with; nothing runs yet.
    struct Stage {
        let engine: Engine
        let post: AlertPost
        let channel: FakeChannel
        let clock: ManualClock

        init(
            _ store: any AlertStore, channel: FakeChannel = FakeChannel(),
            isSimulated: Bool = false,
            access: StoreAccess = .none(reason: "a test"), clock: ManualClock? = nil,
            rules: [String] = ["fast"], sources: [any QuoteSource] = [],
            heartbeat: FakeChannel? = nil
        ) throws {
            let clock = clock ?? ManualClock(start)
            var setup = AlertSetup()
            setup.rules = try rules.map { try AlertLedgerTests.rule($0) }
            setup.outlets = [AlertOutlet("mail", of: "mail", .mail, channel)]
            setup.heartbeat = heartbeat.map { HeartbeatPlan(every: 1, through: $0) }
            var configuration = EngineConfiguration()
            configuration.isSimulated = isSimulated
            let post = AlertPost(
                setup, store: store, clock: clock, offset: { _ in 0 }, machine: "test")
            engine = Engine(
                configuration: configuration, sources: sources, store: access, clock: clock,
                channels: [post])
            (self.post, self.channel, self.clock) = (post, channel, clock)
        }

        /// Gives the post what an engine would have seen.
        func fire(_ events: [AlertEvent], _ memory: AlertMemory = AlertMemory()) async {
            await engine.perform([.alerts(AlertBatch(events, memory: memory))])
        }

        /// Waits for a board that is as a test wants it.
        func board(where isWanted: (AlertBoard) -> Bool) async -> AlertBoard {
            for await snapshot in engine.snapshots() where isWanted(snapshot.alerts) {
                return snapshot.alerts
            }
            return AlertBoard()
        }

        /// Runs the engine while a test does something.
        func run(_ body: (Stage) async throws -> Void) async throws {
            try await withThrowingTaskGroup { group in
                group.addTask { await engine.run() }
                try await body(self)
                group.cancelAll()
            }
        }
    }

    @Test func `an event is stored, sent, and shown with what became of it`() async throws {
        let store = MemoryAlertStore()
        let event = try OutboxTests.event(0)
        try await Stage(store).run { stage in
            await stage.fire([event])
            let board = await stage.board { $0.records.first?.deliveries.first?.state == .accepted }
            #expect(board.channels.map(\.state) == [.well(Self.start)])
            #expect(board.channels.map(\.waiting) == [0] && board.unseenCount == 1)
            #expect(stage.channel.sent.map(\.time) == [Self.start])
        }
        let stored = store.read(records: 9)
        #expect(stored.records.map(\.event) == [event] && stored.waiting.isEmpty)
    }

    @Test func `made-up prices never leave through a channel, whatever the configuration says`()
        async throws
    {
        try await Stage(MemoryAlertStore(), isSimulated: true).run { stage in
            await stage.fire(try OutboxTests.events(0..<3))
            let board = await stage.board { $0.records.count == 3 }
            #expect(board.channels.isEmpty && board.withheld == ["mail"])
            stage.post.carryOut(.test(channel: "mail"))
            var setup = AlertLedgerTests.setup([try AlertLedgerTests.rule("other")])
            setup.outlets = [AlertOutlet("mail", of: "mail", .mail, stage.channel)]
            stage.post.change(setup)
            await stage.fire(try OutboxTests.events(3..<4))
            _ = await stage.board { $0.records.count == 4 && $0.rules.count == 1 }
            #expect(stage.channel.sent.isEmpty)
        }
    }

    @Test func `what is on its way at the end is sent again under its name, first`() async throws {
        let store = MemoryAlertStore()
        // It never answers.
        let hanging = FakeChannel { _ in
            try? await Task.sleep(for: .seconds(3600))
            return .later("cancelled")
        }
        try await Stage(store, channel: hanging).run { stage in
            await stage.fire([try OutboxTests.event(0)])
            await hanging.sent(1)
        }
        #expect(store.read(records: 1).waiting.map(\.row.tries) == [1])
        let clock = ManualClock(Self.start + .seconds(5))
        try await Stage(store, clock: clock).run { stage in
            await stage.channel.sent(1)
            #expect(stage.channel.sent.map(\.identity) == hanging.sent.map(\.identity))
            let board = await stage.board { $0.channels.first?.waiting == 0 }
            #expect(board.records.map(\.deliveries.count) == [1] && board.startSequence == 1)
        }
    }

    @Test func `a message that waits for an hour is written anew, with a date of its own`()
        async throws
    {
        let channel = FakeChannel { _ in .later("451 later") }
        try await Stage(MemoryAlertStore(), channel: channel).run { stage in
            await stage.fire([try OutboxTests.event(0)])
            await channel.sent(1)
            _ = await stage.board { Self.waits($0, beyond: Self.start) }
            stage.clock.advance(by: .seconds(60))
            await channel.sent(2)
            _ = await stage.board { Self.waits($0, beyond: Self.start + .seconds(60)) }
            #expect(Set(channel.sent.map(\.time)) == [Self.start])
            stage.clock.advance(by: .seconds(2 * 3600))
            await channel.sent(3)
            #expect(channel.sent[2].time == Self.start + .seconds(60 + 7200))
            #expect(Set(channel.sent.map(\.identity)).count == 1)
        }
    }

    /// Whether the channel has failed and is tried again after a time.
    static func waits(_ board: AlertBoard, beyond time: Timestamp) -> Bool {
        if case .failing(let retry)? = board.channels.first?.state { retry > time } else { false }
    }

    @Test func `ten thousand events of a minute end in one digest`() async throws {
        try await Stage(MemoryAlertStore()).run { stage in
            await stage.fire(try (0..<10_000).map { try OutboxTests.event($0) })
            let board = await stage.board { $0.channels.first?.waiting == 0 && !$0.records.isEmpty }
            #expect(stage.channel.sent.count == 1 && board.records.count == AlertBoard.mostRecords)
            #expect(stage.channel.sent[0].letter.subject.hasPrefix("10000 alerts"))
        }
    }

    @Test func `a disk that is full stops nothing, is told, and gets all of it later`() async throws
    {
        let store = FailingAlertStore(MemoryAlertStore())
        try await Stage(store).run { stage in
            store.fail(.cannotWrite(place: "alerts", reason: "the disk is full"))
            await stage.fire([try OutboxTests.event(0)])
            let board = await stage.board { $0.records.first?.deliveries.first?.state == .accepted }
            #expect(board.notice?.contains("the disk is full") == true)
            #expect(try await store.inner.read(records: 9).records.isEmpty)
            store.fail(nil)
            stage.clock.advance(by: .seconds(60))
            _ = await stage.board { $0.notice == nil }
            let stored = try await store.inner.read(records: 9)
            #expect(stored.records.map(\.deliveries.first?.state) == [.accepted])
        }
    }

    @Test func `a store that opens late gives the engine what it knew, and keeps it`() async throws
    {
        let inner = MemoryAlertStore()
        let rule = try AlertLedgerTests.rule("fast")
        let subject = try OutboxTests.event(0).subject
        var memory = AlertMemory()
        let market = try #require(subject.market)
        memory.sights = [
            AlertMemory.Sight(
                rule: "fast", fingerprint: rule.fingerprint, market: market,
                minute: Minute(containing: Self.start))
        ]
        memory.standings = [AlertLedgerTests.fired("fast", subject)]
        var change = AlertChange()
        change.memory = memory
        MemoryAlertJournal(inner).commit(change)
        let store = FailingAlertStore(inner)
        store.fail(.cannotOpen(place: "alerts", reason: "no room"))
        try await Stage(store).run { stage in
            _ = await stage.board { $0.notice?.contains("no room") == true }
            // The engine knows of nothing yet.
            await stage.fire([try OutboxTests.event(5)])
            _ = await stage.board { $0.records.count == 1 && $0.standings.isEmpty }
            store.fail(nil)
            stage.clock.advance(by: .seconds(60))
            let board = await stage.board { !$0.standings.isEmpty }
            #expect(board.standings == memory.standings && board.notice == nil)
            while await stage.engine.state.alerts.watch.memory.standings != memory.standings {
                await Task.yield()
            }
        }
        #expect(inner.read(records: 9).memory.standings == memory.standings)
    }

    @Test func `what was seen since goes before what an older memory knows`() throws {
        let subjects = try (0..<4).map {
            AlertSubject.pair(
                Instrument(market: .kraken, pair: try Pair("p\($0)usd")))
        }
        let minute = Minute(containing: Self.start)
        func memory(
            _ phases: [AlertStanding.Phase?], print: UInt64 = 1, at minute: Minute
        ) -> AlertMemory {
            var memory = AlertMemory()
            memory.seen = [.kraken: minute]
            memory.sights = [
                AlertMemory.Sight(
                    rule: "fast", fingerprint: print, market: .kraken, minute: minute)
            ]
            memory.standings = zip(subjects, phases).compactMap { subject, phase in
                phase.map {
                    AlertMemory.Standing(
                        rule: "fast", subject: subject,
                        standing: AlertStanding($0, since: minute))
                }
            }
            return memory
        }
        let old = memory([.fired, .fired, .done, nil], at: minute)
        let new = memory([.held, .pending, nil, .held], at: minute.next)
        let both = new.over(old)
        #expect(both.seen == new.seen && both.sights == old.sights)
        let phases = Dictionary(
            uniqueKeysWithValues: both.standings.map { ($0.subject, $0.standing.phase) })
        #expect(subjects.map { phases[$0] } == [.fired, .pending, .done, .held])
        // The rule means something else now.
        let other = memory([.held], print: 2, at: minute.next)
        #expect(other.over(old) == other)
    }

    @Test func `a store of a later version is told of, and alerts go on in memory`() async throws {
        let store = FailingAlertStore(MemoryAlertStore())
        store.fail(.tooNew(place: "day.sqlite.alerts", version: 2))
        try await Stage(store).run { stage in
            await stage.fire([try OutboxTests.event(0)])
            let board = await stage.board { $0.records.first?.deliveries.first?.state == .accepted }
            #expect(board.notice?.contains("format 2") == true)
        }
        #expect(try await store.inner.read(records: 1).records.isEmpty)
    }

    @Test func `of two programs without a day's file one sends, and the other says so`()
        async throws
    {
        let place = try AlertStoreKind.sqlite.place()
        let clock = ManualClock(Self.start)
        let event = try OutboxTests.event(0)
        let second = try Stage(place.store, clock: clock)
        try await second.run { second in
            let first = await second.board { $0.rules.count == 1 }
            #expect(first.notice?.contains("in memory only") == true)
            let (one, other) = (second, try Stage(place.store, clock: clock))
            try await other.run { other in
                await other.fire([event])
                let board = await other.board { $0.records.count == 1 }
                #expect(board.notice == "alerts wait: another tracker-tui sends them")
                await one.fire([event])
                await one.channel.sent(1)
                #expect(other.channel.sent.isEmpty && board.channels.map(\.waiting) == [1])
            }
        }
        // The claim ended with that program's term.
        let third = try Stage(place.store, clock: clock)
        try await third.run { third in
            await third.fire([event])
            await third.channel.sent(1)
        }
    }

    @Test func `a place where nobody can say who sends sends nothing, and says so`() async throws {
        let folder = try TemporaryDirectory()
        // A file where the folder should be.
        try "".write(toFile: folder.file("state"), atomically: true, encoding: .utf8)
        let store = SQLiteAlertStore(
            besideDay: folder.file("state/day.sqlite"), clock: ManualClock(Self.start))
        try await Stage(store).run { stage in
            await stage.fire([try OutboxTests.event(0)])
            let board = await stage.board { $0.records.count == 1 }
            #expect(board.notice?.hasPrefix("alerts wait, and are not sent: ") == true)
            #expect(board.files == [store.location])
            #expect(stage.channel.sent.isEmpty && board.channels.map(\.waiting) == [1])
        }
    }

    @Test func `what persons want is kept, and a test is told of`() async throws {
        let store = MemoryAlertStore()
        try await Stage(store).run { stage in
            await stage.fire([try OutboxTests.event(0)])
            _ = await stage.board { $0.unseenCount == 1 }
            stage.post.carryOut(.see(through: 1))
            stage.post.carryOut(.silence(AlertSilence(rule: "fast", until: nil)))
            let board = await stage.board { $0.unseenCount == 0 && $0.silences.count == 1 }
            #expect(board.silence(of: "fast", at: Self.start) != nil)
            // Another program ends it.
            store.note(.unsilence(rule: "fast", subject: nil))
            stage.clock.advance(by: .seconds(60))
            _ = await stage.board { $0.silences.isEmpty }
            stage.post.carryOut(.test(channel: "mail"))
            let tested = await stage.board { $0.channels[0].reply == "test: 250 Ok" }
            #expect(tested.channels.count == 1 && stage.channel.sent.last?.identity.kind == "test")
        }
        #expect(store.read(records: 1).notes.seenThrough == 1)
    }

    @Test func `who follows shows the alerts of the writer, sends nothing, and goes on after it`()
        async throws
    {
        let place = try AlertStoreKind.sqlite.place()
        let day = place.folder.file("day.sqlite")
        let clock = ManualClock(Self.start)
        let writer = try Stage(
            place.store, access: try StoreFile.open(path: day, clock: clock), clock: clock)
        // The writer's channel fails: the event waits.
        let bad = FakeChannel { _ in .barred("wrong password") }
        let second = try Stage(
            place.store, channel: bad, access: try StoreFile.open(path: day, clock: clock),
            clock: clock)
        guard case .follower = await second.engine.access else {
            Issue.record("two programs write")
            return
        }
        _ = writer
        try await second.run { stage in
            await stage.fire([try OutboxTests.event(0)])
            _ = await stage.board { $0.rules.count == 1 }
            #expect(stage.channel.sent.isEmpty && stage.engine.snapshot.alerts.records.isEmpty)
            var change = AlertChange()
            change.records = [AlertRecord(sequence: 1, event: try OutboxTests.event(0))]
            change.channels = ["mail": StoredChannel(ChannelStanding(), place: "mx")]
            try await place.store.journal().commit(change)
            stage.clock.advance(by: .seconds(60))
            let board = await stage.board { $0.records.count == 1 }
            #expect(board.channels.map(\.place) == ["mx"] && stage.channel.sent.isEmpty)
            stage.post.carryOut(.see(through: 1))
            _ = await stage.board { $0.unseenCount == 0 }
            for _ in 1...20 {
                stage.post.carryOut(.test(channel: "mail"))
                _ = await stage.board { $0.notice?.contains("no test") == true }
                stage.post.carryOut(.see(through: 1))
                _ = await stage.board { $0.notice == nil }
            }
            // Each wake but the first of a minute leaves the alarm as it is.
            #expect(stage.clock.sleeping < 10)
            stage.post.carryOut(.test(channel: "mail"))
            _ = await stage.board { $0.notice?.contains("no test") == true }
            stage.clock.advance(by: .seconds(60))
            _ = await stage.board { $0.notice == nil }
            #expect(stage.channel.sent.isEmpty)
        }
    }
}
