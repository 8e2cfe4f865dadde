import TrackerEngine

/// A pair as a command line names it: `[MARKET] PAIR`, kraken where no market is named.
struct NamedPair: Sendable {
    let instrument: Instrument
    /// Whether the market was named too.
    private let hasMarket: Bool
    /// Other names of markets; only looked up where the name itself has nothing.
    private let aliases: @Sendable () -> [Market: Market]

    /// `names`: one or two, as the parser has seen to.
    init(
        _ names: [String], aliases: @escaping @Sendable () -> [Market: Market]
    ) throws(CommandError) {
        let market =
            names.count > 1 ? try ValueForm.market.argument(names[0], as: "MARKET") : .kraken
        let pair = try ValueForm.pair.argument(names.last ?? "", as: "PAIR")
        instrument = Instrument(market: market, pair: pair)
        hasMarket = names.count > 1
        self.aliases = aliases
    }

    /// The pairs that may be meant, the likeliest first: by the readings of the name, then by those
    /// on the market that has another name.
    var candidates: [Instrument] {
        let other = aliases()[instrument.market].map {
            Instrument(market: $0, pair: instrument.pair)
        }
        return instrument.readings + (other?.readings ?? [])
    }

    /// The error that a window has no price of it.
    func unknown(in window: DayWindow) -> CommandError {
        if !hasMarket, let word = try? Market(instrument.pair.name) {
            let market = [word, aliases()[word]].compactMap(\.self).first(
                where: window.markets.contains)
            if let market {
                return .marketAlone(market, pair: window.largest(of: [market]).first?.pair)
            }
        }
        return .unknownPair(instrument, nearest: nearest(in: window))
    }

    /// The pair of a window with the nearest name, on the same market where that is there.
    func nearest(in window: DayWindow) -> Instrument? {
        let markets = window.markets
        let market =
            markets.contains(instrument.market)
            ? instrument.market.name
            : NearestName.to(instrument.market.name, among: markets.map(\.name))
        guard let market, let found = markets.first(where: { $0.name == market }) else {
            return nil
        }
        let pairs = window.board(of: found).pairs
        let pair = Self.nearest(to: instrument.pair.name, among: pairs.map(\.name))
        return pairs.first { $0.name == pair }.map { Instrument(market: found, pair: $0) }
    }

    /// Whoever types a base alone means it in dollars, or in what takes their place.
    private static func nearest(to name: String, among names: [String]) -> String? {
        let quoted = ["usd", "usdt", "usdc", "eur"].lazy.map { name + $0 }.first(
            where: names.contains)
        return quoted ?? NearestName.to(name, among: names)
    }
}

extension ValueForm {
    /// Reads an argument; `name`: as the help calls it.
    func argument(_ word: String, as name: String) throws(CommandError) -> Value {
        guard let value = fromWord(word) else {
            throw .option(.badValue(option: name, value: word, allowed: expected))
        }
        return value
    }
}
