import TrackerEngine

/// Narrows a list of pairs by what is typed: words that the name holds, and conditions.
///
///     eth chg>3 rank<0.1 last<1 turnover>1m volatility>5 quote:usdt stale:no
///
/// Change and volatility are in per cent, the turnover in US dollars, the rank as shown; `stale` is a pair without a price in
/// the last 5 minutes. All have to hold.
struct PairFilter: Hashable, Sendable {
    let text: String
    /// The words that names are searched for.
    let words: NameFilter
    let conditions: [Condition]
    /// The first thing that cannot be understood, for the person who types; the rest applies.
    let fault: String?

    enum Condition: Hashable, Sendable {
        case compare(Figure, Comparison, Double)
        case quote(String)
        case stale(Bool)
    }

    enum Figure: Hashable, Sendable {
        case change, rank, last, volatility, turnover
    }

    enum Comparison: String, CaseIterable, Hashable, Sendable {
        // The longer ones first: `<=` begins with `<`.
        case atMost = "<="
        case atLeast = ">="
        case below = "<"
        case above = ">"
        case equal = "="
    }

    init(_ text: String = "") {
        self.text = text
        var words: [Substring] = []
        var conditions: [Condition] = []
        var fault: String?
        for token in text.lowercased().split(separator: " ") {
            switch Self.read(token) {
            case .word: words.append(token)
            case .condition(let condition): conditions.append(condition)
            case .fault(let reason): fault = fault ?? reason
            }
        }
        self.words = NameFilter(text: words.joined(separator: " "))
        self.conditions = conditions
        self.fault = fault
    }

    var isEmpty: Bool { words.isEmpty && conditions.isEmpty }

    /// Whether the conditions hold.
    func holds(for instrument: Instrument, _ figures: inout FigureLookup) -> Bool {
        for condition in conditions {
            switch condition {
            case .compare(let figure, let comparison, let limit):
                guard let value = Self.value(figure, of: instrument, &figures),
                    comparison.holds(value, limit)
                else { return false }
            case .quote(let name): guard figures.quote(of: instrument) == name else { return false }
            case .stale(let isWanted):
                let isStale = figures.age(of: instrument)?.isOld ?? true
                guard isStale == isWanted else { return false }
            }
        }
        return true
    }

    /// The figure as the screen shows it.
    private static func value(
        _ figure: Figure, of instrument: Instrument, _ figures: inout FigureLookup
    ) -> Double? {
        switch figure {
        case .rank: figures.rank(of: instrument)
        case .last: figures.statistics(of: instrument)?.last?.amount
        case .change: figures.statistics(of: instrument)?.change.map { $0 * 100 }
        case .volatility: figures.statistics(of: instrument)?.volatility.map { $0 * 100 }
        case .turnover: figures.turnover(of: instrument)
        }
    }
}

extension PairFilter.Comparison {
    func holds(_ value: Double, _ limit: Double) -> Bool {
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

extension PairFilter {
    private enum Token {
        case word
        case condition(Condition)
        case fault(String)
    }

    private static let figures: [String: Figure] = [
        "chg": .change, "change": .change, "rank": .rank, "last": .last, "price": .last,
        "vol": .volatility, "volatility": .volatility, "turn": .turnover, "turnover": .turnover,
    ]

    /// The sentence about a word before a comparison that is not the name of a figure.
    private static func unknown(_ name: String) -> String {
        if name.count > 2,
            let nearest = NearestName.to(name, among: figures.keys.sorted(), within: 2)
        {
            return "Unknown word \(name). Did you mean \(nearest)?"
        }
        return "Unknown word \(name). Known: last, chg, turnover, rank, volatility, quote:, stale:"
    }

    /// `token`: lower case, without blanks.
    private static func read(_ token: Substring) -> Token {
        let name = token.prefix { $0.isLetter }
        let rest = token[name.endIndex...]
        if rest.first == ":" { return readChoice(name, rest.dropFirst()) }
        guard !name.isEmpty,
            let comparison = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) })
        else { return .word }
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

    /// A colon may be part of a name: only what is ours is read.
    private static func readChoice(_ name: Substring, _ value: Substring) -> Token {
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
        default: return .word
        }
    }

    /// `1.5`, `-3%`, `20k`, `1m`, `2g`, `2b`.
    private static func number(_ text: Substring) -> Double? {
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
