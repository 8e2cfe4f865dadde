/// Finds when rules fire: looks at the prices of a market each minute, and remembers how rules stand
/// with its pairs.
///
///     var watch = AlertWatch(rules)
///     let events = watch.look(at: .kraken, in: snapshot.window)
///
/// A rule fires when its conditions become true on a polled minute price, and can do so anew when the
/// figure has come back by a margin. What is true at first sight is held and does not fire. The value
/// is pure: no clock, no store; the same rules, memory and prices give the same events.
///
/// Cost of a minute: 0.3 µs for a rule about a named pair; for a pattern about 15 ns a pair and
/// figure, however many rules compare it, and 50 ns a standing.
public struct AlertWatch: Sendable {
    private(set) var known: AlertRules
    private var markets: [Market: MarketWatch] = [:]
    private var sources = SourceWatch()
    /// Standings that there is room for.
    var room: Int
    /// Markets that have not been looked at since the lists changed.
    private var outdated: Set<Market> = []
    /// Whether rules are about a market, or compare with it, for markets that were asked for.
    private var concerned: [Market: Bool] = [:]

    /// The most standings: beyond it nothing new is held, pending or fired.
    public static let mostStandings = 100_000
    /// The most minutes that are looked at after a pause.
    public static let mostCaughtUp = 60

    /// `memory`: what a watch before this one knew; rules whose meaning has changed begin anew.
    public init(
        _ rules: [AlertRule], lists: AlertScope.Lists = AlertScope.Lists(),
        memory: AlertMemory = AlertMemory()
    ) {
        known = AlertRules(rules, lists)
        let places = Dictionary(
            rules.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        let prints = known.prints
        var kept: Set<Int> = []
        var sights: [Market: [Int: Minute]] = [:]
        for sight in memory.sights {
            guard let place = places[sight.rule], prints[place] == sight.fingerprint else {
                continue
            }
            kept.insert(place)
            if known.timings[place].isAboutSource {
                sources.restore(sight.minute, of: place, about: sight.market)
            } else {
                sights[sight.market, default: [:]][place] = sight.minute
            }
        }
        var standings: [Market: [Pair: [Int: AlertStanding]]] = [:]
        for entry in memory.standings {
            guard let place = places[entry.rule], kept.contains(place) else { continue }
            guard case .pair(let instrument) = entry.subject else {
                sources.restore(entry.standing, of: place, about: entry.subject)
                continue
            }
            standings[instrument.market, default: [:]][instrument.pair, default: [:]][place] =
                entry.standing
        }
        room = Self.mostStandings
        for market in Set(memory.seen.keys).union(sights.keys).union(standings.keys) {
            let held = standings[market] ?? [:]
            room -= held.values.reduce(0) { $0 + $1.count }
            markets[market] = MarketWatch(
                market, seen: memory.seen[market], sights: sights[market] ?? [:], standings: held)
        }
    }

    /// Whether there are so many standings that no new ones are kept.
    public var isFull: Bool { room <= 0 }

    public var rules: [AlertRule] { known.all }

    /// The newest minute of a market that was looked at; `nil` for none.
    func seen(of market: Market) -> Minute? {
        markets[market].flatMap { $0.seen == NewestPrices.never ? nil : $0.seen }
    }

    public var lists: AlertScope.Lists { known.lists }

    public var hasRules: Bool { !known.all.isEmpty }

    /// Whether a rule is about sources.
    public var looksAtSources: Bool { known.looksAtSources }

    /// Whether a rule is about a market, or compares with it: else it need not be looked at.
    public mutating func concerns(_ market: Market) -> Bool {
        if let answer = concerned[market] { return answer }
        let answer = known.concern(market)
        concerned[market] = answer
        return answer
    }
}

// MARK: - Looking

extension AlertWatch {
    /// Looks at the polled prices that a market has at the last minute of a window.
    ///
    /// Wants to be called when the prices of a minute have come, before those of the next. A minute
    /// that was looked at already, or an older one, changes nothing but for pairs that had no price
    /// then and none since.
    /// - Returns: in the order of `AlertEvent.precedes`.
    public mutating func look(at market: Market, in window: DayWindow) -> [AlertEvent] {
        guard hasRules, let day = window.day.days[market] else { return [] }
        var watch = removeWatch(of: market) ?? MarketWatch(market)
        // After a restart in the middle of a minute all of its prices count as looked at.
        watch.prepare(
            day, known, isChanged: outdated.remove(market) != nil,
            before: watch.seen < window.last ? window.last : window.last.next)
        // A copy, for rules that wait for another market's prices only.
        let before = known.comparesMarkets ? watch.before : EvaluatedPrices(slots: 0)
        var events = watch.look(day, in: window, known, &room)
        markets[market] = watch
        guard known.comparesMarkets else { return events.inOrder }
        let after = watch.before
        events += lookAcross(from: day, in: window) { pair in
            day.names.slot(of: pair).map { slot in
                before.minute(of: slot) != window.last && after.minute(of: slot) == window.last
            } ?? false
        }
        return events.inOrder
    }

    /// What is known of a market, taken out so that it changes in place; `nil` for nothing.
    mutating func removeWatch(of market: Market) -> MarketWatch? {
        markets.removeValue(forKey: market)
    }

    mutating func putBack(_ watch: MarketWatch) { markets[watch.market] = watch }

