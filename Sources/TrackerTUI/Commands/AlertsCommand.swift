import TrackerEngine
import TrackerScreen

/// `alerts ACTION`: the rules of alerts, what fired and what is silent, how often rules would have
/// fired in the stored day, and whether channels work.
///
/// It reads and writes the store without a lock; no other program has to run.
struct AlertsCommand: Command {
    static let form = CommandForm(
        "alerts", summary: "alert rules: list, test, silence; what fired",
        arguments: "ACTION [NAME ...]", 1...4, needed: "an action: \(Action.names)",
        notes: Action.allCases.map { "alerts \($0.usage): \($0.purpose)." }.joined(separator: " ")
            + " RULE is the name of a rule, or for test conditions such as 'last>70k' or "
            + "'moves 5% in 15m', which need --on. PLACE is a pair such as kraken:btcusd, or a "
            + "market; TIME is such as 30m, 2h or 1d.")
    static let options = OptionList<Self>(
        [
            .value(
                "--on", "PLACES",
                "pairs and lists, separated by commas: kraken:btcusd, kraken:*usd, favourites",
                \.places, .text("names separated by commas") { $0.isEmpty ? nil : $0 }),
            .flag("--all", "test all rules of the configuration", \.testsAll),
            .value(
                "-n", "N", "number of alerts of the history (default 100)", \.wantedCount,
                .number(1...100_000)),
            .flag("--json", "print JSON", \.format, .json),
            .flag("--csv", "print CSV", \.format, .csv, excludes: "--json"),
        ],
        .including(\.demo), .including(\.store), .including(\.network), .including(\.configuration))

    enum Format: Hashable, Sendable {
        case text, json, csv
    }

    var arguments: [String] = []
    /// `nil` for those of the rule.
    var places: String?
    var testsAll = false
    /// `nil` where none was asked for.
    var wantedCount: Int?
    var format = Format.text
    var demo = DemoOptions()
    var store = StoreOptions()
    var network = NetworkOptions()
    var configuration = ConfigurationOptions()

    /// The events that the history shows.
    var count: Int { wantedCount ?? 100 }

    /// What fires while the configuration has faults can be silenced all the same.
    var worksWithFaults: Bool {
        let actions: [Action?] = [.history, .silence, .unsilence, .seen]
        return actions.contains(arguments.first.flatMap(Action.init))
    }

    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        guard let action = Action(rawValue: arguments[0]) else {
            throw .option(Action.unknown(arguments[0]))
        }
        try check(action)
        let words = Array(arguments.dropFirst())
        switch action {
        case .list: try await list(in: place)
        case .test: try await test(in: place)
        case .sendTest: try await sendTest(words[0], in: place)
        case .history: try await history(in: place)
        case .silence: try await silence(words, in: place)
        case .unsilence: try await unsilence(words, in: place)
        case .seen: try await seen(in: place)
        case .export: try export(in: place)
        }
        return .success
    }
}
