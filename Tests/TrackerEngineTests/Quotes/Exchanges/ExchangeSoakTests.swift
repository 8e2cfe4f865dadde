import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

/// All exchanges of the catalogue at one server, minute by minute, through the real engine.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct ExchangeSoakTests {
    static let start = Timestamp(milliseconds: 1_699_999_980_000)
    static let isLong = ProcessInfo.processInfo.environment["SOAK"] == "1"

    /// When each exchange was asked, as far as it matters.
    final class Visits: Sendable {
        struct Visit {
            var last: Timestamp?
            var closest = Duration.seconds(86_400)
            var count = 0
        }
        private let visits = Mutex<[String: Visit]>([:])

        func note(_ id: String, at now: Timestamp) {
            visits.withLock { visits in
                var visit = visits[id] ?? Visit()
                if let last = visit.last { visit.closest = min(visit.closest, now - last) }
                visit.last = now
                visit.count += 1
                visits[id] = visit
            }
        }

        var all: [String: Visit] { visits.withLock { $0 } }
    }

    /// Bytes that the process has in memory.
    static func resident() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        return (Int(text.split(separator: " ")[1]) ?? 0) * 4096
    }

    /// - Returns: resident bytes at minute 200, where there is one, and at the end.
    @discardableResult
    static func run(minutes: Int, pairs: Int) async throws -> (early: Int, late: Int) {
        let clock = ManualClock(start)
        let visits = Visits()
        let server = try ExchangeServer(isLogging: false) { entry, call, _ in
            let now = clock.now
            visits.note(entry.id.name, at: now)
            return ExchangeServer.good(
                entry, call, entry.rows(pairs, minute: Minute(containing: now).index), at: now)
        }
        var configuration = HTTPConfiguration()
        configuration.usesProxyVariables = false
        let client = HTTPClient.live(configuration)
        let ids = Exchanges.builtIn.names
        let sources = try ids.map { try server.source($0, client: client, clock: clock) }
        let engine = Engine(
            sources: sources, store: .none(reason: "test"), clock: clock,
            random: SeededGenerator(seed: 1))
        var sizes = (early: 0, late: 0)
        try await withThrowingTaskGroup { group in
            group.addTask { await engine.run() }
            for minute in 1...minutes {
                // Every source waits for its turn or for its next minute, and so does the minute.
                let end = start + .seconds(60 * minute)
                await clock.sleepers(ids.count + 1)
                while let alarm = clock.nextAlarm, alarm < end {
                    clock.set(alarm)
                    await clock.sleepers(ids.count + 1)
                }
                let now = Minute(containing: end).advanced(by: -1)
                for source in engine.snapshot.sources {
                    let last = source.lastSuccess.map { Minute(containing: $0) }
                    #expect(last == now, "\(source.name): \(source.failure?.reason ?? "late")")
                }
                if minute == min(200, minutes) { sizes.early = try resident() }
                if minute == minutes { sizes.late = try resident() } else { clock.set(end) }
            }
            group.cancelAll()
        }
        check(engine.snapshot, minutes)
        for id in ids {
            let visit = try #require(visits.all[id])
            let entry = try #require(server.exchanges[id])
            #expect(visit.closest >= entry.pause, "\(id)")
            let listings = entry.listing == nil ? 0 : 1 + minutes / 1440
            #expect(visit.count <= minutes * entry.tickers.count + listings, "\(id)")
        }
        return sizes
    }

    /// No minute was missed, of no market.
    private static func check(_ snapshot: Snapshot, _ minutes: Int) {
        #expect(snapshot.window.minutesHeld == min(minutes, 1440))
        let markets = Dictionary(grouping: snapshot.window.instruments) { $0.market }
        #expect(markets.count == Exchanges.builtIn.names.count)
        for pairs in markets.values {
            let coverage = pairs.first.flatMap { snapshot.window.coverage(of: $0) }
            #expect(coverage?.polled == min(minutes, 1440))
        }
    }

    @Test func `twenty minutes of all exchanges: no minute missed, no rule broken`() async throws {
        try await Self.run(minutes: 20, pairs: 6)
    }

    @Test(.enabled(if: isLong, "a day takes minutes; SOAK=1 in the environment runs it"))
    func `a day of all exchanges: no minute missed, no rule broken, no growth`() async throws {
        let sizes = try await Self.run(minutes: 1440, pairs: 40)
        // A thousand pairs of a day, an hour packed in a few dozen bytes, are 3 MB.
        #expect(sizes.late - sizes.early < 12 << 20, "\(sizes)")
    }
}
