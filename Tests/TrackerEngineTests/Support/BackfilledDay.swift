import TestSupport

@testable import TrackerEngine

/// A day that is polled and filled at random, and what it should be, kept the plain way.
struct BackfilledDay {
    enum Origin: Hashable { case polled, fine, coarse }

    var day = RollingDay()
    private(set) var plain: [Instrument: [Minute: (amount: Double, origin: Origin)]] = [:]
    private(set) var minute: Minute
    private var random: SeededGenerator
    private let names: [Instrument]
    private var ticks = 0

    init(seed: UInt64, from minute: Minute) throws {
        self.minute = minute
        random = SeededGenerator(seed: seed)
        names = try (0..<8).map { try Samples.instrument($0, market: $0 < 5 ? "a" : "b") }
    }

    var first: Minute { minute.windowStart }

    mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    /// No two prices are the same.
    private mutating func nextAmount() -> Double {
        ticks += 1
        return Double(ticks) / 1000
    }

    /// Some minutes later: polls most of them.
    mutating func poll() throws -> Batch {
        minute = minute.advanced(by: [1, 1, 1, 2, 7, 61].randomElement(using: &random) ?? 1)
        return try poll(at: minute)
    }

    /// Polls most of them, as prices of a minute; those that were polled already are not.
    mutating func poll(at minute: Minute) throws -> Batch {
        let market = Bool.random(using: &random) ? "a" : "b"
        var quotes: [Quote] = []
        for name in names where name.market.name == market && !chance(5) {
            quotes.append(Quote(name, try Price(nextAmount())))
        }
        let batch = day.missing(from: Batch(minute: minute, quotes: quotes))
        day.ingest(batch)
        for quote in batch.quotes {
            plain[quote.instrument, default: [:]][minute] = (quote.price.amount, .polled)
        }
        return batch
    }

    /// Fills a part of the window, any part.
    mutating func fill() -> (asked: Backfill, put: Backfill?) {
        let name = names.randomElement(using: &random) ?? names[0]
        let isCoarse = chance(3)
        let length = Int.random(in: 1...(chance(4) ? 1440 : 120), using: &random)
        let start = first.advanced(by: Int.random(in: 0...(1440 - length), using: &random))
        let step = isCoarse ? 5 : 1
        var amounts = [Double](repeating: .nan, count: length)
        for offset in amounts.indices where offset.isMultiple(of: step) && !chance(6) {
            amounts[offset] = nextAmount()
        }
        let asked = Backfill(name, Series(start: start, amounts: amounts), isCoarse: isCoarse)
        let put = day.backfill(asked, sealedBefore: minute.advanced(by: -5))
        for point in asked.series.points where plain[name]?[point.minute] == nil {
            plain[name, default: [:]][point.minute] = (
                point.price.amount, isCoarse ? .coarse : .fine
            )
        }
        return (asked, put)
    }

    mutating func turn() -> [SealedHour] {
        let hours = day.seal(before: minute.advanced(by: -5))
        day.drop(before: first)
        for name in names { plain[name] = plain[name]?.filter { $0.key >= first } }
        return hours
    }

    /// Whether a day has what this one should have, seen through the window of `minute`.
    func agrees(with day: RollingDay) -> Bool {
        names.allSatisfy { name in
            let held = (plain[name] ?? [:]).filter { $0.key >= first && $0.key <= minute }
            guard !held.isEmpty else { return day.coverage(of: name, through: minute) == nil }
            func count(_ origin: Origin) -> Int { held.values.count { $0.origin == origin } }
            let coverage = Coverage(
                polled: count(.polled), backfilled: count(.fine), coarse: count(.coarse))
            let amounts = (0..<1440).map { held[first.advanced(by: $0)]?.amount ?? .nan }
            let series = day.series(of: name, through: minute)
            return Samples.isSame(series?.amounts ?? [], amounts)
                && day.coverage(of: name, through: minute) == coverage
                && day.latest(of: name)?.minute == held.keys.max()
                && coverage.polled + coverage.backfilled + coverage.coarse + coverage.missing
                    == 1440
        }
    }
}
