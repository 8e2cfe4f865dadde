import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

/// What becomes of a store of which single bits, pages or rows are wrong.
@Suite(.timeLimit(.minutes(5)))
struct StoreDamageTests {
    static let now = RollingDayTests.now.hour.start.advanced(by: 17)
    static let first = now.windowStart
    static let clock = ManualClock(now.start)
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    static func prices(_ stored: StoredDay) -> StoredPrices { stored.prices(through: now) }

    /// Packed hours, single minutes in full and against one another, and what was fetched.
    @discardableResult
    private func fill(_ path: String, markets: Int = 3, pairs: Int = 14) async throws
        -> StoredPrices
    {
        let journal = try SQLiteJournal(path: path, lock: nil, clock: Self.clock)
        var day = RollingDay()
        let names = try (0..<markets * pairs).map {
            try Samples.instrument(100 + $0, market: "market\($0 % markets)")
        }
        for offset in (-137...0).filter({ $0 % 3 == 0 || $0 > -8 }) {
            let minute = Self.now.advanced(by: offset)
            let quotes = try names.enumerated().map {
                Quote($0.element, try Price(Double(minute.index % 97 + $0.offset * 10) / 8))
            }
            day.ingest(Batch(minute: minute, quotes: quotes))
            try await journal.append(Batch(minute: minute, quotes: quotes))
            let ended = day.seal(before: minute.hour.start)
            if !ended.isEmpty { try await journal.seal(ended) }
        }
        try await journal.backfill(
            names.prefix(5).map {
                Backfill(
                    $0, Series(start: Self.now.advanced(by: -300), amounts: [1, 2, 3]),
                    isCoarse: false)
            })
        try await journal.note(
            StoreReport(
                tickers: try (0..<markets).map { try Self.tickers(of: $0, names) },
                sources: [StoredSource(SourceHealth(name: "a", address: "b"), markets: [])]))
        return Self.prices(try await journal.load(from: Self.first))
    }

    private static func tickers(of market: Int, _ names: [Instrument]) throws -> MarketTickers {
        let market = try Market("market\(market)")
        let pairs = names.filter { $0.market == market }.map(\.pair)
        return MarketTickers(
            market: market, minute: now,
            tickers: try pairs.map {
                Ticker($0, baseLength: 4, traded: try Traded(1_234_567.25, in: .quote))
            })
    }

    /// What a reader got, and whether it was told that something is wrong.
    struct Reading {
        var prices: StoredPrices = [:]
        var isTold = false
    }

    static func aside(_ path: String) -> Reading {
        do {
            let stored = try StoreFile.read(path: path, from: first)
            return Reading(prices: prices(stored), isTold: stored.damage != nil)
        } catch {
            return Reading(isTold: true)
        }
    }

    static func following(_ path: String) async -> Reading {
        do {
            let follower = SQLiteFollower(path: path, clock: clock)
            let stored = try await follower.changes(from: first) ?? StoredDay()
            return Reading(prices: prices(stored), isTold: stored.damage != nil)
        } catch {
            return Reading(isTold: true)
        }
    }

    /// As the engine does it: in parts, and as a whole where one of them is damaged.
    static func writing(_ path: String) async -> Reading {
        do {
            let journal = try SQLiteJournal(path: path, lock: nil, clock: clock)
            var day = StoredDay()
            do throws(StoreError) {
                for market in try await journal.contents() {
                    let part = try await journal.load([market.market], from: first)
                    day.hours += part.hours
                    day.backfills += part.backfills
                    day.rows += part.rows
                    day.damage = day.damage ?? part.damage
                }
            } catch .damaged {
                day.damage = "damaged"
            }
            guard day.damage != nil else { return Reading(prices: prices(day)) }
            day = try await journal.load(from: first)
            return Reading(prices: prices(day), isTold: day.recovery != nil)
        } catch {
            return Reading(isTold: true)
        }
    }

    /// How many flips of a seed are tried: more for a long night.
    static let flips = Int(ProcessInfo.processInfo.environment["STORE_FLIPS"] ?? "") ?? 20

    @Test(arguments: UInt64(1)...4)
    func `a flipped bit serves no price that was not stored, and loses none in silence`(
        seed: UInt64
    ) async throws {
        let path = directory.file("day.sqlite")
        let stored = try await fill(path)
        let sound = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        var random = SeededGenerator(seed: seed)
        for number in 0..<Self.flips {
            let bit = Int.random(in: 0..<sound.count * 8, using: &random)
            var bytes = sound
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let copy = directory.file("\(number).sqlite")
            try Data(bytes).write(to: URL(fileURLWithPath: copy))
            for reading in [
                Self.aside(copy), await Self.following(copy), await Self.writing(copy),
            ] {
                for (name, minutes) in reading.prices {
                    for (minute, amount) in minutes where stored[name]?[minute] != amount {
                        Issue.record("bit \(bit) serves \(name) \(minute.index)")
                    }
                }
                let isWhole = reading.prices == stored
                #expect(isWhole || reading.isTold, "bit \(bit) loses prices in silence")
            }
            directory.remove(named: "\(number).sqlite")
        }
    }

