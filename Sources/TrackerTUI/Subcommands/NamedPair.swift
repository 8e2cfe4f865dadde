import TrackerEngine

/// A pair as a command line names it: `[MARKET] PAIR`, kraken where no market is named.
struct NamedPair: Sendable {
    let instrument: Instrument
    /// Other names of markets; only looked up where the name itself has nothing.
    private let aliases: @Sendable () -> [Market: Market]

    /// `command`: for the words of an error.
    init(
        _ names: [String], of command: String,
        aliases: @escaping @Sendable () -> [Market: Market]
    ) throws(SubcommandError) {
        guard let pair = names.last, names.count <= 2 else {
            throw .option(.missing(argument: "a PAIR", command: command))
        }
        let market =
            names.count == 2 ? try Get.name(names[0], as: "MARKET", Market.init) : .kraken
        instrument = Instrument(market: market, pair: try Get.name(pair, as: "PAIR", Pair.init))
        self.aliases = aliases
    }

    /// What may be meant, the most likely first: as it stands, without a slash, on the market that
    /// has another name.
    var candidates: [Instrument] {
        let plain = instrument.withoutSlash ?? instrument
        let other = aliases()[plain.market].map { Instrument(market: $0, pair: plain.pair) }
        return [instrument] + (instrument.withoutSlash.map { [$0] } ?? [])
            + (other.map { [$0] } ?? [])
    }

    /// The pair of a window with the nearest name, on the same market where that is there.
    func nearest(in window: DayWindow) -> Instrument? {
        let markets = window.markets
        let market =
            markets.contains(instrument.market)
            ? instrument.market.name
            : OptionTable.nearest(to: instrument.market.name, among: markets.map(\.name))
        guard let market, let found = markets.first(where: { $0.name == market }) else {
            return nil
        }
        let pairs = window.board(of: found).pairs
        let pair = OptionTable.nearest(to: instrument.pair.name, among: pairs.map(\.name))
        return pairs.first { $0.name == pair }.map { Instrument(market: found, pair: $0) }
    }
}
