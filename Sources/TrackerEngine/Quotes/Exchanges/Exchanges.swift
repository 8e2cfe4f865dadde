/// The exchanges that can be asked: a catalogue.
///
/// Another exchange is one entry in `exchanges.toml`, and no other line.
public struct Exchanges: Sendable {
    /// All entries, in the order of the catalogue, those of a user's file last.
    private let entries: [Exchange]

    /// The exchanges that can be asked: all but retired ones.
    var all: [Exchange] { entries.filter { !$0.isRetired } }

    /// The exchanges that come with the program.
    public static let builtIn: Exchanges = {
        do {
            return try readingBuiltIn()
        } catch {
            preconditionFailure("exchanges.toml, \(error)")
        }
    }()

    /// Reads the entries that come with the program anew, as each start does.
    public static func readingBuiltIn() throws(ExchangesError) -> Exchanges {
        Exchanges(
            entries: try ExchangeForm.exchanges(
                in: PackageResources.exchanges_toml, isBuiltIn: true))
    }

    private init(entries: [Exchange]) { self.entries = entries }

    /// These and the entries of a file; an entry with the name of one of these takes its place.
    ///
    /// Neither its id nor another name of it may be one of another entry.
    /// Entries of a user's file are asked if no source is named, like the popular ones.
    /// - Throws: `ExchangesError`
    /// - Returns: all of them, and the names of those of the file.
    public func adding(
        _ text: [UInt8]
    ) throws(ExchangesError) -> (all: Exchanges, names: [String]) {
        var all = entries
        let added = try ExchangeForm.exchanges(in: text, besides: entries)
        for var entry in added {
            if let place = all.firstIndex(where: { $0.id == entry.id }) {
                entry.isPopular = entry.isPopular || all[place].isPopular
                all[place] = entry
            } else {
                entry.isPopular = true
                all.append(entry)
            }
        }
        return (Exchanges(entries: all), added.map(\.id.name))
    }

    /// The names that `--source` takes.
    public var names: [String] { all.map(\.id.name) }

    /// The names of those whose service is gone; `--source` takes them too.
    var retired: [String] { entries.filter(\.isRetired).map(\.id.name) }

    /// The names of those that are asked if no source is named.
    public var popular: [String] { all.filter(\.isPopular).map(\.id.name) }

    /// Other names of markets, and the names that they have here.
    public var otherNames: [Market: Market] {
        Dictionary(
            all.flatMap { exchange in exchange.otherNames.map { ($0, exchange.id) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The instrument that one written in an exchange's own codes is: of `XBT/USD` on kraken the pair
    /// `btcusd`.
    ///
    /// - Returns: `nil` if the market is not in the catalogue, or the name has no code of its own.
    public func translated(_ instrument: Instrument) -> Instrument? {
        guard let rule = self[instrument.market.name]?.symbols, !rule.aliases.isEmpty else {
            return nil
        }
        // `xbtusd` ends in `tusd` too: the parting that has a code in it is the one that is meant.
        for parts in PairSpelling.partings(of: instrument.pair) {
            let assets = rule.assets(of: SymbolRule.Parts(base: parts.base, quote: parts.quote))
            guard assets.base != parts.base || assets.quote != parts.quote,
                let pair = try? Pair(assets.base + assets.quote)
            else { continue }
            return Instrument(market: instrument.market, pair: pair)
        }
        return nil
    }

    /// Retired ones too.
    subscript(name: String) -> Exchange? { entries.first { $0.id.name == name } }
}
