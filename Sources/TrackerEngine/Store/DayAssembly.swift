/// Makes a stored day of the rows of a store, of as many of them as can be read.
///
/// Rows come in this order: names, hours, backfills, minutes by `seq`. A row that does not fit its
/// checksum is left out and noted in `damage`.
struct DayAssembly: Sendable {
    var day = StoredDay()
    /// The first thing that was found wrong, in words.
    private(set) var damage: String?
    /// The names by market, with the newest hour in which each has a price.
    var names: [Market: NameColumn] = [:]
    /// Those of them that are no names by today's rule.
    private(set) var improper: Set<Instrument> = []
    /// The minutes that count.
    let window: ClosedRange<Minute>
    /// The markets that are wanted; `nil` for all.
    private let markets: Set<Market>?
    /// Whether checksums cover the columns beside the blobs.
    let isSealed: Bool
    /// The newest `minute` row that each packed hour contains.
    var packed: [MarketHour: Int] = [:]
    /// The minute of each market that the next ones may be written against.
    var keys: [Market: Key] = [:]
    /// The place of each id, made when one is first looked up without its market.
    private var owners: [Int: (market: Market, place: Int)]?

    /// A minute that is written by itself.
    struct Key {
        let seq: Int
        let minute: Minute
        let prices: [StoredPrice]
        /// The places of its ids among the names.
        let places: [Int]
        /// Made for the first one that is written against it: most are followed by another one.
        lazy var made = MinuteKey(seq: seq, minute: minute, prices: prices)
    }

    /// `markets`: `nil` for all.
    init(from first: Minute, of markets: [Market]?, isSealed: Bool) {
        // What lies further ahead was written under a wrong clock, or is no minute at all.
        window = first...first.advanced(by: 2 * Minute.perDay)
        self.markets = markets.map { Set($0) }
        self.isSealed = isSealed
    }

    /// Notes that something cannot be read; the first words stand.
    mutating func note(damage words: String) { damage = damage ?? words }

    func wants(_ market: Market) -> Bool { markets?.contains(market) ?? true }
}

// MARK: - Names

extension DayAssembly {
    /// Adds names that match their checksums, in any order.
    mutating func add(_ rows: [NameRow]) {
        var isDouble = false
        for row in rows.sorted(by: { $0.id < $1.id }) {
            if let last = names[row.market]?.ids.last, last == row.id {
                isDouble = true
            } else {
                names[row.market, default: NameColumn()].append(row.id, row.pair)
                let instrument = Instrument(market: row.market, pair: row.pair)
                if !instrument.isProper { improper.insert(instrument) }
            }
        }
        if isDouble { note(damage: "two names with the same number") }
    }

    /// The place of an id's name; `nil` if it has none.
    mutating func owner(of id: Int) -> (market: Market, place: Int)? {
        if owners == nil {
            var found: [Int: (market: Market, place: Int)] = [:]
            for (market, column) in names {
                for (place, id) in column.ids.enumerated() { found[id] = (market, place) }
            }
            owners = found
        }
        return owners?[id]
    }

    /// The places of the names of a market's ids; ids without a name are noted as damage.
    ///
    /// - Returns: `known` is `nil` if every id has a name, as nearly always; else it has the indices
    ///   of the ids with a name, none if the ids do not rise, since such a row was not written here.
    mutating func places(
        of ids: [Int], in market: Market
    ) -> (places: [Int], known: [Int]?) {
        let column = names[market] ?? NameColumn()
        if let places = column.places(of: ids) { return (places, nil) }
        note(damage: "prices without a name")
        let named = Set(column.ids)
        let known = ids.indices.filter { named.contains(ids[$0]) }
        guard let places = column.places(of: known.map { ids[$0] }) else { return ([], []) }
        return (places, known)
    }
}

// MARK: - Hours

extension DayAssembly {
    /// Adds a row of a market that is wanted.
    mutating func add(_ row: HourRow) {
        guard let (ids, chunks) = StoreCodec.hour(from: row.chunks, seal: isSealed ? row.seal : 0)
        else { return note(damage: "an hour that does not fit its checksum") }
        // Only now is it known that this is its hour.
        guard (window.lowerBound.hour...window.upperBound.hour).contains(row.hour) else { return }
        packed[MarketHour(hour: row.hour, market: row.market)] = row.through
        add(chunks, of: ids, in: row.market, hour: row.hour)
    }

    /// Adds the chunks of an hour, one for each id; `ids` rise.
    mutating func add(_ chunks: PackedChunks, of ids: [Int], in market: Market, hour: Hour) {
        let (places, known) = places(of: ids, in: market)
        names[market]?.note(hour, places)
        guard let pairs = names[market]?.pairs else { return }
        let held = known.map { chunks.only($0) } ?? chunks
        day.hours.append(
            SealedHour(
                hour: hour, market: market, pairs: pairs,
                chunks: held.spread(over: places, of: pairs.count)))
    }
}

// MARK: - What was fetched afterwards

extension DayAssembly {
    /// Whether the backfills of an id are wanted; those of an id without a name are if all are.
    mutating func wants(fetched id: Int) -> Bool { markets == nil || owner(of: id) != nil }

    /// Adds a row of an instrument that is wanted.
    mutating func add(_ row: BackfillRow) {
        let owner = owner(of: row.instrument)
        let last = min(row.last, window.upperBound)
        if let owner { names[owner.market]?.note(last.hour, [owner.place]) }
        guard
            let series = StoreCodec.backfill(
                from: row.prices, in: window, seal: isSealed ? row.seal : 0)
        else { return note(damage: "a backfill that does not fit its checksum") }
        guard let owner, let pair = names[owner.market]?.pairs[owner.place] else {
            return note(damage: "prices without a name")
        }
        guard !series.amounts.isEmpty else { return }
        let instrument = Instrument(market: owner.market, pair: pair)
        day.backfills.append(Backfill(instrument, series, isCoarse: row.isCoarse))
    }
}

// MARK: - What is known beside prices

extension DayAssembly {
    /// Adds a row of a market that is wanted; ids whose name has left are no damage.
    mutating func add(_ row: TickerRow) {
        guard let numbered = StoreCodec.tickers(from: row.tickers, seal: row.seal) else {
            return note(damage: "tickers that do not fit their checksum")
        }
        guard let column = names[row.market] else { return }
        let pairs = column.pairs
        var tickers: [Ticker] = []
        tickers.reserveCapacity(numbered.count)
        var place = 0
        for numbered in numbered {
            while place < pairs.count, column.ids[place] < numbered.id { place += 1 }
            guard place < pairs.count, column.ids[place] == numbered.id else { continue }
            tickers.append(
                Ticker(
                    pairs[place], baseLength: numbered.baseLength, traded: numbered.traded))
        }
        guard !tickers.isEmpty else { return }
        day.tickers.append(
            MarketTickers(market: row.market, minute: row.minute, tickers: tickers))
    }

    /// Adds how the sources do.
    mutating func add(_ row: SourceRow) {
        guard let sources = StoreCodec.sources(from: row.sources, seal: row.seal) else {
            return note(damage: "the state of the sources does not fit its checksum")
        }
        day.sources = sources
    }
}
