/// The sources that `--source` takes: kinds of a file each, and every exchange of the catalogue.
///
/// Another kind is one file beside this one and one line in `kinds`.
public enum QuoteSources {
    /// The settings that sources are made from; each uses those that it needs.
    public struct Settings: Sendable {
        /// The base address of a server that speaks Cryptowatch's protocol.
        public var cryptowatchURL = "https://api.cryptowat.ch"
        /// The API key for that server, if it wants one.
        public var cryptowatchKey: Secret?
        /// The seed of the simulated prices.
        public var seed: UInt64 = 1
        /// Simulated pairs, 1 to `SimulatedSource.mostPairs`.
        public var pairs = 3000
        /// The catalogue.
        public var exchanges = Exchanges.builtIn

        public init() {}
    }

    /// Names that stand for several exchanges.
    public static let popular = "exchanges"
    public static let all = "all"

    private typealias Make =
        @Sendable (Settings, HTTPClient, any WallClock) -> any QuoteSource

    private static let kinds: [(name: String, make: Make)] = [(simulated, makeSimulated)]

    /// The one whose prices are made up: it goes with no other.
    public static let simulated = "simulated"

    /// The name of a server that speaks Cryptowatch's protocol.
    public static let cryptowatch = Cryptowatch.name

    /// Whether `--source` takes a name.
    public static func isKnown(_ name: String, with exchanges: Exchanges) -> Bool {
        ownNames.contains(name)
            || expanded(name, exchanges).allSatisfy { exchanges[$0] != nil }
    }

    /// Checks the base address of a server that speaks Cryptowatch's protocol.
    public static func checkCryptowatch(_ base: String) throws(CryptowatchSetupError) {
        _ = try Cryptowatch.address(base)
    }

    /// The names that `--source` takes beside those of exchanges; no entry of a user may have one.
    static var ownNames: [String] { [all, popular, Cryptowatch.name] + kinds.map(\.name) }

    /// As `--source` takes them, the exchanges of a catalogue last.
    public static func names(with exchanges: Exchanges) -> [String] {
        [popular, all] + exchanges.retired + kinds.map(\.name) + exchanges.names
    }

    /// The sources of a list of names, in its order, each once.
    ///
    /// - Throws: `QuoteSourcesError` for a name that is none, and for settings that a source
    ///   cannot use.
    public static func sources(
        named names: [String], settings: Settings, client: HTTPClient, clock: any WallClock
    ) throws(QuoteSourcesError) -> [any QuoteSource] {
        var made: Set<String> = []
        var sources: [any QuoteSource] = []
        for name in names.flatMap({ expanded($0, settings.exchanges) })
        where made.insert(name).inserted {
            sources.append(try source(named: name, with: settings, client: client, clock: clock))
        }
        return sources
    }

    private static func expanded(_ name: String, _ exchanges: Exchanges) -> [String] {
        switch name {
        case popular: exchanges.popular
        case all: exchanges.names
        default: [(try? Market(name)).flatMap { exchanges.otherNames[$0]?.name } ?? name]
        }
    }

    private static func source(
        named name: String, with settings: Settings, client: HTTPClient, clock: any WallClock
    ) throws(QuoteSourcesError) -> any QuoteSource {
        if let kind = kinds.first(where: { $0.name == name }) {
            return kind.make(settings, client, clock)
        }
        guard let exchange = settings.exchanges[name] else {
            throw .unknown(name, names: Self.names(with: settings.exchanges))
        }
        guard name == Cryptowatch.name else {
            return ExchangeSource(exchange, client: client, clock: clock)
        }
        do throws(CryptowatchSetupError) {
            return try Cryptowatch.source(
                exchange, base: settings.cryptowatchURL, key: settings.cryptowatchKey,
                client: client, clock: clock)
        } catch {
            throw .cryptowatch(error)
        }
    }

    private static func makeSimulated(
        _ settings: Settings, _ client: HTTPClient, _ clock: any WallClock
    ) -> any QuoteSource {
        SimulatedSource(seed: settings.seed, pairs: settings.pairs)
    }
}

/// Why a list of sources cannot be had.
public enum QuoteSourcesError: Error, Hashable, Sendable {
    /// A name that is none of `names`.
    case unknown(String, names: [String])
    case cryptowatch(CryptowatchSetupError)
}

extension QuoteSourcesError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknown(let name, let names):
            "--source: there is no \"\(name.plain(upTo: 40))\"; the names are "
                + names.joined(separator: ", ")
        case .cryptowatch(let error): "--cryptowatch-url: \(error)"
        }
    }
}
