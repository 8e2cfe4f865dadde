/// The knowledge of a store's writer, which makes the rows of what is to be written.
///
/// A store has only to put the rows where they belong, all of a verb's or none. When it could not,
/// it goes back to the ledger that it had before.
///
///     var ledger = before
///     let changes = ledger.append(batch)   // rows with their numbers and checksums
struct StoreLedger: Sendable {
    /// The numbers that were given last; each is given once.
    struct Newest: Sendable, Hashable {
        var instrument = 0
        var minute = 0
        var hour = 0
        var backfill = 0
        var ticker = 0
        var source = 0
    }

    private(set) var newest: Newest
    /// Whether it has the names of all markets: nothing is written before.
    private(set) var knowsNames = false
    private var names = StoreNames()
    /// The minute that the next one is written against, by market.
    private var pens: [Market: MinutePen] = [:]
    /// The hours that have single minutes; `nil` until the store has said which.
    private var openHours: OpenHours?

    /// The ledger of a store that has given such numbers.
    init(newest: Newest = Newest()) {
        self.newest = newest
        guard newest == Newest() else { return }
        knowsNames = true
        openHours = OpenHours()
    }
}

// MARK: - What the store says

extension StoreLedger {
    /// Learns the names of markets, with the newest hour in which each has a price.
    mutating func learn(_ stored: [Market: NameColumn]) { names.replace(stored) }

    /// Learns all names of a store; those that are new to it are never pruned.
    mutating func learnAll(_ rows: [NameRow]) {
        names.addUnknown(rows)
        knowsNames = true
    }

    /// Notes that all names are known: a pair that it has not heard of is new.
    mutating func noteAllNames() { knowsNames = true }

    /// Forgets all names, and what minutes were written against: the store is read anew.
    mutating func forgetNames() {
        names = StoreNames()
        pens = [:]
    }

    /// Whether an hour can be packed: else the store has to say first which have single minutes.
    var knowsOpenHours: Bool { openHours != nil }

    mutating func learn(_ hours: OpenHours) { openHours = hours }
}

// MARK: - Verbs

extension StoreLedger {
    /// The rows of a minute that has ended, which the next ones are written against, and those of
    /// a report.
    mutating func append(_ batch: Batch, noting report: StoreReport) -> StoreChanges {
        var changes = StoreChanges()
        for (market, runs) in batch.quotes.byMarket {
            add(runs, of: market, at: batch.minute, isNewest: true, to: &changes)
        }
        // After the prices: their names are known then.
        add(report, to: &changes)
        return changes
    }

    mutating func amend(_ batches: [Batch]) -> StoreChanges {
        var changes = StoreChanges()
        for batch in batches {
            for (market, runs) in batch.quotes.byMarket {
                add(runs, of: market, at: batch.minute, isNewest: false, to: &changes)
            }
        }
        return changes
    }

    mutating func write(_ day: StoredDay) -> StoreChanges {
        var changes = StoreChanges()
        for hour in day.hours { add(hour, to: &changes) }
        for part in day.backfills { add(part, to: &changes) }
        for row in day.rows {
            let quotes = row.quotes
            guard !quotes.isEmpty else { continue }
            add([quotes[...]], of: row.market, at: row.minute, isNewest: false, to: &changes)
        }
        add(StoreReport(tickers: day.tickers, sources: day.sources), to: &changes)
        return changes
    }

    mutating func prune(before first: Minute) -> StoreChanges {
        openHours?.drop(before: first.hour)
        var changes = StoreChanges()
        let (ids, markets) = names.removeLeaving(before: first.hour)
        changes.pruned = StoreChanges.Pruning(before: first, names: ids, markets: markets)
        return changes
    }

    /// The rows of a report; pairs that have no price in the store are left out.
    mutating func note(_ report: StoreReport) -> StoreChanges {
        var changes = StoreChanges()
        add(report, to: &changes)
        return changes
    }
}

// MARK: - Rows

extension StoreLedger {
    private mutating func add(
        _ runs: QuoteRuns, of market: Market, at minute: Minute, isNewest: Bool,
        to changes: inout StoreChanges
    ) {
        newest.minute += 1
        var row = MinuteRow(seq: newest.minute, minute: minute, market: market)
        openHours?.open(minute.hour, market)
        if isNewest, let pen = pens[market], pen.reaches(minute),
            let (amounts, others) = pen.split(runs)
        {
            row.base = pen.key.seq
            let prices = numbered(others, of: market, in: minute.hour, noting: &changes)
            row.quotes = StoreCodec.minute(
                amounts, others: prices, against: pen.key, seal: row.seal)
        } else {
            let quotes = runs.flatMap(\.self)
            let prices = numbered(quotes, of: market, in: minute.hour, noting: &changes)
            row.quotes = StoreCodec.minute(prices, seal: row.seal)
            if isNewest {
                let key = MinuteKey(seq: row.seq, minute: minute, prices: prices)
                pens[market] = MinutePen(key, runs, ids: ids(of: quotes, in: market))
            }
        }
        changes.minutes.append(row)
    }

