/// What `--help` prints.
enum UsageText {
    static let version = "tracker-tui 0.1.0"

    static var help: String {
        let width = OptionTable.all.map { left($0).count }.max() ?? 0
        let options = OptionTable.all.map { option in
            let name = left(option)
            return "  \(name)\(String(repeating: " ", count: width - name.count))  \(option.help)"
        }
        return """
            usage: tracker-tui [OPTION ...]                    the dashboard
                   tracker-tui get [MARKET] PAIR               a pair's day as JSON (market: kraken)
                   tracker-tui show [MARKET] PAIR              its figures and chart, once
                   tracker-tui top [MARKET]                    the most restless pairs
                   tracker-tui import [--replace] FILE         prices from CSV into the store
                   tracker-tui export [--market NAME] [--pair NAME] [FILE]
                                                               the stored day as CSV
                   tracker-tui favourites [FILE]               starred pairs as text, or more from a file
                   tracker-tui sources [--check] [--print] [NAME|FILE ...]
                                                               where prices can come from

            \(options.joined(separator: "\n"))

            -h and -V are short for --help and --version. The FILE of import, export and favourites may
            be - for standard input or output. Options of the dashboard may stand in a configuration.
            TRACKER_CRYPTOWATCH_KEY in the environment holds an API key, if the server wants one. Press
            ? in the dashboard for its keys.
            """
    }

    private static func left(_ option: OptionTable.Option) -> String {
        option.placeholder.isEmpty ? option.name : "\(option.name) \(option.placeholder)"
    }
}
