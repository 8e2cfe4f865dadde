extension AlertReader {
    /// Reads a condition that is one word: `last>70k`, `up:15m>=5`; `nil` for what looks like none.
    static func symbol(_ word: AlertWords.Word) throws(AlertFault) -> AlertCondition? {
        let name = String(word.text.prefix { $0.isLetter })
        let rest = word.after(name.count)
        switch (name, rest.text.first) {
        case ("listed", nil): return .listed
        case ("delisted", nil): return .delisted
        case ("each", ":"?): return .each(try positive(rest.after(1), "each:1k"))
        case ("high", ":"?): return .extreme(.high, try span(rest.after(1), "high:6h"))
        case ("low", ":"?): return .extreme(.low, try span(rest.after(1), "low:6h"))
        case ("stale", let sign?) where sign != ":": return try compare(.silence, rest, "stale>10")
        case ("failing", _?): return try compare(.failing, rest, "failing>5")
        case ("spread", _): return try spread(rest)
        case ("up", _): return try move(rest, "up:15m>=5") { .up($0) }
        case ("down", _): return try move(rest, "down:15m>=5") { .down($0) }
        case ("move", _): return try move(rest, "move:15m>=5") { .move($0) }
        case ("unusual", _): return try move(rest, "unusual:15m>=6") { .unusual($0) }
        default: return try figure(word)
        }
    }

    /// The conditions that filters have too.
    private static func figure(_ word: AlertWords.Word) throws(AlertFault) -> AlertCondition? {
        let name = word.text.prefix { $0.isLetter }
        let rest = word.after(name.count)
        if let figure = PairCondition.figures[String(name)],
            let comparison = PairCondition.Comparison(startOf: rest.text)
        {
            let value = rest.after(comparison.rawValue.count)
            let limit = try number(value, "\(name)\(comparison.rawValue)1")
            return .compare(AlertFigure(figure), comparison, limit)
        }
        switch PairCondition.read(word.text) {
        case .condition(.quote(let name)): return .quote(name)
        case .condition(.stale(let isStale)): return .stale(isStale)
        case .fault(let reason)
        where rest.text.first == ":":
            throw AlertFault(word.column, String(reason.dropLast()).plain(upTo: 80))
        case .other, .fault, .condition: return nil
        }
    }

    private static func move(
        _ rest: AlertWords.Word, _ example: String, _ figure: (AlertSpan) -> AlertFigure
    ) throws(AlertFault) -> AlertCondition {
        guard rest.text.first == ":" else {
            throw AlertFault(rest.column, "a span of time is missing, as in \(example)")
        }
        let argument = rest.after(1)
        let text = argument.text.prefix { !"<>=".contains($0) }
        let span = try span(AlertWords.Word(text: text, column: argument.column), example)
        return try compare(figure(span), argument.after(text.count), example)
    }

    /// `spread:okx>30`, `spread:okx:btcusdt>30`.
    private static func spread(_ rest: AlertWords.Word) throws(AlertFault) -> AlertCondition {
        let example = "spread:okx>30"
        guard rest.text.first == ":" else {
            throw AlertFault(rest.column, "a market is missing, as in \(example)")
        }
        let argument = rest.after(1)
        let text = argument.text.prefix { !"<>=".contains($0) }
        let (market, pair) = try other(AlertWords.Word(text: text, column: argument.column))
        return try compare(.spread(market, pair), argument.after(text.count), example)
    }

    /// A market, or a pair of a market: `okx`, `okx:btcusdt`.
    static func other(_ word: AlertWords.Word) throws(AlertFault) -> (Market, Pair?) {
        if let market = try? Market(word.text), !word.text.contains(":") { return (market, nil) }
        if let instrument = try? Instrument(key: "market:\(word.text)") {
            let meant = instrument.meant()
            return (meant.market, meant.pair)
        }
        throw AlertFault(word.column, "a market is missing, as in spread:okx>30")
    }

    /// A comparison that can only become true upwards.
    private static func compare(
        _ figure: AlertFigure, _ rest: AlertWords.Word, _ example: String
    ) throws(AlertFault) -> AlertCondition {
        guard let comparison = PairCondition.Comparison(startOf: rest.text),
            comparison == .above || comparison == .atLeast
        else { throw AlertFault(rest.column, "> or >= has to follow, as in \(example)") }
        let number = try positive(rest.after(comparison.rawValue.count), example)
        return .compare(figure, comparison, number)
    }

    // MARK: - Numbers and times

    static func number(_ word: AlertWords.Word, _ example: String) throws(AlertFault) -> Double {
        guard !word.text.isEmpty else {
            throw AlertFault(word.column, "a number is missing, as in \(example)")
        }
        guard let number = AlertNumber.read(word.text) else {
            throw AlertFault(word.column, "\(word.text.plain(upTo: 40)) is no number")
        }
        return number
    }

    static func positive(_ word: AlertWords.Word, _ example: String) throws(AlertFault) -> Double {
        let number = try number(word, example)
        guard number > 0 else { throw AlertFault(word.column, "the number has to be above 0") }
        return number
    }

    static func span(_ word: AlertWords.Word, _ example: String) throws(AlertFault) -> AlertSpan {
        guard !word.text.isEmpty else {
            throw AlertFault(word.column, "a span of time is missing, as in \(example)")
        }
        guard let span = AlertSpan(word.text) else {
            throw AlertFault(
                word.column, "\(word.text.plain(upTo: 40)) is no span: 1m to 60m, 1h to 24h")
        }
        return span
    }
}

extension AlertFigure {
    /// The figure of a filter.
    init(_ figure: PairCondition.Figure) {
        self =
            switch figure {
            case .change: .change
            case .rank: .rank
            case .last: .last
            case .volatility: .volatility
            case .turnover: .turnover
            }
    }
}

/// Numbers of rules as text: `70,000`, `0.05`, `20k`.
enum AlertNumber {
    /// Reads a number of a filter, whose thousands may be parted by commas.
    static func read(_ text: Substring) -> Double? {
        guard text.contains(",") else { return PairCondition.number(text) }
        let groups = text.prefix { $0.isNumber || ",+-".contains($0) }
            .split(separator: ",", omittingEmptySubsequences: false)
        let first = groups[0].drop { "+-".contains($0) }
        guard (1...3).contains(first.count),
            groups.dropFirst().allSatisfy({ $0.count == 3 && $0.allSatisfy(\.isNumber) })
        else { return nil }
        return PairCondition.number(Substring(text.filter { $0 != "," }))
    }

    /// The shortest text that reads back to the same bits.
    static func text(_ value: Double) -> String {
        var bytes: [UInt8] = []
        var places = 0
        NumberText.append(value, to: &bytes, places: &places)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same with commas between thousands.
    static func grouped(_ value: Double) -> String {
        let text = text(value)
        guard !text.contains("e") else { return text }
        let sign = text.hasPrefix("-") ? "-" : ""
        let whole = text.dropFirst(sign.count).prefix { $0 != "." }
        let rest = text.dropFirst(sign.count + whole.count)
        var grouped = ""
        for (place, digit) in whole.enumerated() {
            if place > 0, (whole.count - place) % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        return sign + grouped + rest
    }
}
