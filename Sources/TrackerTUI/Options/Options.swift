import TrackerEngine
import TrackerScreen

/// What the command line asks for.
struct Options: Hashable, Sendable {
    var command = CommandName.dashboard
    /// Of the command, in their order.
    var arguments: [String] = []

    /// Names of sources; the first one of two that offer a market serves it.
    var sources: [String] = []
    /// Base of a server that speaks Cryptowatch's protocol.
    var cryptowatchURL = "https://api.cryptowat.ch"
    /// A file with further exchanges.
    var exchanges: String?
    /// A file with the authorities whose certificates count.
    var certificates: String?
    /// What is fetched of the past.
    var backfill = BackfillProgress.Mode.market
    /// Seconds between polls, 5 to 60.
    var interval = 60
    /// Whether the simulated day fills the 24 hours before now and nothing is written to disk.
    var isDemo = false
    /// Of the simulated prices.
    var seed: UInt64 = 1
    /// Simulated pairs, 1 to 25,000.
    var pairs = 3000
    /// `nil`: the place of the state directory.
    var store: String?
    /// Loopback port of the JSON port, `nil` for none.
    var port: UInt16?
    /// Address and port where others may reach it too.
    var listen: String?
    var isHeadless = false
    /// Whether there are sentences instead of a screen.
    var isPlain = false
    /// Nothing but ASCII on the screen, whatever the locale says.
    var isASCII = false
    var isMouseOff = false
    var theme = Theme.standard
    var glyphs = GlyphSet.auto
    /// The order of the pairs; `nil`: as it was left.
    var sort: PairSort?
    /// The file with the configuration, where it is not the usual one.
    var configuration: String?
    /// Only says whether that can be understood.
    var isCheckingConfiguration = false
    /// Of `import`: prices in the file win over those held.
    var isReplacing = false
    /// Of the dashboard, the one to begin with; of `export`, the only one.
    var market: String?
    var pair: String?

    /// Of `show`; `nil`: what standard output has.
    var size: Size?
    /// Of `top`.
    var measure = Restless.Measure.volatility
    var count = 10
    var isJSON = false
    var isCSV = false
    var includesThin = false

    /// Of `sources`: asks each exchange and says what comes.
    var isChecking = false
    /// Of `sources`: prints entries of the catalogue.
    var isPrinting = false

    enum CommandName: String, CaseIterable, Sendable {
        case dashboard, get, show, top, `import`, export, favourites, sources, help, version
    }

    var isSimulated: Bool { isDemo || sources == [QuoteSources.simulated] }
}

extension Options {
    /// Reads a command line, without the program's name; it wins over the configuration.
    init(
        parsing words: some Collection<String>, over configuration: ConfigurationFile? = nil
    ) throws(OptionError) {
        configuration?.apply(to: &self)
        var rest = Array(words)[...]
        if let name = rest.first, let command = Self.command(named: name) {
            self.command = command
            rest = rest.dropFirst()
        }
        var given: [String] = []
        while let word = rest.popFirst() {
            if word == "--" {
                arguments += rest
                break
            }
            guard word.hasPrefix("-"), word != "-" else {
                arguments.append(word)
                continue
            }
            given.append(try take(word, from: &rest))
        }
        // Who names a server wants it asked.
        if sources.isEmpty {
            let isNamed =
                given.contains("--cryptowatch-url")
                || configuration?.has("cryptowatch-url") ?? false
            sources = [isNamed ? "cryptowatch" : QuoteSources.popular]
        }
        try check(given)
    }

    private static func command(named name: String) -> CommandName? {
        guard let command = CommandName(rawValue: name), command != .dashboard else { return nil }
        return command
    }

    /// - Returns: the option's name in full.
    private mutating func take(
        _ word: String, from rest: inout ArraySlice<String>
    ) throws(OptionError) -> String {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let option = OptionTable.option(named: name) else {
            throw .unknown(option: name, nearest: OptionTable.nearest(to: name))
        }
        switch option.effect {
        case .flag(let apply):
            guard parts.count == 1 else { throw .unwantedValue(option: option.name) }
            apply(&self)
        case .value(let expected, let apply):
            let value = parts.count == 2 ? String(parts[1]) : rest.popFirst()
            guard let value, parts.count == 2 || !value.hasPrefix("--") else {
                throw .noValue(option: option.name, expected: expected)
            }
            guard apply(&self, value) else {
                throw .badValue(option: option.name, value: value, allowed: expected)
            }
        }
        return option.name
    }

    private func check(_ given: [String]) throws(OptionError) {
        if given.contains("--port"), given.contains("--listen") {
            throw .notTogether("--port", "--listen")
        }
        if isHeadless, isPlain { throw .notTogether("--headless", "--plain") }
        if isJSON, isCSV { throw .notTogether("--json", "--csv") }
        if isDemo, given.contains("--store") { throw .notTogether("--demo", "--store") }
        if isDemo, given.contains("--source"), sources != [QuoteSources.simulated] {
            throw .notTogether("--demo", "--source \(sources.joined(separator: ","))")
        }
        // Prices that are made up never mix with real ones.
        if sources.count > 1, sources.contains(QuoteSources.simulated) {
            throw .notTogether("--source \(QuoteSources.simulated)", "any other source")
        }
        if given.contains("--cryptowatch-url"), !sources.contains("cryptowatch"), !isDemo {
            throw .notTogether("--cryptowatch-url", "--source \(sources.joined(separator: ","))")
        }
        let command = command.rawValue
        for name in given {
            guard let option = OptionTable.option(named: name) else { continue }
            guard option.commands.contains(self.command) || self.command == .help else {
                throw .foreign(
                    option: name,
                    command: self.command == .dashboard
                        ? "the dashboard; it belongs to \(option.commands.map(\.rawValue).joined(separator: ", "))"
                        : command)
            }
        }
        let most =
            switch self.command {
            case .dashboard, .version: 0
            case .help, .sources: Int.max
            case .import, .export: 1
            case .get, .show: 2
            case .top, .favourites: 1
            }
        if arguments.count > most {
            if self.command == .dashboard { throw .unknownCommand(arguments[most]) }
            throw .unexpected(argument: arguments[most], command: command)
        }
        if [.get, .show].contains(self.command), arguments.isEmpty {
            throw .missing(argument: "a PAIR", command: command)
        }
        if self.command == .import, arguments.isEmpty {
            throw .missing(argument: "a FILE, or - for standard input", command: command)
        }
    }
}
