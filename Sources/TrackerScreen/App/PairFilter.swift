import TrackerEngine

/// Narrows a list of pairs by what is typed: words that the name holds, and conditions.
///
///     eth chg>3 rank<0.1 last<1 turnover>1m volatility>5 quote:usdt stale:no
///
/// `PairCondition` says what they mean. All have to hold.
struct PairFilter: Hashable, Sendable {
    let text: String
    /// The words that names are searched for.
    let words: NameFilter
    let conditions: [PairCondition]
    /// The first thing that cannot be understood, for the person who types; the rest applies.
    let fault: String?

    init(_ text: String = "") {
        self.text = text
        var words: [Substring] = []
        var conditions: [PairCondition] = []
        var fault: String?
        for token in text.lowercased().split(separator: " ") {
            switch PairCondition.read(token) {
            case .other: words.append(token)
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
        _ figure: PairCondition.Figure, of instrument: Instrument, _ figures: inout FigureLookup
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
