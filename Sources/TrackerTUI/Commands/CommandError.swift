import TrackerEngine

/// Why a command could not do what it was asked.
enum CommandError: Error, Hashable, Sendable {
    case option(OptionError)
    case configuration(ConfigurationError)
    /// Sources that cannot be made as the options want them.
    case sources(QuoteSourcesError)
    case exchanges(path: String, ExchangesError)
    /// A file that an option or an argument names.
    case namedFile(option: String, FileError)
    case file(FileError)
    case csv(file: String, DayCSVError)
    case store(StoreError)
    case port(PortError)
    case terminal(TerminalError)
    /// No price of a pair, which may be mistyped; it begins with the words of the JSON port.
    case unknownPair(Instrument, nearest: Instrument?)
    /// `kind`: of the prices in which there is none of the market.
    case unknownMarket(Market, nearest: String?, StoreKind)
    /// The name of a market where that of a pair should be; `pair`: one of its pairs.
    case marketAlone(Market, pair: Pair?)
    case nothingStored(path: String)
    /// There is no place for files; `consequence` in words.
    case noHome(consequence: String)
    /// Entries that do not come with the program.
    case notBuiltIn
    /// A word that is neither the name of a rule nor a rule.
    case notARule(String, AlertFault, nearest: String?)
    /// A pair, a pattern or a list of an alert that is none.
    case notAPlace(String, AlertFault)
    /// A rule of which the stored day says nothing.
    case cannotTest(rule: String)
    /// A name that no channel has; `known`: those that there are.
    case noChannel(String, known: [String])
    /// A name that no rule has; `known`: those that there are.
    case noRule(String, known: [String])
    /// A rule, and perhaps a pair, that no silence is about.
    case notSilenced(String)
    /// Messages that no one has accepted: the channel, what it reaches, why.
    case notSent([String])

    var code: ExitCode {
        switch self {
        case .option, .configuration, .sources, .exchanges, .namedFile, .notARule, .notAPlace,
            .noChannel, .noRule:
            .usage
        // Whoever reads has seen enough: `export | head`.
        case .file(.readerGone): .success
        case .file, .csv, .store, .port, .terminal, .unknownPair, .unknownMarket,
            .marketAlone, .nothingStored, .noHome, .notBuiltIn, .cannotTest, .notSent,
            .notSilenced:
            .failure
        }
    }

    /// The lines that a person reads: one, or one for each fault of a configuration.
    var lines: [String] {
        switch self {
        case .configuration(let error): error.lines
        case .file(.readerGone): []
        case .notSent(let lines): lines
        default: [description]
        }
    }
}

extension CommandError: CustomStringConvertible {
    var description: String {
        switch self {
        case .option(let error): "\(error)"
        case .configuration(let error): error.lines.first ?? ""
        case .sources(let error): "\(error)"
        case .exchanges(let path, let error): "\(path), \(error)"
        case .namedFile(let option, let error): "\(option): \(error)"
        case .file(let error): "\(error)"
        case .csv(let file, let error): "\(file), \(error); nothing was imported"
        case .store(.cannotOpen(let place, StoreError.noneYet)):
            "\(StoreError.cannotOpen(place: place, reason: StoreError.noneYet)); start tracker-tui "
                + "to fill it, or use --demo for a simulated day"
        case .store(let error): "\(error)"
        case .port(let error): "\(error)"
        case .terminal(let error): "\(error)"
        case .unknownPair(let instrument, let nearest):
            PairAnswer.missingText(instrument) + Self.question(nearest)
        case .unknownMarket(let market, let nearest, let kind):
            (kind == .simulated
                ? "the simulated prices have no market \(Self.plain(market.name))"
                : "no prices of \(Self.plain(market.name)) are stored")
                + (nearest.map { "; did you mean \(Self.plain($0))?" } ?? "")
        case .marketAlone(let market, let pair):
            "\(Self.plain(market.name)) is a market: add one of its pairs"
                + (pair.map { ", such as \(Self.plain(market.name)) \(Self.plain($0.name))" } ?? "")
        case .nothingStored(let path): "\(path) has no prices of the last 24 hours"
        case .noHome(let consequence): "HOME is not set: \(consequence)"
        case .notBuiltIn: "sources --print prints built-in entries only"
        case .notARule(let text, let fault, let nearest):
            "\"\(text.plain(upTo: 60))\", \(fault)"
                + (nearest.map { "; or did you mean the rule \($0)?" } ?? "")
                + (nearest == nil && AlertReader.isName(text)
                    ? "; no rule is called so either" : "")
        case .notAPlace(let text, let fault): "--on \"\(text.plain(upTo: 60))\": \(fault.words)"
        case .noChannel(let name, let known): Self.noChannel(name, known)
        case .noRule(let name, let known): Self.noRule(name, known)
        case .notSilenced(let name): "\(name.plain(upTo: 120)) is not silenced"
        case .notSent(let lines): lines.first ?? ""
        case .cannotTest(let rule):
            "\(rule) cannot be tested: how sources were is not stored"
        }
    }

    private static func noRule(_ name: String, _ known: [String]) -> String {
        let nearest = NearestName.to(name, among: known)
        return "there is no rule \(name.plain(upTo: 60))"
            + (nearest.map { "; did you mean \($0)?" } ?? "; `tracker-tui alerts list` lists them")
    }

    private static func noChannel(_ name: String, _ known: [String]) -> String {
        let words = "there is no channel \(name.plain(upTo: 60))"
        if known.isEmpty { return words + "; write one as [[channel]] in the configuration" }
        let nearest = NearestName.to(name, among: known)
        return words
            + (nearest.map { "; did you mean \($0)?" }
                ?? "; there are: \(known.joined(separator: ", "))")
    }

    private static func question(_ nearest: Instrument?) -> String {
        nearest.map { " Did you mean \(plain($0.market.name)) \(plain($0.pair.name))?" } ?? ""
    }

    /// A stored name came from outside: nothing in it is a command to the terminal.
    private static func plain(_ name: String) -> String { name.plain(upTo: 128) }
}
