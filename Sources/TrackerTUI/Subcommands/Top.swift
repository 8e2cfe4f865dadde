import TrackerEngine
import TrackerScreen

/// `top [MARKET]`: the most restless pairs of a market, or of all.
struct Top: Subcommand {
    /// None or one.
    let names: [String]
    let measure: Restless.Measure
    let count: Int
    let format: Format
    let includesThin: Bool
    let store: StoreDoor
    let aliases: @Sendable () -> [Market: Market]
    let clock: any WallClock
    let console: Console

    enum Format: Hashable, Sendable {
        case table, json, csv
    }

    /// `options`: of the command `top`.
    init(
        _ options: Options, store: StoreDoor,
        aliases: @autoclosure @escaping @Sendable () -> [Market: Market] = [:],
        clock: any WallClock, console: Console
    ) {
        names = options.arguments
        measure = options.measure
        count = options.count
        format = options.isJSON ? .json : options.isCSV ? .csv : .table
        includesThin = options.includesThin
        self.store = store
        self.aliases = aliases
        self.clock = clock
        self.console = console
    }

    func perform() async throws(SubcommandError) {
        let wanted = try names.first.map { name throws(SubcommandError) in
            try Self.name(name, as: "MARKET", Market.init)
        }
        let window = try await store.window(at: clock.now, telling: console)
        let all = window.markets
        if all.isEmpty { throw .nothingStored(path: store.path) }
        var markets = all
        if let wanted {
            let market = all.contains(wanted) ? wanted : aliases()[wanted]
            guard let market, all.contains(market) else {
                let nearest = OptionTable.nearest(to: wanted.name, among: all.map(\.name))
                throw .unknownMarket(wanted, nearest: nearest)
            }
            markets = [market]
        }
        let restless = Restless(measure, of: markets, in: window, includingThin: includesThin)
        let answer = TopAnswer(restless, count: count, in: window)
        let bytes =
            switch format {
            case .json: answer.json + Array("\n".utf8)
            case .csv: answer.csv
            case .table: Array(TopTable(answer).text.utf8)
            }
        do { try console.write(bytes) } catch { throw .file(error) }
        if format == .table, restless.thin > 0 {
            console.say(
                "tracker-tui: left out, with fewer than \(Restless.fewestPrices) different prices: "
                    + "\(restless.thin) (--all has them)")
        }
    }
}