    @Test func `a name of another pair is no name`() async throws {
        let path = directory.file("day.sqlite")
        let stored = try await fill(path)
        try Connection(path: path, mode: .readWrite)
            .run("UPDATE instrument SET pair = 'pair9' WHERE pair = 'pair101'")
        let read = Self.aside(path)
        #expect(read.isTold)
        #expect(read.prices.allSatisfy { stored[$0.key] == $0.value })
    }

    @Test func `what was traded is read under its own market and minute only`() async throws {
        let path = directory.file("day.sqlite")
        try await fill(path)
        for sql: StaticString in [
            "UPDATE ticker SET minute = minute + 1 WHERE market = 'market1'",
            "UPDATE ticker SET market = 'market3' WHERE market = 'market1'",
            "UPDATE source SET seq = seq + 1",
        ] {
            let copy = directory.file("copy.sqlite")
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            #expect(!Self.aside(copy).isTold)
            try Connection(path: copy, mode: .readWrite).run(sql)
            #expect(Self.aside(copy).isTold)
            #expect(await Self.following(copy).isTold)
            directory.remove(named: "copy.sqlite")
        }
    }

    @Test func `a page of names that is broken costs no price, and is found at the start`()
        async throws
    {
        let path = directory.file("day.sqlite")
        let stored = try await fill(path, markets: 2, pairs: 400)
        try Self.breakLeaf(holding: "market0pair100", in: path)
        // Whoever only reads has the names from the index.
        #expect(try StoreFile.read(path: path, from: Self.first).damage == nil)
        #expect(Self.aside(path).prices == stored)
        let journal = try SQLiteJournal(path: path, lock: nil, clock: Self.clock)
        await #expect(throws: StoreError.self) { try await journal.contents() }
        let loaded = try await journal.load(from: Self.first)
        #expect(loaded.recovery != nil)
        #expect(Self.prices(loaded) == stored)
        #expect(Self.aside(path).prices == stored)
    }

    /// Overwrites the page of a table that holds a text.
    private static func breakLeaf(holding text: String, in path: String) throws {
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let wanted = Array(text.utf8)
        let page = try #require(
            stride(from: 4096, to: bytes.count, by: 4096).first { start in
                bytes[start] == 0x0D
                    && bytes[start..<start + 4096].indices.dropLast(wanted.count).contains {
                        bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
                    }
            })
        for place in page..<page + 4096 { bytes[place] = UInt8(truncatingIfNeeded: place &* 37) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    @Test func `a row that is gone is missed`() async throws {
        let path = directory.file("day.sqlite")
        try await fill(path)
        for sql: StaticString in [
            "DELETE FROM minute WHERE seq = (SELECT max(seq) FROM minute)",
            "DELETE FROM hour WHERE seq = (SELECT min(seq) FROM hour)",
            "DELETE FROM backfill WHERE seq = 2", "DELETE FROM instrument WHERE id = 3",
            "DELETE FROM ticker WHERE market = 'market1'",
        ] {
            let copy = directory.file("copy.sqlite")
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            try Connection(path: copy, mode: .readWrite).run(sql)
            #expect(Self.aside(copy).isTold)
            #expect(await Self.following(copy).isTold)
            #expect(await Self.writing(copy).isTold)
            directory.remove(named: "copy.sqlite")
        }
    }

    @Test func `a writer that finds damage while it runs recovers at the next load`() async throws {
        let path = directory.file("day.sqlite")
        let stored = try await fill(path)
        let journal = try SQLiteJournal(path: path, lock: nil, clock: Self.clock)
        _ = try await journal.load(from: Self.first)
        try Connection(path: path, mode: .readWrite).run("DROP TABLE tally")
        let quote = Quote(try Samples.instrument(100, market: "market0"), try Price(5))
        let batch = Batch(minute: Self.now.next, quotes: [quote])
        for _ in 0..<2 {
            await #expect {
                try await journal.append(batch)
            } throws: {
                if case .damaged? = $0 as? StoreError { true } else { false }
            }
        }
        let loaded = try await journal.load(from: Self.first)
        #expect(loaded.recovery != nil && Self.prices(loaded) == stored)
        try await journal.append(batch)
        #expect(try StoreFile.read(path: path, from: Self.first).damage == nil)
    }
}
