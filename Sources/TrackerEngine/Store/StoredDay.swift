/// The contents of a journal: packed hours, backfills and single minutes.
public struct StoredDay: Sendable {
    /// The packed hours, one for each hour of a market.
    ///
    /// May hold minutes before the one asked for, in its first hour.
    public var hours: [SealedHour]
    /// Prices that were fetched afterwards for minutes without one; the oldest writing first.
    ///
    /// Hours that were packed later have these prices too.
    public var backfills: [Backfill]
    /// The single minutes, oldest first; of a minute there may be several, and the later price wins.
    ///
    /// A minute may lie in a packed hour too, and then wins.
    public var rows: [StoredMinute]
    /// What sources said beside prices, each market once; without a pair that has no price.
    public var tickers: [MarketTickers] = []
    /// How the sources of the program that writes do; `nil` where it has not said.
    public var sources: [StoredSource]?
    /// The recovery of a damaged store that was found while loading.
    public var recovery: Recovery?
    /// The first thing that could not be read, in words, if it was not recovered from.
    public var damage: String?
    /// The kind of its prices, where a store of either kind was read.
    public var kind = StoreKind.real
    /// Instruments that are in the store and not in here, because their names are none.
    ///
    /// An older version stored names with characters that are refused now.
    public internal(set) var leftOut: Set<Instrument> = []

    /// A damaged store is never deleted: it is moved, and what of it can be read is taken over.
    public struct Recovery: Sendable, Hashable {
        /// The path of the damaged file now.
        public let movedTo: String
        /// The damage, in words.
        public let reason: String
    }

    public init(
        hours: [SealedHour] = [], backfills: [Backfill] = [], minutes: [Batch] = []
    ) {
        self.hours = hours
        self.backfills = backfills
        rows = minutes.flatMap { StoredMinute.rows(of: $0) }
    }

    /// The newest minute with a price that was polled; `nil` without one.
    ///
    /// Cost: a look at the chunks of the newest hour.
    var newest: Minute? {
        let row = rows.map(\.minute).max()
        guard let last = hours.map(\.hour).max(),
            row.map({ $0 < last.advanced(by: 1).start }) ?? true
        else {
            return row
        }
        var present: UInt64 = 0
        for hour in hours where hour.hour == last {
            for place in 0..<hour.chunks.count {
                present |= SeriesCodec.present(in: hour.chunks[place])
            }
        }
        guard present != 0 else { return row }
        let minute = last.start.advanced(by: UInt64.bitWidth - 1 - present.leadingZeroBitCount)
        return max(minute, row ?? minute)
    }

    /// The markets that it has a price of.
    var markets: Set<Market> {
        Set(hours.map(\.market)).union(rows.map(\.market))
            .union(backfills.map(\.instrument.market))
    }
}

// MARK: - One instrument

extension StoredDay {
    /// What is held of one instrument.
    ///
    /// Cost: about 1 µs for each hour and minute of its market.
    package func only(_ instrument: Instrument) -> StoredDay {
        var part = StoredDay()
        (part.kind, part.damage) = (kind, damage)
        part.backfills = backfills.filter { $0.instrument == instrument }
        // In nearly all rows of a market a pair is at the same place.
        var place = 0
        func places(in pairs: [Pair]) -> [Int] {
            if place < pairs.count, pairs[place] == instrument.pair { return [place] }
            guard let found = pairs.firstIndex(of: instrument.pair) else { return [] }
            place = found
            return [found]
        }
        part.hours = hours.compactMap { hour in
            let places = hour.market == instrument.market ? places(in: hour.pairs) : []
            return places.isEmpty ? nil : hour.only(places)
        }
        part.rows = rows.compactMap { row in
            let places = row.market == instrument.market ? places(in: row.pairs) : []
            return places.isEmpty ? nil : row.only(places)
        }
        part.tickers = tickers.compactMap { market in
            guard market.market == instrument.market else { return nil }
            let own = market.tickers.filter { $0.pair == instrument.pair }
            return MarketTickers(market: market.market, minute: market.minute, tickers: own)
        }
        return part
    }
}