    private mutating func lookAcross(
        from day: MarketDay, in window: DayWindow, _ isNew: (Pair) -> Bool
    ) -> [AlertEvent] {
        var events: [AlertEvent] = []
        for other in markets.keys.sorted() where markets[other]?.seen == window.last {
            guard let otherDay = window.day.days[other], other != day.market,
                var watch = markets.removeValue(forKey: other)
            else { continue }
            // After a restart in the middle of a minute.
            if watch.isNew {
                watch.prepare(otherDay, known, isChanged: false, before: window.last.next)
            }
            events += watch.lookAcross(from: day.market, in: window, known, &room, isNew)
            markets[other] = watch
        }
        return events
    }

    /// Looks at the minutes that a market has and the memory has not, after a restart: at most 60, in
    /// order.
    public mutating func catchUp(with market: Market, in window: DayWindow) -> [AlertEvent] {
        guard let seen = markets[market]?.seen, seen != NewestPrices.never else { return [] }
        guard seen < window.last else {
            learn(market, in: window)
            return []
        }
        let first = max(seen.next, window.last.advanced(by: 1 - Self.mostCaughtUp))
        return (first...window.last).flatMap { minute in
            look(at: market, in: window.advanced(to: minute))
        }
    }

    /// Learns the prices that a market has, which count as looked at; those that come to the same
    /// minute later do not.
    private mutating func learn(_ market: Market, in window: DayWindow) {
        guard let day = window.day.days[market], var watch = removeWatch(of: market) else { return }
        watch.prepare(
            day, known, isChanged: outdated.remove(market) != nil, before: window.last.next)
        putBack(watch)
    }

    /// Looks at how long sources have failed.
    ///
    /// `failing`: markets whose source is not well, and since when. `all`: every market that is
    /// polled.
    public mutating func lookAtSources(
        _ failing: [Market: Minute], of all: [Market], at minute: Minute
    ) -> [AlertEvent] {
        sources.look(failing, of: all, at: minute, known).inOrder
    }
}

// MARK: - What changes

extension AlertWatch {
    /// Takes other rules; those that mean the same go on as they stand.
    public mutating func change(_ rules: [AlertRule], lists: AlertScope.Lists) {
        self = AlertWatch(rules, lists: lists, memory: memory)
    }

    /// Takes other lists of pairs; a pair that is new in one does not fire at first sight.
    public mutating func change(lists: AlertScope.Lists) {
        guard lists != known.lists else { return }
        known = AlertRules(known.all, lists)
        outdated = Set(markets.keys)
        concerned = [:]
    }

    /// Takes note that prices of the past were fetched: they count in what rules look back on.
    public mutating func fetched(_ instrument: Instrument, in window: DayWindow) {
        guard let day = window.day.days[instrument.market] else { return }
        markets[instrument.market]?.reread(instrument.pair, day)
    }

    /// Forgets how rules stand with pairs that have left the day; one that comes again is seen for the
    /// first time.
    ///
    /// - Returns: whether there was something to forget.
    mutating func forgetPairs(goneFrom day: RollingDay) -> Bool {
        let before = room
        for market in markets.keys {
            room += markets[market]?.forgetPairs(goneFrom: day.days[market]) ?? 0
        }
        return room != before
    }

    /// Takes note that the clock was set back to a minute, which is looked at again with those after
    /// it.
    public mutating func clockWentBack(to minute: Minute) {
        for market in markets.keys { markets[market]?.goBack(to: minute) }
        sources.goBack(to: minute)
    }

    /// Forgets which slots of the day the pairs of these markets have, and what their prices were:
    /// the day is another one; `nil` for all markets.
    public mutating func dayWasReplaced(of replaced: [Market]? = nil) {
        for market in replaced ?? Array(markets.keys) {
            if let watch = markets[market] { markets[market] = watch.forgettingDay() }
        }
    }

    /// Gives `memory`, and remembers it for markets at which nothing changes meanwhile.
    mutating func keptMemory() -> AlertMemory {
        for market in markets.keys { markets[market]?.keep(known) }
        return memory
    }

    /// What has to be kept over a restart; sorted.
    public var memory: AlertMemory {
        var memory = AlertMemory()
        memory.standings.reserveCapacity(max(0, Self.mostStandings - room))
        for (market, watch) in markets.sorted(by: { $0.key < $1.key }) {
            if watch.seen != NewestPrices.never { memory.seen[market] = watch.seen }
            for (place, minute) in watch.sights.sorted(by: { $0.key < $1.key }) {
                memory.sights.append(known.sight(of: place, market, since: minute))
            }
            memory.standings += watch.stored(known)
        }
        memory.standings += sources.stored(known)
        for (place, sights) in sources.sights.sorted(by: { $0.key < $1.key }) {
            memory.sights += sights.sorted { $0.key < $1.key }
                .map { known.sight(of: place, $0.key, since: $0.value) }
        }
        return memory
    }

    /// How a rule stands with a pair or a source; `nil` for armed, and for never seen.
    public func standing(of rule: String, about subject: AlertSubject) -> AlertStanding? {
        guard let place = known.all.firstIndex(where: { $0.name == rule }) else { return nil }
        guard case .pair(let instrument) = subject else {
            return sources.standing(of: place, about: subject)
        }
        return markets[instrument.market]?.standing(of: place, instrument.pair)
    }
}
