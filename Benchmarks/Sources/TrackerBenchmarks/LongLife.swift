import Glibc
import TrackerEngine

/// Weeks of an engine, as fast as they go: what it takes on the way, and whether it still knows what
/// it should at the end.
///
/// One of ten pairs is replaced by another each day. At the end each answer of the last day is
/// compared with one that is worked out from the prices themselves.
struct LongLife {
    let days: Int
    let pairs: Int
    let directory: String

    private static let start = Minute(index: 466_600 * 60)

    /// Prints what it sees.
    ///
    /// - Returns: whether all was as it should be.
    func run() async throws -> Bool {
        let universe = try LivelyUniverse(pairs: pairs, start: Self.start)
        guard
            case .writer(let journal) = try StoreFile.open(
                path: "\(directory)/life.sqlite", clock: StillClock())
        else { return false }
        var life = Life(universe, journal)
        print("\(pairs) pairs, \(days) days, one of ten replaced each day; \(Machine.words)")
        var firstDay = 0
        for day in 1...days {
            try await life.live(minutes: 1440)
            let resident = Machine.resident
            if day == 1 { firstDay = resident }
            print(life.words(ofDay: day, resident: resident))
            fflush(nil)
        }
        let resident = Machine.resident
        let growth = Double(resident) / Double(firstDay) - 1
        print("resident: \(Self.percent(growth)) against the first day (at most 5 %)")
        let answers = try life.check()
        return growth <= 0.05 && answers
    }

    static func percent(_ share: Double) -> String {
        let thousandths = Int((share * 1000).rounded())
        return "\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 10).\(abs(thousandths) % 10) %"
    }

    private struct StillClock: WallClock {
        let now = LongLife.start.start

        func sleep(until time: Timestamp) async throws {}
    }
}

/// An engine's state, its journal, and what comes to them.
private struct Life {
    private let universe: LivelyUniverse
    private let journal: any MinuteJournal
    private var state: EngineState
    private var minute: Minute
    private var instruments: [Instrument] = []
    private var generations: [Int] = []
    /// Milliseconds of processor time that a minute took, without the journal; of this day.
    private var minutes: [Double] = []
    private var writes: [Double] = []

    init(_ universe: LivelyUniverse, _ journal: any MinuteJournal) {
        self.universe = universe
        self.journal = journal
        minute = universe.start.advanced(by: -1)
        state = EngineState(
            now: minute.start, sources: [SourceHealth(name: "life", address: "here")],
            interval: .seconds(60), store: .writing(place: "", through: nil))
    }

    mutating func live(minutes count: Int) async throws {
        minutes = []
        writes = []
        for _ in 0..<count {
            minute = minute.next
            let poll = try self.poll()
            let start = Stopwatch.Kind.cpu.now
            var effects = state.advance(to: minute.start)
            effects += state.started(0, at: minute.start)
            effects += state.received(
                poll, from: 0, startedAt: minute.start, at: minute.start + .seconds(1))
            let snapshot = state.snapshot(isSimulated: false)
            minutes.append((Stopwatch.Kind.cpu.now - start) / 1e6)
            let written = Stopwatch.Kind.wall.now
            for effect in effects { try await write(effect) }
            writes.append((Stopwatch.Kind.wall.now - written) / 1e6)
            // Readers keep one, until there is a newer one.
            keep(snapshot)
        }
    }

    private mutating func write(_ effect: EngineEffect) async throws {
        guard case .journal(let effect) = effect else { return }
        try await effect.write(to: journal)
        keep(state.stored(effect, at: ""))
    }

    private mutating func poll() throws -> Poll {
        var quotes: [Quote] = []
        quotes.reserveCapacity(universe.places.count)
        for (number, place) in universe.places.enumerated() {
            let generation = universe.generation(place, at: minute)
            if number == instruments.count {
                instruments.append(try universe.instrument(place, generation: generation))
                generations.append(generation)
            } else if generations[number] != generation {
                instruments[number] = try universe.instrument(place, generation: generation)
                generations[number] = generation
            }
            guard let amount = universe.amount(place, at: minute) else { continue }
            quotes.append(Quote(instruments[number], try Price(amount)))
        }
        return Poll(quotes: quotes)
    }

    func words(ofDay day: Int, resident: Int) -> String {
        let (minutes, writes) = (Samples(minutes), Samples(writes))
        let milliseconds = [minutes.median, minutes.greatest, writes.median, writes.greatest]
            .map { "\(($0 * 10).rounded() / 10)" }
        return "day \(day): \(resident / 1_000_000) MB, \(state.day.count) names; a minute took "
            + "\(milliseconds[0]) ms, at most \(milliseconds[1]); the disk "
            + "\(milliseconds[2]) ms, at most \(milliseconds[3])"
    }
}

// MARK: - At the end

extension Life {
    /// Compares every answer with one that is worked out from the universe.
    func check() throws -> Bool {
        let window = state.snapshot(isSimulated: false).window
        var expected: [Instrument: [(minute: Minute, amount: Double)]] = [:]
        for place in universe.places {
            for minute in window.first...window.last {
                guard let amount = universe.amount(place, at: minute) else { continue }
                let generation = universe.generation(place, at: minute)
                let instrument = try universe.instrument(place, generation: generation)
                expected[instrument, default: []].append((minute, amount))
            }
        }
        let known = Set(window.instruments)
        let extra = known.subtracting(expected.keys).count
        var wrong = 0
        let markets = Dictionary(grouping: expected.keys, by: \.market)
        for instruments in markets.values {
            let ranks = Self.ranks(instruments, expected)
            for instrument in instruments {
                let body = Self.body(ranks[instrument], expected[instrument] ?? [])
                if PairAnswer.body(of: instrument, in: window) != Array(body.utf8) { wrong += 1 }
            }
        }
        print(
            "\(expected.count) answers, \(wrong) wrong; \(extra) names without a price; "
                + "\(state.day.count) names held")
        return wrong == 0 && extra == 0
    }

    /// Places by sample variance, as one writes it down.
    private static func ranks(
        _ instruments: [Instrument], _ prices: [Instrument: [(minute: Minute, amount: Double)]]
    ) -> [Instrument: Double] {
        var variances: [(instrument: Instrument, variance: Double)] = []
        for instrument in instruments {
            let amounts = prices[instrument]?.map(\.amount) ?? []
            guard amounts.count > 1 else { continue }
            let mean = amounts.reduce(0, +) / Double(amounts.count)
            let squares = amounts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            variances.append((instrument, squares / Double(amounts.count - 1)))
        }
        variances.sort {
            $0.variance == $1.variance
                ? $0.instrument.pair < $1.instrument.pair : $0.variance > $1.variance
        }
        let count = Double(variances.count)
        return Dictionary(
            uniqueKeysWithValues: variances.enumerated().map { place, entry in
                let share = Double(place + 1) / count
                return (entry.instrument, (share * 1000).rounded(.toNearestOrEven) / 1000)
            })
    }

    private static func body(
        _ rank: Double?, _ prices: [(minute: Minute, amount: Double)]
    ) -> String {
        func number(_ value: Double) -> String {
            let text = "\(value)"
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        let values = prices.map { "\"\($0.minute.unixSeconds)\":\(number($0.amount))" }
        return "{\"result\":{\"rank\":\(rank.map(number) ?? "null"),\"values\":{"
            + values.joined(separator: ",") + "}}}"
    }
}
