import TrackerEngine

extension AlertsCommand {
    /// The first word behind `alerts`.
    enum Action: String, CaseIterable {
        case list, test
        case sendTest = "send-test"
        case history, silence, unsilence, seen, export

        /// All of them, for a person.
        static let names =
            allCases.dropLast().map(\.rawValue).joined(separator: ", ")
            + " or \(allCases[allCases.count - 1].rawValue)"

        static func unknown(_ word: String) -> OptionError {
            let nearest = NearestName.to(word, among: allCases.map(\.rawValue))
            let remedy = nearest.map { "; did you mean \($0)?" } ?? ""
            return .badValue(option: "alerts", value: word, allowed: names + remedy)
        }

        /// The word and what follows it.
        var usage: String {
            let words =
                switch self {
                case .test: " RULE"
                case .sendTest: " CHANNEL"
                case .silence: " RULE [PLACE] TIME"
                case .unsilence: " RULE [PLACE]"
                case .list, .history, .seen, .export: ""
                }
            return rawValue + words
        }

        /// What it does, without a full stop.
        var purpose: String {
            switch self {
            case .list: "the rules and channels, and how they stand"
            case .test: "when a rule would have fired in the stored day"
            case .sendTest: "sends a test message"
            case .history: "what fired, and what became of it"
            case .silence: "records what a rule ('*': each rule) says, and sends nothing for a time"
            case .unsilence: "ends that"
            case .seen: "acknowledges what fired"
            case .export: "the rules as TOML"
            }
        }

        /// How many words follow it, where `--all` does not stand for one.
        fileprivate var counts: ClosedRange<Int> {
            switch self {
            case .list, .history, .seen, .export: 0...0
            case .test, .sendTest: 1...1
            case .silence: 2...3
            case .unsilence: 1...2
            }
        }

        fileprivate var needed: String {
            switch self {
            case .test: "a RULE, or --all"
            case .sendTest: "the name of a channel"
            case .silence: "a RULE (or '*') and a TIME, such as 2h"
            case .unsilence: "a RULE, or '*'"
            case .list, .history, .seen, .export: ""
            }
        }

        fileprivate var options: Set<String> {
            switch self {
            case .test: ["--on", "--all", "--json", "--demo"]
            case .history: ["-n", "--json", "--csv"]
            case .list, .silence, .unsilence, .seen, .sendTest: ["--json"]
            case .export: []
            }
        }
    }

    /// Refuses too few words, too many, and options of other actions.
    func check(_ action: Action) throws(CommandError) {
        let name = "alerts \(action.rawValue)"
        let words = arguments.dropFirst()
        if action == .test, testsAll {
            if let word = words.first { throw .option(.notTogether("--all", word)) }
        } else if words.count < action.counts.lowerBound {
            throw .option(.missing(argument: action.needed, command: name))
        }
        if words.count > action.counts.upperBound {
            throw .option(
                .unexpected(argument: arguments[action.counts.upperBound + 1], command: name))
        }
        // What is simulated never leaves the program, nor is it kept.
        let given = [
            ("--demo", demo.isOn), ("--all", testsAll), ("--on", places != nil),
            ("-n", wantedCount != nil), ("--json", format == .json), ("--csv", format == .csv),
        ]
        for (option, isGiven) in given where isGiven && !action.options.contains(option) {
            throw .option(.notTogether(option, name))
        }
    }
}
