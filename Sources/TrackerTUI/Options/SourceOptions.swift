import TrackerEngine

/// Options on where prices come from, and how often.
struct SourceOptions: OptionGroup {
    /// Names of sources as they were given; the first one of two that offer a market serves it.
    var named: [String] = []
    /// The base of a server that speaks Cryptowatch's protocol, if one was named.
    var cryptowatchURL: String?
    /// The part of the past that is fetched.
    var backfill = BackfillProgress.Mode.market
    /// The time between two polls of a source.
    var interval = EngineConfiguration().interval
    var demo = DemoOptions()

    var isDemo: Bool { demo.isOn }

    static let options = OptionList<Self>(
        [
            .value(
                "--source", "LIST",
                "sources to poll, separated by commas: names of exchanges, all, cryptowatch "
                    + "(default: the ten most used exchanges)",
                \.named, .sources, key: .atStart),
            .value(
                "--backfill", "MODE",
                "history to fetch: market (the pair shown, then its market; default), "
                    + "view (only the pair shown), off",
                \.backfill, .choice(["off": .off, "view": .view, "market": .market]), key: .atStart),
            .value(
                "--cryptowatch-url", "URL",
                "poll a server that speaks Cryptowatch's protocol (--source cryptowatch)",
                \.cryptowatchURL, .url, key: .atStart),
            .value(
                "--interval", "SECONDS", "time between two polls, 5 to 60 (default 60)",
                \.interval, .seconds(PollSchedule.intervals), key: .atStart),
        ], .including(\.demo))

    /// Names of the sources to ask: a server that was named, or else the popular exchanges, if no
    /// source was given.
    var names: [String] {
        if !named.isEmpty { return named }
        return [cryptowatchURL == nil ? QuoteSources.popular : "cryptowatch"]
    }

    var isSimulated: Bool { isDemo || Self.isSimulated(named) }

    static func isSimulated(_ names: [String]) -> Bool { names == [QuoteSources.simulated] }

    func check(_ given: Set<String>) throws(OptionError) {
        let list = "--source \(names.joined(separator: ","))"
        if isDemo, given.contains("--source"), !Self.isSimulated(names) {
            throw .notTogether("--demo", list)
        }
        // Prices that are made up never mix with real ones.
        if names.count > 1, names.contains(QuoteSources.simulated) {
            throw .notTogether("--source \(QuoteSources.simulated)", "any other source")
        }
        if given.contains("--cryptowatch-url"), !names.contains("cryptowatch"), !isDemo {
            throw .notTogether("--cryptowatch-url", list)
        }
    }
}

/// Options for a simulated day, which takes the place of the stored one.
struct DemoOptions: OptionGroup {
    /// Whether a simulated day fills the 24 hours before now and nothing is written to disk.
    var isOn = false
    /// The seed of the simulated prices.
    var seed: UInt64 = 1
    /// The number of simulated pairs.
    var pairs = 3000

    static let options = OptionList<Self>([
        .flag("--demo", "use a simulated day and write nothing to disk", \.isOn),
        .value("--seed", "N", "seed of the simulated prices (default 1)", \.seed, .seed),
        .value(
            "--pairs", "N", "number of simulated pairs (default 3000)",
            \.pairs, .number(1...SimulatedSource.mostPairs)),
    ])

    func check(_ given: Set<String>) throws(OptionError) {
        if isOn, given.contains("--store") { throw .notTogether("--demo", "--store") }
    }
}

/// The option for entries of the catalogue of exchanges.
struct CatalogueOptions: OptionGroup {
    /// The path of a file with further exchanges.
    var file: String?

    static let options = OptionList<Self>([
        .value(
            "--exchanges", "FILE", "add or replace exchanges with the entries in FILE (TOML)",
            \.file, .path, key: .atStart)
    ])
}

/// The option for what is trusted on the network.
struct NetworkOptions: OptionGroup {
    /// The path of a file with the authorities whose certificates count.
    var certificates: String?

    static let options = OptionList<Self>([
        .value(
            "--ca-file", "FILE",
            "trust the certificate authorities in FILE (PEM), not the system's",
            \.certificates, .path, key: .atStart)
    ])
}
