/// The facts about an exchange that a person wants to know before asking it.
public struct ExchangeSummary: Hashable, Sendable {
    /// Its name in `--source`.
    public let id: String
    /// As it calls itself.
    public let name: String
    public let host: String
    /// Whether it is asked if no source is named.
    public let isPopular: Bool
    /// Pairs when it was recorded, `nil` where no recording has all.
    public let pairs: Int?
    /// The reach of its candles into the past, the shortest candles first.
    public let history: [Reach]
    /// Where the turnover of 24 hours comes from: `turnover`, `volume × average`, `volume × last`,
    /// `US dollars`, or `none`.
    public let turnover: String
    /// The recordings that its entry was last checked against.
    public let verified: String

    /// So many minutes of a day, in candles of so many minutes.
    public struct Reach: Hashable, Sendable {
        public let step: Int
        public let minutes: Int
    }

    init(_ exchange: Exchange) {
        id = exchange.id.name
        name = exchange.name
        host = exchange.tickers[0].url.home.authority
        isPopular = exchange.isPopular
        pairs = exchange.pairs
        history = exchange.candles.map { candles in
            let reach = (candles.reach ?? Minute.perDay) * candles.step
            return Reach(step: candles.step, minutes: min(Minute.perDay, reach))
        }
        turnover = Self.turnover(exchange)
        verified = exchange.verified
    }

    private static func turnover(_ exchange: Exchange) -> String {
        if let words = exchange.tickers.lazy.compactMap(\.traded.words).first { return words }
        let minutes = ExchangeSource.detailedGap.wholeMilliseconds / 60_000
        return exchange.detailed.lazy.compactMap(\.traded.words).first
            .map { "\($0), every \(minutes) min" } ?? "none"
    }

    /// `24 h`, `12 h, 24 h of 5 min`, `none`.
    public var historyText: String {
        guard !history.isEmpty else { return "none" }
        return history.map { part in
            "\(part.minutes / 60) h" + (part.step == 1 ? "" : " of \(part.step) min")
        }.joined(separator: ", ")
    }
}

extension Exchanges {
    /// The summary of every exchange, in the order of the catalogue.
    public var summaries: [ExchangeSummary] { all.map { ExchangeSummary($0) } }

    /// The entry of a built-in exchange as it is written, comments included.
    public static func entry(of name: String) -> String? {
        let text = String(decoding: PackageResources.exchanges_toml, as: UTF8.self)
        let entries = text.split(separator: "[[exchange]]\n").dropFirst()
        return entries.first { $0.hasPrefix("id = \"\(name)\"\n") }.map { entry in
            var lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
            while lines.last?.isEmpty == true { lines.removeLast() }
            return "[[exchange]]\n" + lines.joined(separator: "\n")
        }
    }
}

extension Exchange.TradedPaths {
    /// What the turnover is worked out from, in words; `nil` for nothing.
    fileprivate var words: String? {
        if dollars != nil { return "US dollars" }
        if turnover != nil { return "turnover" }
        return volume.map { _ in average == nil ? "volume × last" : "volume × average" }
    }
}
