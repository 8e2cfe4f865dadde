extension DayAssembly {
    /// Adds a row only as the base of later ones.
    mutating func add(base row: MinuteRow) {
        guard row.base == nil,
            let prices = StoreCodec.minute(from: row.quotes, seal: isSealed ? row.seal : 0)
        else { return }
        keys[row.market] = Key(
            seq: row.seq, minute: row.minute, prices: prices,
            places: names[row.market]?.places(of: prices.map(\.id)) ?? [])
    }

    /// Adds a row of a market that is wanted.
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

    /// Whether a row lies in the window and is not packed.
    private func counts(_ row: MinuteRow) -> Bool {
        window.contains(row.minute)
            && row.seq > packed[MarketHour(hour: row.minute.hour, market: row.market)] ?? 0
    }

    /// Whether a row's base has to be added before it: the base was read at an earlier look, or lies
    /// in a packed hour.
    func lacksBase(of row: MinuteRow) -> Bool {
        guard let base = row.base else { return false }
        return counts(row) && keys[row.market]?.seq != base
    }

    /// Adds prices of a market; their ids rise.
    mutating func add(_ prices: [StoredPrice], at minute: Minute, of market: Market) {
        var amounts = [Double](repeating: .nan, count: names[market]?.pairs.count ?? 0)
        _ = put(prices.map(\.id), with: prices.map(\.amount), of: market, into: &amounts)
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
                prices.map(\.id), with: prices.map(\.amount), of: market, into: &amounts)
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
            _ = put(key.ids, with: found, of: market, into: &amounts)
        }
        _ = put(others.map(\.id), with: others.map(\.amount), of: market, into: &amounts)
        return amounts
    }

    /// - Returns: the places of the ids that have a name.
    private mutating func put(
        _ ids: [Int], with found: [Double], of market: Market, into amounts: inout [Double]
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
        day.leaveOut(improper)
        keys = [:]
    }
}
