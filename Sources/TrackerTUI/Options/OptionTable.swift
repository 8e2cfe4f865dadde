import TrackerEngine
import TrackerScreen

/// Every option, once: the parser reads it, and the help is made from it.
enum OptionTable {
    struct Option: Sendable {
        let name: String
        /// The value in the help, empty for a flag.
        let placeholder: String
        let help: String
        /// The commands that it means something to.
        let commands: [Options.CommandName]
        let effect: Effect

        /// Its key in the configuration; `nil` for what concerns a single run.
        var key: String? {
            switch (name, effect) {
            case ("--no-mouse", _): "mouse"
            case ("--config", _), ("--market", _), ("--seed", _), ("--pairs", _), (_, .flag): nil
            default: commands.contains(.dashboard) ? String(name.dropFirst(2)) : nil
            }
        }
    }

    enum Effect: Sendable {
        case flag(@Sendable (inout Options) -> Void)
        /// What is allowed, in words; `false` for a value that is not.
        case value(expected: String, @Sendable (inout Options, String) -> Bool)
    }

    static let all: [Option] =
        sources + places + screen + days + restless + [
            flag(
                "--help", "this text",
                [.dashboard, .get, .show, .top, .import, .export, .sources, .version]
            ) {
                $0.command = .help
            },
            flag("--version", "the version", [.dashboard, .version]) { $0.command = .version },
        ]

    private static let sources = [
        value(
            "--source", "LIST",
            "what to ask, with commas: exchanges by name, all, cryptowatch (default: ten of them)",
            "names with commas between them: those that `tracker-tui sources` lists, exchanges, "
                + "all, cryptowatch, simulated"
        ) { options, text in
            options.sources = text.split(separator: ",", omittingEmptySubsequences: false)
                .map { $0.lowercased() }
            return !options.sources.contains("")
        },
        value(
            "--exchanges", "FILE", "further exchanges, or better entries for those known (TOML)",
            "the path of a file", [.dashboard, .sources, .get, .show, .top]
        ) { options, text in
            options.exchanges = text
            return !text.isEmpty
        },
        value(
            "--backfill", "MODE",
            "fetch the last 24 h of: market (default), view (the pair shown), off",
            "off, view or market"
        ) { options, text in
            guard let mode = BackfillProgress.Mode(rawValue: text) else { return false }
            options.backfill = mode
            return true
        },
        value(
            "--ca-file", "FILE", "certificate authorities to trust, PEM (default: the system's)",
            "the path of a file", [.dashboard, .sources]
        ) { options, text in
            options.certificates = text
            return !text.isEmpty
        },
        value(
            "--cryptowatch-url", "URL",
            "a server that speaks Cryptowatch's protocol (--source cryptowatch)",
            "a URL that begins with http:// or https://"
        ) { options, text in
            options.cryptowatchURL = text
            return text.hasPrefix("http://") || text.hasPrefix("https://")
        },
        value(
            "--interval", "SECONDS", "poll more often than once a minute (default 60)",
            "a whole number from 5 to 60"
        ) { assign(&$0.interval, $1, 5...60) },
        flag("--demo", "a simulated day, filled at once; nothing is written to disk") {
            $0.isDemo = true
        },
        value("--seed", "N", "of the simulated prices (default 1)", "a whole number, 0 or more") {
            options, text in
            guard let seed = UInt64(text) else { return false }
            options.seed = seed
            return true
        },
        value(
            "--pairs", "N", "simulated pairs (default 3000)", "a whole number from 1 to 25000"
        ) { assign(&$0.pairs, $1, 1...25_000) },
    ]

    private static let places = [
        value(
            "--store", "PATH",
            "where the day is kept (default $XDG_STATE_HOME/tracker-tui/day.sqlite)",
            "the path of a file", [.dashboard, .get, .show, .top, .import, .export]
        ) { options, text in
            options.store = text
            return !text.isEmpty && !text.hasSuffix("/")
        },
        value(
            "--port", "N", "serve JSON on 127.0.0.1 and ::1, for this machine only",
            "a whole number from 1 to 65535"
        ) { options, text in
            guard let port = UInt16(text), port > 0 else { return false }
            (options.port, options.listen) = (port, nil)
            return true
        },
        value(
            "--listen", "ADDRESS:PORT", "serve JSON there: others may reach it",
            "an address and a port, as 192.0.2.1:8080 or [2001:db8::1]:8080"
        ) { options, text in
            (options.listen, options.port) = (text, nil)
            return (try? PortAddress(listen: text)) != nil
        },
        flag("--headless", "engine and port without a screen") { $0.isHeadless = true },
        flag("--plain", "one sentence a line instead of a screen, each minute") {
            $0.isPlain = true
        },
    ]

