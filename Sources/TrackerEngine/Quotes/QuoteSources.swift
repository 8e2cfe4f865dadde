/// The kinds of sources that `--source` takes, one line each.
///
/// Another kind is one file beside this one and one line in `kinds`.
public enum QuoteSources {
    /// What sources are made from; each kind takes what it needs.
    public struct Settings: Sendable {
        /// Of a server that speaks Cryptowatch's protocol.
        public var cryptowatchURL = CryptowatchSource.publicBase
        /// For that server, if it wants one.
        public var cryptowatchKey: Secret?
        /// Of the simulated prices.
        public var seed: UInt64 = 1
        /// Simulated pairs, 1 to `SimulatedSource.mostPairs`.
        public var pairs = 3000

        public init() {}
    }

    private typealias Make =
        @Sendable (Settings, HTTPClient) throws(CryptowatchSetupError) -> any QuoteSource

    private static let kinds: [(name: String, make: Make)] = [
        ("cryptowatch", cryptowatch),
        ("simulated", simulated),
    ]

    /// As `--source` takes them.
    public static var names: [String] { kinds.map(\.name) }

    /// A source by its name.
    ///
    /// - Throws: `CryptowatchSetupError` for settings that the source cannot use.
    /// - Returns: `nil` for a name that is not in `names`.
    public static func source(
        named name: String, settings: Settings, client: HTTPClient
    ) throws(CryptowatchSetupError) -> (any QuoteSource)? {
        guard let kind = kinds.first(where: { $0.name == name }) else { return nil }
        return try kind.make(settings, client)
    }

    private static func cryptowatch(
        _ settings: Settings, _ client: HTTPClient
    ) throws(CryptowatchSetupError) -> any QuoteSource {
        try CryptowatchSource(
            base: settings.cryptowatchURL, key: settings.cryptowatchKey, client: client)
    }

    private static func simulated(
        _ settings: Settings, _ client: HTTPClient
    ) -> any QuoteSource {
        SimulatedSource(seed: settings.seed, pairs: settings.pairs)
    }
}
