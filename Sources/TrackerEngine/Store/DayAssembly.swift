/// Makes a stored day of the rows of a store, of as many of them as can be read.
///
/// Rows come in this order: names, hours, backfills, minutes by `seq`. A row that does not fit its
/// checksum is left out and noted in `damage`.
struct DayAssembly: Sendable {
    private(set) var day = StoredDay()
    /// The first thing that was found wrong, in words.
    private(set) var damage: String?
    /// By market; with the newest hour that each has a price in.
    private(set) var names: [Market: NameColumn] = [:]
    /// The minutes that count.
    let window: ClosedRange<Minute>
    /// Only these, `nil` for all.
    private let markets: Set<Market>?
    /// Whether checksums cover the columns beside the blobs.
    private let isSealed: Bool
    /// By market and hour that is packed: the newest row of a minute that is in it.
    private var packed: [MarketHour: Int] = [:]
    /// By market: the minute that those after it may be written against.
    private var keys: [Market: Key] = [:]
    /// Where each id is, once somebody asks without knowing the market.
    private var owners: [Int: (market: Market, place: Int)]?

    /// A minute that is written by itself.
    private struct Key {
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
    /// Takes names that fit their checksums, in any order.
    mutating func add(_ rows: [NameRow]) {
        var isDouble = false
        for row in rows.sorted(by: { $0.id < $1.id }) {
            if let last = names[row.market]?.ids.last, last == row.id {
                isDouble = true
            } else {
                names[row.market, default: NameColumn()].append(row.id, row.pair)
            }
        }
        if isDouble { note(damage: "two names of one number") }
    }

    /// Where the name of an id is; `nil` where it has none.
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

    /// The places of the names of ids of a market; of those that have none it makes a note.
    ///
    /// - Returns: `known`: `nil` where each id has a name, as nearly always, else which have one; none
    ///   of ids that are not rising, which were not written here.
    private mutating func places(
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
    /// Takes a row of a market that is wanted.
    mutating func add(_ row: HourRow) {
        guard let (ids, chunks) = StoreCodec.hour(from: row.chunks, seal: isSealed ? row.seal : 0)
        else { return note(damage: "an hour that does not fit its checksum") }
        // Only now is it known that this is its hour.
        guard (window.lowerBound.hour...window.upperBound.hour).contains(row.hour) else { return }
        packed[MarketHour(hour: row.hour, market: row.market)] = row.through
        add(chunks, of: ids, in: row.market, hour: row.hour)
    }

    /// Takes the chunks of an hour, one for each id; `ids` rising.
    mutating func add(_ chunks: PackedChunks, of ids: [Int], in market: Market, hour: Int) {
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

// MARK: - Minutes

extension DayAssembly {
    /// Takes a row only for those that are written against it.
    mutating func add(base row: MinuteRow) {
        guard row.base == nil,
            let prices = StoreCodec.minute(from: row.quotes, seal: isSealed ? row.seal : 0)
        else { return }
        keys[row.market] = Key(
            seq: row.seq, minute: row.minute, prices: prices,
            places: names[row.market]?.places(of: prices.map(\.id)) ?? [])
    }

    /// Takes a row of a market that is wanted.
    mutating func add(_ row: MinuteRow) {
        guard counts(row) else {
            // One that is passed over must be what it says it is.
            guard StoreCodec.isSound(row.quotes, seal: isSealed ? row.seal : 0) else {
                return note(damage: "a minute that does not fit its checksum")
            }
            return
        }
        guard let amounts = amounts(row) else {
            return note(damage: "a minute that does not fit its checksum")
        }
        add(amounts, at: row.minute, of: row.market)
    }

    /// Whether a row is neither too old, nor packed.
    private func counts(_ row: MinuteRow) -> Bool {
        window.contains(row.minute)
            && row.seq > packed[MarketHour(hour: row.minute.hour, market: row.market)] ?? 0
    }

    /// Whether the row that another one is written against has to be added before it: it was read at
    /// an earlier look, or is in a packed hour.
    func lacksBase(of row: MinuteRow) -> Bool {
        guard let base = row.base else { return false }
        return counts(row) && keys[row.market]?.seq != base
    }

    /// Takes prices of a market; `prices` with ids rising.
    mutating func add(_ prices: [StoredPrice], at minute: Minute, of market: Market) {
        var amounts = [Double](repeating: .nan, count: names[market]?.pairs.count ?? 0)
        _ = put(prices.map(\.id), prices.map(\.amount), market, into: &amounts)
        add(amounts, at: minute, of: market)
    }

    private mutating func add(_ amounts: [Double], at minute: Minute, of market: Market) {
        guard let pairs = names[market]?.pairs else { return }
        names[market]?.note(minute.hour, amounts)
        day.rows.append(
            StoredMinute(minute: minute, market: market, pairs: pairs, amounts: amounts))
    }

    /// The prices of a row, one for each name of its market; `nil` for what cannot be read.
    private mutating func amounts(_ row: MinuteRow) -> [Double]? {
        let market = row.market
        let seal = isSealed ? row.seal : 0
        var amounts = [Double](repeating: .nan, count: names[market]?.pairs.count ?? 0)
        guard let base = row.base else {
            guard let prices = StoreCodec.minute(from: row.quotes, seal: seal) else { return nil }
            let places = put(
                prices.map(\.id), prices.map(\.amount), market, into: &amounts)
            keys[market] = Key(
                seq: row.seq, minute: row.minute, prices: prices, places: places)
            return amounts
        }
        guard let held = keys[market], held.seq == base, let key = keys[market]?.made,
            let (found, others) = StoreCodec.minute(from: row.quotes, against: key, seal: seal)
        else { return nil }
        if held.places.count == found.count {
            for (place, amount) in zip(held.places, found) { amounts[place] = amount }
        } else {
            _ = put(key.ids, found, market, into: &amounts)
        }
        _ = put(others.map(\.id), others.map(\.amount), market, into: &amounts)
        return amounts
    }

    /// - Returns: the places of the ids that have a name.
    private mutating func put(
        _ ids: [Int], _ found: [Double], _ market: Market, into amounts: inout [Double]
    ) -> [Int] {
        let (places, known) = places(of: ids, in: market)
        for (number, place) in places.enumerated() {
            amounts[place] = found[known?[number] ?? number]
        }
        return places
    }

    /// Puts the rows in order; none may come after it.
    mutating func finish() {
        // In the order of writing within a minute: what came later wins.
        day.rows = day.rows.enumerated().sorted {
            ($0.element.minute, $0.offset) < ($1.element.minute, $1.offset)
        }.map(\.element)
        keys = [:]
    }
}

// MARK: - What was fetched afterwards

extension DayAssembly {
    /// Whether what was fetched of an id is wanted; of one without a name it is, where all are.
    mutating func wants(fetched id: Int) -> Bool { markets == nil || owner(of: id) != nil }

    /// Takes a row of an instrument that is wanted.
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
