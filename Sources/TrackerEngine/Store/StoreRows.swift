/// The name of an instrument in a store.
struct NameRow: Sendable, Hashable {
    /// The number that stands for the instrument in blobs.
    let id: Int
    let market: Market
    let pair: Pair

    /// The checksum that belongs to its columns.
    var sum: UInt32 { Self.sum(id: id, market: market.name, pair: pair.name) }

    static func sum(id: Int, market: String, pair: String) -> UInt32 {
        var seal = RowSeal(.instrument)
        seal.add(id)
        seal.add(market)
        seal.add(pair)
        return seal.sum
    }
}

/// The prices of a minute of a market, as they are stored.
struct MinuteRow: Sendable {
    /// The order of writing: a higher one wins.
    let seq: Int
    let minute: Minute
    let market: Market
    /// The row that it is written against, of the same market and hour; `nil` for none.
    var base: Int?
    /// The blob of `StoreCodec.minute`.
    var quotes: [UInt8] = []

    /// The checksum of all but the blob, which that of the blob goes on from.
    var seal: UInt32 {
        var seal = RowSeal(.minute)
        seal.add(seq)
        seal.add(minute.index)
        seal.add(market.name)
        seal.add(base)
        return seal.sum
    }
}

/// A packed hour of a market, as it is stored.
struct HourRow: Sendable {
    let seq: Int
    let hour: Hour
    let market: Market
    /// Minutes of the market up to this `seq` are in it, and count no more.
    let through: Int
    /// The blob of `StoreCodec.hour`.
    var chunks: [UInt8] = []

    /// The checksum of all but the blob, which that of the blob goes on from.
    var seal: UInt32 {
        var seal = RowSeal(.hour)
        seal.add(seq)
        seal.add(hour.index)
        seal.add(market.name)
        seal.add(through)
        return seal.sum
    }
}

/// The backfilled prices of an instrument, as they are stored.
struct BackfillRow: Sendable {
    let seq: Int
    /// The `NameRow.id` of the instrument.
    let instrument: Int
    let first: Minute
    let last: Minute
    let isCoarse: Bool
    /// The blob of `StoreCodec.backfill`.
    var prices: [UInt8] = []

    /// The checksum of all but the blob, which that of the blob goes on from.
    var seal: UInt32 {
        var seal = RowSeal(.backfill)
        seal.add(seq)
        seal.add(instrument)
        seal.add(first.index)
        seal.add(last.index)
        seal.add(isCoarse ? 1 : 0)
        return seal.sum
    }
}

/// The tickers of a market, as they are stored: one row a market.
struct TickerRow: Sendable {
    let seq: Int
    let market: Market
    /// See `MarketTickers.minute`.
    let minute: Minute
    /// The blob of `StoreCodec.tickers`.
    var tickers: [UInt8] = []

    /// The checksum of all but the blob, which that of the blob goes on from.
    var seal: UInt32 {
        var seal = RowSeal(.ticker)
        seal.add(seq)
        seal.add(market.name)
        seal.add(minute.index)
        return seal.sum
    }
}

/// How the sources do, as it is stored: one row of all.
struct SourceRow: Sendable {
    let seq: Int
    /// The blob of `StoreCodec.sources`.
    var sources: [UInt8] = []

    /// The checksum of all but the blob, which that of the blob goes on from.
    var seal: UInt32 {
        var seal = RowSeal(.source)
        seal.add(seq)
        return seal.sum
    }
}

/// The rows that a verb puts into a store, all in one transaction.
struct StoreChanges: Sendable {
    var names: [NameRow] = []
    /// Packed hours; each replaces the one of its hour and market.
    var hours: [HourRow] = []
    /// Hours that every market has packed: their single minutes written so far go, before `minutes`
    /// come.
    var sweptHours: [Hour] = []
    var backfills: [BackfillRow] = []
    var minutes: [MinuteRow] = []
    /// Each takes the place of the row of its market.
    var tickers: [TickerRow] = []
    /// Takes the place of the row that there is.
    var sources: SourceRow?
    /// What leaves because it is too old.
    var pruned: Pruning?

    /// Rows that end before a minute, those of `minute` and `hour` by whole hours: a minute must not
    /// outlive the one that it is written against.
    struct Pruning: Sendable, Hashable {
        let before: Minute
        /// The ids of names whose last price has left.
        let names: [Int]
        /// The markets whose last name is among them: their tickers leave too.
        let markets: [Market]
    }
}
