import TrackerEngine

/// What a store in memory holds: rows in the order of writing.
struct MemoryContents: Sendable {
    private struct Row<Value: Sendable>: Sendable {
        let revision: Int
        let value: Value
    }

    /// Counts the writes.
    var revision = 0
    private var rows: [Row<StoredMinute>] = []
    private var hours: [Row<SealedHour>] = []
    private var fetched: [Row<Backfill>] = []

    var minutes: [Minute] { rows.map(\.value.minute) }
    var backfills: [Backfill] { fetched.map(\.value) }

    mutating func write(_ day: StoredDay) {
        for hour in day.hours {
            hours.removeAll { $0.value.hour == hour.hour && $0.value.market == hour.market }
            hours.append(Row(revision: revision, value: hour))
            rows.removeAll { $0.value.minute.hour == hour.hour && $0.value.market == hour.market }
        }
        fetched += day.backfills.map { Row(revision: revision, value: $0) }
        rows += day.rows.map { Row(revision: revision, value: $0) }
    }

    mutating func prune(before first: Minute) {
        rows.removeAll { $0.value.minute < first }
        hours.removeAll { $0.value.hour < first.hour }
        fetched.removeAll { $0.value.series.end <= first }
    }

    /// What came after a revision, for minutes that a store in a file would give too: no further
    /// ahead than two days.
    func day(from first: Minute, after read: Int = 0) -> StoredDay {
        let window = first...first.advanced(by: 2 * Minute.perDay)
        var day = StoredDay()
        day.hours = hours.filter { $0.revision > read }.map(\.value)
            .filter { (window.lowerBound.hour...window.upperBound.hour).contains($0.hour) }
        day.backfills = fetched.filter { $0.revision > read }.compactMap { row in
            row.value.series.clipped(to: window).map {
                Backfill(row.value.instrument, $0, isCoarse: row.value.isCoarse)
            }
        }
        day.rows = rows.filter { $0.revision > read }.map(\.value)
            .filter { window.contains($0.minute) }
            .enumerated().sorted {
                ($0.element.minute, $0.offset) < ($1.element.minute, $1.offset)
            }.map(\.element)
        return day
    }

    /// The markets that have a name in it, by name.
    var markets: [StoredMarket] {
        var names: [Market: Set<Pair>] = [:]
        for row in rows { names[row.value.market, default: []].formUnion(row.value.pairs) }
        for row in hours { names[row.value.market, default: []].formUnion(row.value.pairs) }
        for row in fetched {
            names[row.value.instrument.market, default: []].insert(row.value.instrument.pair)
        }
        return names.map { StoredMarket(market: $0.key, pairs: $0.value.count) }
            .sorted { $0.market < $1.market }
    }
}

extension StoredDay {
    /// The part of some markets.
    func only(_ markets: [Market]) -> StoredDay {
        var part = self
        part.hours.removeAll { !markets.contains($0.market) }
        part.backfills.removeAll { !markets.contains($0.instrument.market) }
        part.rows.removeAll { !markets.contains($0.market) }
        return part
    }
}
