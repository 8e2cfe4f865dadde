/// A condition on the figures of a pair, as people write it: `chg>3`, `quote:usdt`, `stale:no`.
///
/// Filters and alerts read the same words. Change and volatility are in per cent, the turnover in US
/// dollars, the rank as shown; `stale` is a pair without a price in the last 5 minutes.
public enum PairCondition: Hashable, Sendable {
    case compare(Figure, Comparison, Double)
    case quote(String)
    case stale(Bool)

    public enum Figure: Hashable, Sendable {
        case change, rank, last, volatility, turnover
    }

    public enum Comparison: String, CaseIterable, Hashable, Sendable {
        // The longer ones first: `<=` begins with `<`.
        case atMost = "<="
        case atLeast = ">="
        case below = "<"
        case above = ">"
        case equal = "="
    }
}

extension PairCondition.Comparison {
    public func holds(_ value: Double, _ limit: Double) -> Bool {
        switch self {
        case .atMost: value <= limit
        case .atLeast: value >= limit
        case .below: value < limit
        case .above: value > limit
        case .equal: value == limit
        }
    }
}

// MARK: - Reading

extension PairCondition {
    /// A word of a text, as far as conditions go.
    package enum Word: Hashable, Sendable {
        /// It looks like no condition.
        case other
        case condition(PairCondition)
        /// It looks like one, and is none: the reason as a sentence.
        case fault(String)
    }

    /// The figures by their names, short and long.
    package static let figures: [String: Figure] = [
        "chg": .change, "change": .change, "rank": .rank, "last": .last, "price": .last,
        "vol": .volatility, "volatility": .volatility, "turn": .turnover, "turnover": .turnover,
    ]

    /// Reads a word; `word`: lower case, without blanks.
    package static func read(_ word: Substring) -> Word {
        let name = word.prefix { $0.isLetter }
        let rest = word[name.endIndex...]
        if rest.first == ":" { return readChoice(name, rest.dropFirst()) }
        guard !name.isEmpty, let comparison = Comparison(startOf: rest) else { return .other }
        let value = rest.dropFirst(comparison.rawValue.count)
        guard let figure = figures[String(name)] else {
            return .fault(unknown(String(name)))
        }
        guard let number = number(value) else {
            return .fault(
                value.isEmpty
                    ? "\(name)\(comparison.rawValue) needs a number." : "\(value) is not a number.")
        }
        return .condition(.compare(figure, comparison, number))
    }

    /// The sentence about a word before a comparison that is not the name of a figure.
    private static func unknown(_ name: String) -> String {
        if name.count > 2,
            let nearest = NearestName.to(name, among: figures.keys.sorted(), within: 2)
        {
            return "Unknown word \(name). Did you mean \(nearest)?"
        }
        return "Unknown word \(name). Known: last, chg, turnover, rank, volatility, quote:, stale:"
    }

    /// A colon may be part of a name: only what is ours is read.
    private static func readChoice(_ name: Substring, _ value: Substring) -> Word {
        switch name {
        case "quote":
            return value.isEmpty
                ? .fault("quote: needs a currency, as in quote:usdt.")
                : .condition(.quote(String(value)))
        case "stale":
            switch value {
            case "yes": return .condition(.stale(true))
            case "no": return .condition(.stale(false))
            default: return .fault("stale: needs yes or no.")
            }
        case let name where figures[String(name)] != nil:
            return .fault("\(name) is compared with < or >, as in \(name)>1.")
        default: return .other
        }
    }

    /// Reads a number: `1.5`, `-3%`, `20k`, `1m` for a million, `2g`, `2b`.
    package static func number(_ text: Substring) -> Double? {
        var text = text
        var factor = 1.0
        switch text.last {
        case "%": text = text.dropLast()
        case "k": (text, factor) = (text.dropLast(), 1e3)
        case "m": (text, factor) = (text.dropLast(), 1e6)
        case "g", "b": (text, factor) = (text.dropLast(), 1e9)
        default: break
        }
        guard text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.e".contains($0)) }),
            let number = Double(text), number.isFinite
        else { return nil }
        return number * factor
    }
}

extension PairCondition.Comparison {
    /// The comparison that a text begins with.
    package init?(startOf text: Substring) {
        guard let found = Self.allCases.first(where: { text.hasPrefix($0.rawValue) }) else {
            return nil
        }
        self = found
    }
}
