import TrackerEngine
import TrackerScreen

/// `top [MARKET]`: the most restless pairs of a market, or of all, or those of the largest turnover.
struct TopCommand: Command {
    static let form = CommandForm(
        "top", summary: "list the most volatile or most traded pairs", arguments: "[MARKET]", 0...1)
    static let options = OptionList<Self>(
        [
            .value(
                "--by", "FIGURE", "sort by volatility (default), change, variance or turnover",
                \.figure,
                .choice([
                    "volatility": .volatility, "change": .change, "variance": .variance,
                    "turnover": .turnover,
                ])),
            .value("-n", "N", "number of pairs (default 10)", \.count, .number(1...100_000)),
            .flag("--json", "print JSON", \.format, .json),
            .flag("--csv", "print CSV", \.format, .csv, excludes: "--json"),
            .flag("--all", "include pairs with fewer than 10 distinct prices", \.includesThin),
        ],
        .including(\.demo), .including(\.store), .including(\.catalogue),
        .including(\.configuration))

    enum Format: Hashable, Sendable {
        case table, json, csv
    }

    var arguments: [String] = []
    var figure = TopRanking.Figure.volatility
    var count = 10
    var format = Format.table
    /// Whether pairs that look restless only because their prices are coarse are there too.
    var includesThin = false
    var demo = DemoOptions()
    var store = StoreOptions()
    var catalogue = CatalogueOptions()
    var configuration = ConfigurationOptions()

    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        let wanted = try arguments.first.map { word throws(CommandError) in
            try ValueForm.market.argument(word, as: "MARKET")
        }
        let aliases = try place.otherNames(catalogue)
        let window = try await place.window(of: store, demo)
        let markets = try wanted.map { market throws(CommandError) in
            [try Self.market(market, in: window, aliases)]
        }
        let ranking = TopRanking(
            by: figure, of: markets ?? window.markets, in: window, includingAll: includesThin)
        try place.write(text(of: TopAnswer(ranking, count: count, in: window)))
        if format == .table, ranking.leftOut > 0 {
            place.console.complain("left out \(reason): \(ranking.leftOut)\(remedy)")
        }
        if format == .table { tellUnranked(markets ?? window.markets, in: window, place) }
        return .success
    }

    private var reason: String {
        figure == .turnover
            ? "because their turnover is not known"
            : "because of fewer than \(RestlessRanking.fewestPrices) distinct prices"
    }

    private var remedy: String { figure == .turnover ? "" : " (--all includes them)" }

    /// Says how many pairs have no rank yet: those of the others will change.
    private func tellUnranked(_ markets: [Market], in window: DayWindow, _ place: Workplace) {
        let boards = markets.map { window.board(of: $0) }
        let unranked = boards.reduce(0) { $0 + $1.pairs.count - $1.byVariance.count }
        if unranked > 0 {
            place.console.complain("no rank yet, because there is only one price: \(unranked)")
        }
    }

    /// The market of that name, or the one that it is another name of.
    private static func market(
        _ wanted: Market, in window: DayWindow, _ aliases: () -> [Market: Market]
    ) throws(CommandError) -> Market {
        let markets = window.markets
        if markets.contains(wanted) { return wanted }
        if let market = aliases()[wanted], markets.contains(market) { return market }
        throw .unknownMarket(
            wanted, nearest: NearestName.to(wanted.name, among: markets.map(\.name)), window.kind)
    }

    private func text(of answer: TopAnswer) -> [UInt8] {
        switch format {
        case .json: answer.json + Array("\n".utf8)
        case .csv: answer.csv
        case .table: Array(TopTable(answer).text.utf8)
        }
    }
}