// MARK: - Names that are none

extension StoredDay {
    /// Takes out the prices of instruments whose names are none, and notes these.
    mutating func leaveOut(_ improper: Set<Instrument>) {
        guard !improper.isEmpty else { return }
        leftOut.formUnion(improper)
        backfills.removeAll { improper.contains($0.instrument) }
        hours = hours.compactMap { hour in
            let places = Self.places(hour.pairs, of: hour.market, without: improper)
            return places.isEmpty ? nil : hour.only(places)
        }
        rows = rows.compactMap { row in
            let places = Self.places(row.pairs, of: row.market, without: improper)
            return places.isEmpty ? nil : row.only(places)
        }
    }

    private static func places(
        _ pairs: [Pair], of market: Market, without improper: Set<Instrument>
    ) -> [Int] {
        pairs.indices.filter {
            !improper.contains(Instrument(market: market, pair: pairs[$0]))
        }
    }

    /// A line about instruments that are left out, for a person; `nil` for none.
    package static func words(leftOut: Set<Instrument>) -> String? {
        guard let first = leftOut.min() else { return nil }
        let count = leftOut.count == 1 ? "1 stored pair is" : "\(leftOut.count) stored pairs are"
        return
            "\(count) left out, because their names contain invisible characters or begin or end "
            + "with a blank: \("\(first)".plain(upTo: 40))"
    }
}

/// The prices of a minute of a market.
public struct StoredMinute: Sendable {
    public let minute: Minute
    public let market: Market
    /// The pairs, each once.
    public let pairs: [Pair]
    /// The price of each pair, in the same order; NaN for none.
    public let amounts: [Double]

    public init(minute: Minute, market: Market, pairs: [Pair], amounts: [Double]) {
        precondition(pairs.count == amounts.count)
        self.minute = minute
        self.market = market
        self.pairs = pairs
        self.amounts = amounts
    }

    fileprivate func only(_ places: [Int]) -> StoredMinute {
        guard places.count < pairs.count else { return self }
        return StoredMinute(
            minute: minute, market: market, pairs: places.map { pairs[$0] },
            amounts: places.map { amounts[$0] })
    }

    /// A row for each market of a batch.
    static func rows(of batch: Batch) -> [StoredMinute] {
        batch.quotes.byMarket.map { market, runs in
            StoredMinute(
                minute: batch.minute, market: market,
                pairs: runs.flatMap { $0.map(\.instrument.pair) },
                amounts: runs.flatMap { $0.map(\.price.amount) })
        }
    }

    /// The prices as quotes.
    package var quotes: [Quote] {
        zip(pairs, amounts).filter { !$0.1.isNaN }.map { pair, amount in
            Quote(Instrument(market: market, pair: pair), Price(stored: amount))
        }
    }
}

/// The prices of an hour of a market, packed.
public struct SealedHour: Sendable, Hashable {
    public let hour: Hour
    public let market: Market
    /// The pairs, each once, in no particular order.
    public let pairs: [Pair]
    /// The chunk of each pair, in the same order; empty if it has no price in the hour.
    public let chunks: PackedChunks

    public init(hour: Hour, market: Market, pairs: [Pair], chunks: PackedChunks) {
        precondition(pairs.count == chunks.count)
        self.hour = hour
        self.market = market
        self.pairs = pairs
        self.chunks = chunks
    }

    /// The hour with only those pairs that have a price.
    var withoutGaps: SealedHour {
        only(pairs.indices.filter { !chunks[$0].isEmpty })
    }

    /// The hour with only the pairs at these places.
    fileprivate func only(_ places: [Int]) -> SealedHour {
        guard places.count < pairs.count else { return self }
        return SealedHour(
            hour: hour, market: market, pairs: places.map { pairs[$0] },
            chunks: chunks.only(places))
    }

    /// The market and hour that it is the packed form of.
    var key: MarketHour { MarketHour(hour: hour, market: market) }
}
