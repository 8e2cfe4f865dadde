/// The numbers of instruments in a store.
struct StoreNames: Sendable {
    private var columns: [Market: NameColumn] = [:]

    /// Replaces the names of markets; those without a price leave with the next pruning.
    mutating func replace(_ stored: [Market: NameColumn]) {
        for (market, column) in stored { columns[market] = column }
    }

    /// Adds the names of unknown markets.
    ///
    /// They are never pruned, since their prices are not known.
    mutating func addUnknown(_ rows: [NameRow]) {
        var unknown: [Market: NameColumn] = [:]
        for row in rows where columns[row.market] == nil {
            unknown[row.market, default: NameColumn()].append(
                row.id, row.pair, newestHour: Hour(index: .max))
        }
        columns.merge(unknown) { known, _ in known }
    }

    /// The ids of pairs that have a price in an hour, and which of them are new.
    ///
    /// `newest`: the id that was given last.
    mutating func number(
        _ pairs: [Pair], of market: Market, _ hour: Hour, newest: inout Int
    ) -> (ids: [Int], added: [(id: Int, pair: Pair)]) {
        var column = columns[market] ?? NameColumn()
        columns[market] = nil  // so that it changes in place
        defer { columns[market] = column }
        var added: [(id: Int, pair: Pair)] = []
        var next = 0
        let ids = pairs.map { pair in
            let place: Int
            if let found = column.place(of: pair, near: &next) {
                place = found
            } else {
                place = column.ids.count
                newest += 1
                column.append(newest, pair)
                added.append((newest, pair))
                next = place + 1
            }
            // Written once an hour: a copy is kept, which every change would have to make.
            if column.newestHours[place] < hour { column.newestHours[place] = hour }
            return column.ids[place]
        }
        return (ids, added)
    }

    /// The ids of pairs that have one; `nil` for the others.
    mutating func ids(of pairs: some Sequence<Pair>, in market: Market) -> [Int?] {
        guard var column = columns[market] else { return pairs.map { _ in nil } }
        columns[market] = nil
        defer { columns[market] = column }
        var next = 0
        return pairs.map { pair in
            column.place(of: pair, near: &next).map { column.ids[$0] }
        }
    }

    /// Takes those out whose last price is older than an hour.
    ///
    /// - Returns: their ids, and the markets that have no name any more.
    mutating func removeLeaving(before hour: Hour) -> (ids: [Int], markets: [Market]) {
        var leaving: [Int] = []
        var markets: [Market] = []
        for market in Array(columns.keys) {
            guard let column = columns[market],
                column.newestHours.contains(where: { $0 < hour })
            else { continue }
            let stays = column.ids.indices.filter { column.newestHours[$0] >= hour }
            leaving += column.ids.indices.filter { column.newestHours[$0] < hour }
                .map { column.ids[$0] }
            columns[market] = stays.isEmpty ? nil : column.keeping(stays)
            if stays.isEmpty { markets.append(market) }
        }
        return (leaving, markets)
    }
}

/// The names of a market, one for each id.
struct NameColumn: Sendable {
    /// Rising.
    private(set) var ids: [Int] = []
    private var order = ExpectedOrder<Pair>()
    /// The newest hour with a price; the index `Int.min` for none.
    fileprivate(set) var newestHours: [Hour] = []
    /// Made when somebody looks for a name that is not where it is expected.
    private var places: [Pair: Int] = [:]

    /// `id`: above all others.
    mutating func append(_ id: Int, _ pair: Pair, newestHour: Hour = Hour(index: .min)) {
        if !places.isEmpty { places[pair] = order.count }
        ids.append(id)
        order.append(pair)
        newestHours.append(newestHour)
    }

    var pairs: [Pair] { order.elements }

    /// `next`: where the pair is expected, and afterwards where the pair after it is.
    mutating func place(of pair: Pair, near next: inout Int) -> Int? {
        if let place = order.place(from: &next, where: { $0 == pair }) { return place }
        if places.count < order.count {
            places = Dictionary(
                pairs.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { $1 })
        }
        guard let place = places[pair] else { return nil }
        next = place + 1
        return place
    }

    /// The places of ids; `nil` where one of them has no name.
    ///
    /// `ids`: rising.
    func places(of wanted: [Int]) -> [Int]? {
        var places: [Int] = []
        places.reserveCapacity(wanted.count)
        var place = 0
        for id in wanted {
            while place < ids.count, ids[place] < id { place += 1 }
            guard place < ids.count, ids[place] == id else { return nil }
            places.append(place)
            place += 1
        }
        return places
    }

    /// Names at these places have a price in an hour.
    mutating func note(_ hour: Hour, _ places: [Int]) {
        for place in places where newestHours[place] < hour { newestHours[place] = hour }
    }

    /// Notes the hour for names with a price: `amounts` has one for each name, NaN for none.
    mutating func note(_ hour: Hour, _ amounts: [Double]) {
        for (place, amount) in amounts.enumerated()
        where !amount.isNaN && newestHours[place] < hour { newestHours[place] = hour }
    }

    func keeping(_ stays: [Int]) -> NameColumn {
        var column = NameColumn()
        column.ids = stays.map { ids[$0] }
        column.order = ExpectedOrder(stays.map { pairs[$0] })
        column.newestHours = stays.map { newestHours[$0] }
        return column
    }
}
