/// How rules stand, so that what has changed can be found.
struct AlertMemoryRows: Hashable, Sendable {
    var seen: [Market: Minute] = [:]
    var sights: [SightPlace: Sight] = [:]
    var standings: [AlertThread.Episode: AlertStanding] = [:]

    struct SightPlace: Hashable, Sendable {
        let rule: String
        let market: Market
    }

    struct Sight: Hashable, Sendable {
        let fingerprint: UInt64
        let minute: Minute
    }

    init(_ memory: AlertMemory) {
        seen = memory.seen
        for sight in memory.sights {
            sights[SightPlace(rule: sight.rule, market: sight.market)] = Sight(
                fingerprint: sight.fingerprint, minute: sight.minute)
        }
        for entry in memory.standings {
            let episode = AlertThread.Episode(rule: entry.rule, subject: entry.subject)
            standings[episode] = entry.standing
        }
    }
}

extension Connection {
    /// Writes what differs from `old`, which the file has.
    func write(_ new: AlertMemoryRows, over old: AlertMemoryRows) throws(SQLiteError) {
        if new.seen != old.seen { try write(seen: new.seen, over: old.seen) }
        if new.sights != old.sights { try write(sights: new.sights, over: old.sights) }
        if new.standings != old.standings {
            try write(standings: new.standings, over: old.standings)
        }
    }

    private func write(
        seen new: [Market: Minute], over old: [Market: Minute]
    ) throws(SQLiteError) {
        let put = try prepare("INSERT OR REPLACE INTO seen (market, minute) VALUES (?1, ?2)")
        for (market, minute) in new where old[market] != minute {
            try put.bind(market.name, at: 1)
            try put.bind(minute.index, at: 2)
            try put.run()
        }
        let remove = try prepare("DELETE FROM seen WHERE market = ?1")
        for market in old.keys where new[market] == nil {
            try remove.bind(market.name, at: 1)
            try remove.run()
        }
    }

    private func write(
        sights new: [AlertMemoryRows.SightPlace: AlertMemoryRows.Sight],
        over old: [AlertMemoryRows.SightPlace: AlertMemoryRows.Sight]
    ) throws(SQLiteError) {
        let put = try prepare(
            """
            INSERT OR REPLACE INTO sight (rule, market, fingerprint, minute)
            VALUES (?1, ?2, ?3, ?4)
            """)
        for (place, sight) in new where old[place] != sight {
            try put.bind(place.rule, at: 1)
            try put.bind(place.market.name, at: 2)
            try put.bind(Int(bitPattern: UInt(sight.fingerprint)), at: 3)
            try put.bind(sight.minute.index, at: 4)
            try put.run()
        }
        let remove = try prepare("DELETE FROM sight WHERE rule = ?1 AND market = ?2")
        for place in old.keys where new[place] == nil {
            try remove.bind(place.rule, at: 1)
            try remove.bind(place.market.name, at: 2)
            try remove.run()
        }
    }

    private func write(
        standings new: [AlertThread.Episode: AlertStanding],
        over old: [AlertThread.Episode: AlertStanding]
    ) throws(SQLiteError) {
        let put = try prepare(
            """
            INSERT OR REPLACE INTO state (
                rule, market, pair, phase, since, last, base, back, count)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """)
        for (episode, standing) in new where old[episode] != standing {
            try put.bind(episode, at: 1)
            try put.bind(Int(standing.phase.rawValue), at: 4)
            try put.bind(standing.since.index, at: 5)
            try put.bind(orNull: standing.lastFire?.index, at: 6)
            try put.bind(bits: standing.base, at: 7)
            try put.bind(bits: standing.back, at: 8)
            try put.bind(standing.count, at: 9)
            try put.run()
        }
        let remove = try prepare("DELETE FROM state WHERE rule = ?1 AND market = ?2 AND pair = ?3")
        for episode in old.keys where new[episode] == nil {
            try remove.bind(episode, at: 1)
            try remove.run()
        }
    }

    /// Reads how rules stand.
    func standings() throws(SQLiteError) -> AlertMemory {
        var memory = AlertMemory()
        let seen = try prepare("SELECT market, minute FROM seen")
        while try seen.step() {
            memory.seen[try seen.market(0)] = try seen.minute(1)
        }
        let sights = try prepare(
            "SELECT rule, market, fingerprint, minute FROM sight ORDER BY market, rule")
        while try sights.step() {
            memory.sights.append(
                AlertMemory.Sight(
                    rule: sights.text(0),
                    fingerprint: UInt64(UInt(bitPattern: sights.int(2))),
                    market: try sights.market(1), minute: try sights.minute(3)))
        }
        let states = try prepare(
            """
            SELECT rule, market, pair, phase, since, last, base, back, count FROM state
            ORDER BY market, pair, rule
            """)
        while try states.step() {
            guard let phase = AlertStanding.Phase(rawValue: UInt8(clamping: states.int(3))) else {
                throw .damaged("a rule stands in no known way")
            }
            memory.standings.append(
                AlertMemory.Standing(
                    rule: states.text(0), subject: try states.subject(1),
                    standing: AlertStanding(
                        phase, since: try states.minute(4),
                        lastFire: try states.optionalMinute(5),
                        base: states.double(6), back: states.double(7), count: try states.counter(8)
                    )))
        }
        return memory
    }
}

// MARK: - Values of columns

extension Statement {
    /// The bits of a number.
    func bind(bits value: Double, at place: Int32) throws(SQLiteError) {
        try bind(Int(bitPattern: UInt(value.bitPattern)), at: place)
    }

    func double(_ column: Int32) -> Double {
        Double(bitPattern: UInt64(UInt(bitPattern: int(column))))
    }

    /// Three columns: rule, market, pair.
    func bind(_ episode: AlertThread.Episode, at place: Int32) throws(SQLiteError) {
        try bind(episode.rule, at: place)
        try bind(episode.subject, at: place + 1)
    }

    /// Two columns: market, pair.
    func bind(_ subject: AlertSubject, at place: Int32) throws(SQLiteError) {
        try bind(subject.market?.name ?? "", at: place)
        let pair = if case .pair(let instrument) = subject { instrument.pair.name } else { "" }
        try bind(pair, at: place + 1)
    }

    func market(_ column: Int32) throws(SQLiteError) -> Market {
        guard let market = try? Market.stored(text(column)) else {
            throw .damaged("an invalid name")
        }
        return market
    }

    /// Reads two columns: market, pair.
    func subject(_ column: Int32) throws(SQLiteError) -> AlertSubject {
        guard !text(column).isEmpty else { return .everything }
        let market = try market(column)
        let name = text(column + 1)
        guard !name.isEmpty else { return .market(market) }
        guard let pair = try? Pair.stored(name) else { throw .damaged("an invalid name") }
        return .pair(Instrument(market: market, pair: pair))
    }
}