    private static let screen = [
        value(
            "--config", "FILE",
            "the configuration (default $XDG_CONFIG_HOME/tracker-tui/config.toml)",
            "the path of a file", [.dashboard, .get, .show, .top, .import, .export, .sources]
        ) { options, text in
            options.configuration = text
            return !text.isEmpty
        },
        flag("--check-config", "say what is wrong with it, with line and column") {
            $0.isCheckingConfiguration = true
        },
        value(
            "--theme", "NAME", "colours: \(names(Theme.self))", "one of \(names(Theme.self))",
            [.dashboard, .show]
        ) {
            options, text in
            guard let theme = Theme(rawValue: text) else { return false }
            options.theme = theme
            return true
        },
        value(
            "--glyphs", "SET", "charts of: \(names(GlyphSet.self))",
            "one of \(names(GlyphSet.self))"
        ) { options, text in
            guard let glyphs = GlyphSet(rawValue: text) else { return false }
            options.glyphs = glyphs
            return true
        },
        value(
            "--sort", "ORDER",
            "of the pairs: \(PairSort.names.joined(separator: ", ")); -name turns it",
            "one of \(PairSort.names.joined(separator: ", ")), with - before it the other way around"
        ) { options, text in
            options.sort = PairSort(text: text)
            return options.sort != nil
        },
        flag("--ascii", "nothing but ASCII on the screen", [.dashboard, .show]) {
            $0.isASCII = true
        },
        flag("--no-mouse", "leave the mouse to the terminal; m switches") { $0.isMouseOff = true },
    ]

    private static let days = [
        flag("--check", "sources: ask each one now, and say what comes", [.sources]) {
            $0.isChecking = true
        },
        flag("--print", "sources: the entries themselves, to start a file from", [.sources]) {
            $0.isPrinting = true
        },
        flag("--replace", "import: prices of the file win over those held", [.import]) {
            $0.isReplacing = true
        },
        value(
            "--market", "NAME", "the market to begin with; export: this one only",
            "a market's name", [.dashboard, .export]
        ) { options, text in
            options.market = text
            return !text.isEmpty
        },
        value("--pair", "NAME", "export: this pair only", "a pair's name", [.export]) {
            options, text in
            options.pair = text
            return !text.isEmpty
        },
    ]

    private static let restless = [
        value(
            "--size", "WxH",
            "show: columns and rows (default: the terminal's width, half its rows)",
            "columns and rows from 20x8 to 500x200, as 100x30", [.show]
        ) { options, text in
            let parts = text.split(separator: "x").compactMap { Int($0) }
            guard parts.count == 2, (20...500).contains(parts[0]), (8...200).contains(parts[1])
            else { return false }
            options.size = Size(width: parts[0], height: parts[1])
            return true
        },
        value(
            "--by", "FIGURE", "top: volatility (default), change or variance",
            "volatility, change or variance", [.top]
        ) { options, text in
            let measures: [String: Restless.Measure] = [
                "volatility": .volatility, "change": .change, "variance": .variance,
            ]
            guard let measure = measures[text] else { return false }
            options.measure = measure
            return true
        },
        value(
            "-n", "N", "top: how many (default 10)", "a whole number from 1 to 100000", [.top]
        ) { assign(&$0.count, $1, 1...100_000) },
        flag("--json", "top: as JSON", [.top]) { $0.isJSON = true },
        flag("--csv", "top: as CSV", [.top]) { $0.isCSV = true },
        flag("--all", "top: pairs with fewer than 10 different prices too", [.top]) {
            $0.includesThin = true
        },
    ]

    private static func flag(
        _ name: String, _ help: String, _ commands: [Options.CommandName] = [.dashboard],
        _ apply: @escaping @Sendable (inout Options) -> Void
    ) -> Option {
        Option(
            name: name, placeholder: "", help: help, commands: commands, effect: .flag(apply))
    }

    private static func value(
        _ name: String, _ placeholder: String, _ help: String, _ expected: String,
        _ commands: [Options.CommandName] = [.dashboard],
        _ apply: @escaping @Sendable (inout Options, String) -> Bool
    ) -> Option {
        Option(
            name: name, placeholder: placeholder, help: help, commands: commands,
            effect: .value(expected: expected, apply))
    }

    private static func names<Value: CaseIterable & RawRepresentable<String>>(
        _: Value.Type
    ) -> String { Value.allCases.map(\.rawValue).joined(separator: ", ") }

    private static func assign(
        _ place: inout Int, _ text: String, _ allowed: ClosedRange<Int>
    ) -> Bool {
        guard let number = Int(text), allowed.contains(number) else { return false }
        place = number
        return true
    }
}

extension OptionTable {
    static func option(named name: String) -> Option? {
        let full = ["-h": "--help", "-V": "--version"][name] ?? name
        return all.first { $0.name == full }
    }

    /// The option that has a key in the configuration.
    static func option(withKey key: String) -> Option? { all.first { $0.key == key } }

    /// The option that somebody may have meant; `nil` where none is near.
    static func nearest(to name: String) -> String? { nearest(to: name, among: all.map(\.name)) }

    /// The same among any names.
    static func nearest(to name: String, among names: [String]) -> String? {
        let distances = names.map { (name: $0, distance: distance(name, $0)) }
        guard let best = distances.min(by: { $0.distance < $1.distance }), best.distance <= 3
        else { return nil }
        return best.name
    }

    /// Levenshtein's.
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (i, character) in left.prefix(40).enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in right.indices {
                let change = diagonal + (character == right[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
