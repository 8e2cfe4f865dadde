/// Rules as text, which `AlertReader` reads back.
extension AlertRule {
    /// The conditions in words of one piece: `last>70000 up:15m>=5`.
    public var conditionText: String { conditions.map(\.text).joined(separator: " ") }

    /// The conditions as a sentence: `above 70,000 and rises 5% in 15m`.
    public var sentence: String { conditions.map(\.sentence).joined(separator: " and ") }
}

extension AlertScope {
    /// The parts with commas between them: `favourites, kraken:*usd`.
    public var text: String { parts.map(\.text).joined(separator: ", ") }
}

extension AlertScope.Part {
    public var text: String {
        switch self {
        case .pair(let instrument): "\(instrument)"
        case .glob(let market, let pair):
            pair.isEverything ? market.text : "\(market.text):\(pair.text)"
        case .favourites: "favourites"
        case .group(let name): "group:\(name)"
        }
    }
}

extension AlertCondition {
    /// The condition as one word: `up:15m>=5`.
    public var text: String {
        switch self {
        case .compare(let figure, let comparison, let limit):
            "\(figure.text)\(comparison.rawValue)\(AlertNumber.text(limit))"
        case .extreme(let side, let span): "\(side.rawValue):\(span.text)"
        case .each(let step): "each:\(AlertNumber.text(step))"
        case .listed: "listed"
        case .delisted: "delisted"
        case .quote(let name): "quote:\(name)"
        case .stale(let isStale): "stale:\(isStale ? "yes" : "no")"
        }
    }

    /// The condition as people say it: `rises 5% in 15m`.
    public var sentence: String {
        switch self {
        case .compare(let figure, let comparison, let limit):
            figure.sentence(comparison, AlertNumber.grouped(limit)) ?? text
        case .extreme(let side, let span): "at a \(side.rawValue) of \(span.text)"
        case .each(let step): "passes each \(AlertNumber.grouped(step))"
        case .listed, .delisted, .quote, .stale: text
        }
    }
}

extension AlertFigure {
    /// The figure as it begins a condition: `up:15m`.
    public var text: String {
        switch self {
        case .last: "last"
        case .up(let span): "up:\(span.text)"
        case .down(let span): "down:\(span.text)"
        case .move(let span): "move:\(span.text)"
        case .unusual(let span): "unusual:\(span.text)"
        case .spread(let market, let pair):
            "spread:\(market.name)" + (pair.map { ":\($0.name)" } ?? "")
        case .silence: "stale"
        case .failing: "failing"
        case .change: "chg"
        case .rank: "rank"
        case .volatility: "volatility"
        case .turnover: "turnover"
        }
    }

    /// `nil` for a figure that has no sentence.
    fileprivate func sentence(_ comparison: PairCondition.Comparison, _ limit: String) -> String? {
        let over = comparison == .above ? "over " : ""
        let least = comparison == .atLeast ? "at least " : ""
        switch self {
        case .last:
            let words: [PairCondition.Comparison: String] = [
                .above: "above", .below: "below", .atLeast: "at least", .atMost: "at most",
                .equal: "exactly",
            ]
            return words[comparison].map { "\($0) \(limit)" }
        case .up(let span): return "rises \(over)\(limit)% in \(span.text)"
        case .down(let span): return "falls \(over)\(limit)% in \(span.text)"
        case .move(let span): return "moves \(over)\(limit)% in \(span.text)"
        case .unusual(let span): return "moves \(over)\(limit) times its usual in \(span.text)"
        case .spread(let market, let pair):
            let other = market.name + (pair.map { ":\($0.name)" } ?? "")
            return "\(least)\(limit) bp apart from \(other)"
        case .silence: return "silent for \(least)\(limit) min"
        case .failing: return "failing for \(least)\(limit) min"
        case .change, .rank, .volatility, .turnover: return nil
        }
    }
}
