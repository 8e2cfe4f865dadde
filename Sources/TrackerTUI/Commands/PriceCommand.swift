import TrackerEngine
import TrackerScreen

/// `price [MARKET] PAIR ...`: the last price of a pair, for a status bar.
struct PriceCommand: Command {
    static let form = CommandForm(
        "price", summary: "print last prices, for a status bar",
        arguments: "[MARKET] PAIR ...", 1...100, needed: "a PAIR",
        notes:
            "With several arguments the first is the market; MARKET:PAIR names a pair of another "
            + "market. Fields of --format: "
            + PriceFormat.Field.allCases.map { "{\($0.rawValue)}" }
            .joined(separator: " ") + ". Write {{ and }} for braces.")
    static let options = OptionList<Self>(
        [
            .value("--format", "TEXT", "text of each line (default {last})", \.template, .line),
            .flag("--json", "print JSON", \.isJSON, excludes: "--format"),
        ],
        .including(\.demo), .including(\.store), .including(\.catalogue),
        .including(\.configuration))

    var arguments: [String] = []
    /// `nil` for the usual one.
    var template: String?
    var isJSON = false
    var demo = DemoOptions()
    var store = StoreOptions()
    var catalogue = CatalogueOptions()
    var configuration = ConfigurationOptions()

    func check(_ given: Set<String>) throws(OptionError) {
        _ = try format
    }

    private var format: PriceFormat {
        get throws(OptionError) {
            guard let template else { return .standard }
            do throws(PriceFormat.Fault) {
                return try PriceFormat(template)
            } catch {
                throw .badFormat(error)
            }
        }
    }

    /// - Returns: failure if one of the pairs has no price.
    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        let format: PriceFormat
        do { format = try self.format } catch { throw .option(error) }
        let aliases = try place.otherNames(catalogue)
        let pairs = try Self.pairs(arguments).map { words throws(CommandError) in
            try NamedPair(words, aliases: aliases)
        }
        var look = PriceLook(store, demo, wholeMarkets: format.needsMarket && !isJSON, in: place)
        let (lines, isComplete) = try await Self.lines(of: pairs, &look, in: place)
        if isJSON {
            try place.write(PriceLine.json(lines, look.kind) + Array("\n".utf8))
        } else if !lines.isEmpty {
            let mark = look.kind == .simulated ? " (simulated)" : ""
            try place.print(
                lines.map { format.text(of: $0, place.localTime) + mark }.joined(separator: "\n"))
        }
        return isComplete ? .success : .failure
    }

    /// Looks pairs up; of several, one without a price is told, and the others go on.
    private static func lines(
        of pairs: [NamedPair], _ look: inout PriceLook, in place: Workplace
    ) async throws(CommandError) -> (lines: [PriceLine], isComplete: Bool) {
        var lines: [PriceLine] = []
        var isComplete = true
        for pair in pairs {
            do throws(CommandError) {
                lines.append(try await look.line(of: pair))
            } catch {
                guard case .unknownPair = error, pairs.count > 1 else { throw error }
                place.console.complain("\(error)")
                isComplete = false
            }
        }
        return (lines, isComplete)
    }

    /// The words of each pair: a market and a name, or a name alone.
    private static func pairs(_ words: [String]) -> [[String]] {
        let isMarket = words.count > 1 && !words[0].contains(":")
        return words.dropFirst(isMarket ? 1 : 0).map { word in
            if let colon = word.lastIndex(of: ":") {
                return [String(word[..<colon]), String(word[word.index(after: colon)...])]
            }
            return isMarket ? [words[0], word] : [word]
        }
    }
}

/// Finds the last prices of pairs in the store, and reads no more of it than that takes: the first
/// and the last hours of their markets.
///
/// A pair without a price in both, or a figure that takes the whole market, costs the whole market.
struct PriceLook {
    private let store: StoreOptions
    private let demo: DemoOptions
    private let wholeMarkets: Bool
    private let place: Workplace
    private let now: Timestamp
    /// What was read, by market.
    private var ends: [Market: StoredDay] = [:]
    private var wholes: [Market: DayWindow] = [:]
    /// The kind of the prices that were read.
    private(set) var kind = StoreKind.real

    init(
        _ store: StoreOptions, _ demo: DemoOptions, wholeMarkets: Bool, in place: Workplace
    ) {
        self.store = store
        self.demo = demo
        self.wholeMarkets = wholeMarkets
        self.place = place
        now = place.clock.now
    }

    private var last: Minute { Minute(containing: now) }

    /// The line of the first reading of a name that has a price.
    mutating func line(of pair: NamedPair) async throws(CommandError) -> PriceLine {
        for candidate in pair.candidates {
            if !wholeMarkets, !demo.isOn, let line = try await quickLine(of: candidate) {
                return line
            }
            let window = try await whole(candidate.market)
            let line = PriceLine(candidate, in: window, hasMarket: true, at: now)
            if let line { return line }
        }
        let window = try await place.window(of: store, demo)
        if window.markets.isEmpty {
            throw .nothingStored(path: try place.neededPath(of: store))
        }
        throw pair.unknown(in: window)
    }

    /// The line if the first and the last hours show the oldest and the newest price.
    private mutating func quickLine(
        of instrument: Instrument
    ) async throws(CommandError) -> PriceLine? {
        guard let stored = try await end(instrument.market) else { return nil }
        let window = dayWindow(stored.only(instrument))
        guard let series = window.series(of: instrument),
            let oldest = series.amounts.firstIndex(where: { $0 > 0 }),
            let newest = series.amounts.lastIndex(where: { $0 > 0 })
        else { return nil }
        let hours = Self.hours(through: last)
        let first = series.start.advanced(by: oldest).hour
        let end = series.start.advanced(by: newest).hour
        guard hours.prefix(2).contains(first), hours.suffix(2).contains(end) else { return nil }
        return PriceLine(instrument, in: window, hasMarket: false, at: now)
    }

    /// The first two and the last two hours of the day.
    private static func hours(through last: Minute) -> [Hour] {
        let first = last.windowStart.hour
        return [first, first.advanced(by: 1), last.hour.advanced(by: -1), last.hour]
    }

    /// The first and the last hours of a market; `nil` if a part of them cannot be read.
    private mutating func end(_ market: Market) async throws(CommandError) -> StoredDay? {
        if let stored = ends[market] { return stored }
        let stored = try await part(market, Set(Self.hours(through: last)))
        ends[market] = stored
        return stored
    }

    private mutating func whole(_ market: Market) async throws(CommandError) -> DayWindow {
        if let window = wholes[market] { return window }
        var found: DayWindow?
        if !demo.isOn, let stored = try await part(market, nil) { found = dayWindow(stored) }
        // All of a store says best what is left of it.
        let window: DayWindow
        if let found { window = found } else { window = try await place.window(of: store, demo) }
        kind = window.kind
        wholes[market] = window
        return window
    }

    private func dayWindow(_ stored: StoredDay) -> DayWindow {
        var day = RollingDay()
        day.restore(stored)
        return DayWindow(day, through: last, kind: stored.kind)
    }

    /// What is stored of a market; `nil` if a part of it cannot be read.
    private mutating func part(
        _ market: Market, _ hours: Set<Hour>?
    ) async throws(CommandError) -> StoredDay? {
        let path = try place.neededPath(of: store)
        let stored: StoredDay
        do throws(StoreError) {
            stored = try await place.stores.readPart(path, last.windowStart, market, hours)
        } catch {
            throw .store(error)
        }
        guard stored.damage == nil else { return nil }
        kind = stored.kind
        return stored
    }
}