    /// The ids of quotes that were numbered before.
    private mutating func ids(of quotes: [Quote], in market: Market) -> [Int] {
        names.ids(of: quotes.lazy.map(\.instrument.pair), in: market).map { $0 ?? 0 }
    }

    private mutating func add(_ report: StoreReport, to changes: inout StoreChanges) {
        for tickers in report.tickers { add(tickers, to: &changes) }
        guard let sources = report.sources else { return }
        newest.source += 1
        var row = SourceRow(seq: newest.source)
        row.sources = StoreCodec.sources(sources, seal: row.seal)
        changes.sources = row
    }

    private mutating func add(_ stored: MarketTickers, to changes: inout StoreChanges) {
        let ids = names.ids(of: stored.tickers.lazy.map(\.pair), in: stored.market)
        let known = zip(ids, stored.tickers).compactMap { id, ticker in id.map { ($0, ticker) } }
        guard !known.isEmpty else { return }
        newest.ticker += 1
        var row = TickerRow(seq: newest.ticker, market: stored.market, minute: stored.minute)
        row.tickers = StoreCodec.tickers(known.sorted { $0.0 < $1.0 }, seal: row.seal)
        changes.tickers.append(row)
    }

    /// The prices with their ids, rising; of one that comes twice, the later one.
    private mutating func numbered(
        _ quotes: [Quote], of market: Market, in hour: Hour, noting changes: inout StoreChanges
    ) -> [StoredPrice] {
        let ids = number(quotes.map(\.instrument.pair), of: market, in: hour, noting: &changes)
        var guess = 0
        let prices = zip(ids, quotes).map {
            StoredPrice(id: $0, amount: $1.price.amount, guess: &guess)
        }
        // Pairs come in the order that they were numbered in, but for new ones.
        if zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) { return prices }
        return Dictionary(prices.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
            .values.sorted { $0.id < $1.id }
    }

    /// The ids of pairs; gives new ones an id, and notes that they have a price in the hour.
    private mutating func number(
        _ pairs: [Pair], of market: Market, in hour: Hour, noting changes: inout StoreChanges
    ) -> [Int] {
        let (ids, added) = names.number(
            pairs, of: market, hour, newest: &newest.instrument)
        changes.names += added.map { NameRow(id: $0.id, market: market, pair: $0.pair) }
        return ids
    }

    private mutating func add(_ sealed: SealedHour, to changes: inout StoreChanges) {
        let hour = sealed.withoutGaps
        let ids = number(hour.pairs, of: hour.market, in: hour.hour, noting: &changes)
        newest.hour += 1
        var row = HourRow(
            seq: newest.hour, hour: hour.hour, market: hour.market, through: newest.minute)
        row.chunks = Self.blob(ids, with: hour.chunks, seal: row.seal)
        changes.hours.append(row)
        // What it was written against is gone.
        if pens[hour.market]?.key.minute.hour == hour.hour { pens[hour.market] = nil }
        if openHours?.close(hour.hour, hour.market) ?? false {
            changes.sweptHours.append(hour.hour)
        }
    }

    private static func blob(_ ids: [Int], with chunks: PackedChunks, seal: UInt32) -> [UInt8] {
        if zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) {
            return StoreCodec.hour(ids, chunks, seal: seal)
        }
        let places = ids.indices.sorted { ids[$0] < ids[$1] }
        return StoreCodec.hour(places.map { ids[$0] }, chunks.only(places), seal: seal)
    }

    private mutating func add(_ part: Backfill, to changes: inout StoreChanges) {
        guard let series = part.series.trimmed else { return }
        let last = series.end.advanced(by: -1)
        let ids = number(
            [part.instrument.pair], of: part.instrument.market, in: last.hour, noting: &changes)
        for id in ids {
            newest.backfill += 1
            var row = BackfillRow(
                seq: newest.backfill, instrument: id, first: series.start, last: last,
                isCoarse: part.isCoarse)
            row.prices = StoreCodec.backfill(series, seal: row.seal)
            changes.backfills.append(row)
        }
    }
}
