import TestSupport
import Testing

@testable import TrackerEngine

/// What journals keep beside prices.
@Suite(.timeLimit(.minutes(5)))
struct StoreReportTests {
    static let now = MinuteJournalTests.now
    static let first = now.windowStart

    static func source(_ name: String, _ number: Int, _ random: inout SeededGenerator) throws
        -> StoredSource
    {
        var health = SourceHealth(name: name, address: "api.\(name).test")
        if Bool.random(using: &random) {
            health.lastSuccess = Timestamp(milliseconds: 1_630_152_000_123 + number)
            health.took = .milliseconds(number * 7)
            (health.quotes, health.rejected, health.bytes) = (number, number / 2, number * 99)
        }
        if Bool.random(using: &random) { health.firstRejection = "\"x\u{1}\" has no number" }
        if Bool.random(using: &random) { health.nextPoll = Timestamp(milliseconds: -number) }
        if Bool.random(using: &random) {
            health.failure = SourceHealth.Failure(
                reason: "does not answer", at: Timestamp(milliseconds: number), times: number,
                isBarred: Bool.random(using: &random))
        }
        return StoredSource(health, markets: try (0..<number % 4).map { try Market("m\($0)") })
    }

    static func report(
        of day: RollingDay, _ number: Int, _ random: inout SeededGenerator
    ) throws -> StoreReport {
        var report = StoreReport()
        report.tickers = day.marketNames.filter { _ in Bool.random(using: &random) }
            .compactMap { day.tickers(of: $0) }
        guard Bool.random(using: &random) else { return report }
        report.sources = try ["a", "b", "c"].map { try source($0, number, &random) }
        return report
    }

    /// Polls of two markets with a report after each; what was told last of everything.
    struct Life {
        var batches: [Batch] = []
        var reports: [StoreReport] = []
        var tickers: [Market: MarketTickers] = [:]
        var sources: [StoredSource]?

        init(seed: UInt64) throws {
            var random = SeededGenerator(seed: seed)
            var day = RollingDay()
            for offset in -30...0 {
                let quotes = try (0..<8).map { number in
                    let amount = Double.random(in: 0...1e9, using: &random)
                    let unit = try #require(Traded.Unit.allCases.randomElement(using: &random))
                    let isRound = Bool.random(using: &random)
                    return Quote(
                        try Samples.instrument(number, market: "market\(number % 2)"),
                        try Price(Double(number)),
                        traded: try Traded(isRound ? amount.rounded() / 4 : amount, in: unit),
                        baseLength: UInt8(number % 5))
                }
                let batch = Batch(minute: now.advanced(by: offset), quotes: quotes)
                day.ingest(batch)
                batches.append(batch)
                let report = try StoreReportTests.report(of: day, offset + 40, &random)
                reports.append(report)
                for new in report.tickers { tickers[new.market] = new }
                sources = report.sources ?? sources
            }
        }

        func isSame(_ stored: StoredDay) -> Bool {
            let read = Dictionary(
                stored.tickers.map { ($0.market, $0) }, uniquingKeysWith: { first, _ in first })
            return read == tickers && stored.sources == sources && stored.damage == nil
        }
    }

    @Test(arguments: JournalKind.allCases, UInt64(1)...6)
    func `a journal gives back what was noted last of each market and of the sources`(
        kind: JournalKind, seed: UInt64
    ) async throws {
        let life = try Life(seed: seed)
        let journal = try JournalStore(kind, clock: MinuteJournalTests.clock).journal()
        for (batch, report) in zip(life.batches, life.reports) {
            // Together or one after the other comes to the same.
            if batch.minute.index.isMultiple(of: 2) {
                try await journal.append(batch, noting: report)
            } else {
                try await journal.append(batch)
                try await journal.note(report)
            }
        }
        #expect(life.isSame(try await journal.load(from: Self.first)))
        var parts = StoredDay()
        for market in try await journal.contents() {
            let part = try await journal.load([market.market], from: Self.first)
            parts.tickers += part.tickers
            parts.sources = part.sources
            parts.damage = parts.damage ?? part.damage
        }
        #expect(life.isSame(parts))
    }

    @Test(arguments: JournalKind.lasting, UInt64(7)...10)
    func `who follows has at each look what has been noted since the last one`(
        kind: JournalKind, seed: UInt64
    ) async throws {
        let life = try Life(seed: seed)
        let store = try JournalStore(kind, clock: MinuteJournalTests.clock)
        let (journal, follower) = (try store.journal(), store.follower())
        try await journal.write(StoredDay())
        for (batch, report) in zip(life.batches, life.reports) {
            try await journal.append(batch)
            _ = try await follower.changes(from: Self.first)
            try await journal.note(report)
            let news = try await follower.changes(from: Self.first)
            #expect(Set(news?.tickers ?? []) == Set(report.tickers))
            #expect(news?.sources == report.sources)
        }
        let late = store.follower()
        for market in try await late.contents() {
            let part = try await late.load([market.market], from: Self.first)
            #expect(part.tickers.first == life.tickers[market.market])
            #expect(part.sources == life.sources)
        }
    }

    @Test(arguments: JournalKind.allCases)
    func `pairs without a price have no ticker, and tickers go with the last name of a market`(
        kind: JournalKind
    ) async throws {
        let journal = try JournalStore(kind, clock: MinuteJournalTests.clock).journal()
        let (one, other) = (try Samples.instrument(0), try Samples.instrument(1, market: "other"))
        try await journal.append(
            Batch(minute: Self.now.advanced(by: -300), quotes: [Quote(one, try Price(1))]))
        try await journal.append(Batch(minute: Self.now, quotes: [Quote(other, try Price(1))]))
        let traded = try Traded(5, in: .dollars)
        func tickers(_ market: String, _ numbers: Int...) throws -> MarketTickers {
            MarketTickers(
                market: try Market(market), minute: Self.now,
                tickers: try numbers.map {
                    Ticker(try Samples.instrument($0).pair, baseLength: 1, traded: traded)
                })
        }
        try await journal.note(
            StoreReport(tickers: [
                try tickers("kraken", 0, 7), try tickers("other", 1), try tickers("nobody", 1),
            ]))
        let stored = try await journal.load(from: Self.first).tickers
        #expect(Set(stored) == [try tickers("kraken", 0), try tickers("other", 1)])
        try await journal.prune(before: Self.now.advanced(by: -100))
        let left = try await journal.load(from: Self.first)
        #expect(left.tickers == [try tickers("other", 1)] && left.damage == nil)
        #expect(left.recovery == nil)
    }

    @Test(arguments: UInt64(1)...40)
    func `bytes that are no report are no report`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sources = try (0..<3).map { try Self.source("s\($0)", $0 + 3, &random) }
        let bytes = StoreCodec.sources(sources, seal: 7)
        #expect(StoreCodec.sources(from: bytes, seal: 7) == sources)
        #expect(StoreCodec.sources(from: bytes, seal: 8) == nil)
        var hurt = bytes.dropLast(4)
        let place = Int.random(in: hurt.indices, using: &random)
        hurt[place] = UInt8.random(in: 0...255, using: &random)
        // With a right checksum it may be anything: it only has to be read to its end, or refused.
        for end in [hurt.count, Int.random(in: 0...hurt.count, using: &random)] {
            var writer = ByteWriter()
            writer.append(hurt.prefix(end))
            _ = StoreCodec.sources(from: writer.sealed(7), seal: 7)
            _ = StoreCodec.tickers(from: writer.sealed(7), seal: 7)
        }
    }
}
