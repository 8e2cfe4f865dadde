extension AlertReader {
    /// Reads a condition that is a sentence: `rises 5% in 15m`; `nil` for what begins like none.
    static func sentence(_ words: inout AlertWords) throws(AlertFault) -> AlertCondition? {
        if words.peek(1) == "bp" { return try apart(&words, .above) }
        if AlertNumber.read(words.peek()) != nil { return try apart(&words, .above) }
        switch words.peek() {
        case "above": return try level(&words, .above)
        case "below": return try level(&words, .below)
        case "exactly": return try level(&words, .equal)
        case "at": return try at(&words)
        case "rises": return try move(&words, "rises 5% in 15m") { .up($0) }
        case "falls": return try move(&words, "falls 5% in 15m") { .down($0) }
        case "moves": return try move(&words, "moves 5% in 15m") { .move($0) }
        case "passes":
            _ = words.next()
            try words.expect("each", example: "passes each 1,000")
            return .each(try positive(words.next(), "passes each 1,000"))
        case "silent": return try wait(&words, .silence, "silent for 10 min")
        case "failing": return try wait(&words, .failing, "failing for 5 min")
        default: return nil
        }
    }

    private static func level(
        _ words: inout AlertWords, _ comparison: PairCondition.Comparison
    ) throws(AlertFault) -> AlertCondition {
        let word = words.next()
        return .compare(.last, comparison, try number(words.next(), "\(word.text) 70k"))
    }

    /// `at least 70k`, `at most 1`, `at a high of 6h`, `at least 30 bp apart from okx`.
    private static func at(_ words: inout AlertWords) throws(AlertFault) -> AlertCondition {
        _ = words.next()
        if words.skip("a") {
            let word = words.next()
            guard let side = AlertExtreme(rawValue: String(word.text)) else {
                throw AlertFault(
                    word.column, "\"high\" or \"low\" is missing, as in at a high of 6h")
            }
            try words.expect("of", example: "at a \(side.rawValue) of 6h")
            return .extreme(side, try span(words.next(), "at a \(side.rawValue) of 6h"))
        }
        if words.skip("least") {
            if words.peek(1) == "bp" { return try apart(&words, .atLeast) }
            return .compare(.last, .atLeast, try number(words.next(), "at least 70k"))
        }
        if words.skip("most") {
            return .compare(.last, .atMost, try number(words.next(), "at most 1"))
        }
        throw AlertFault(
            words.column, "\"least\", \"most\" or \"a high of\" is missing, as in at least 70k")
    }

    /// `moves 5% in 15m`, `rises over 5% in 15m`, `moves 6 times its usual in 15m`.
    private static func move(
        _ words: inout AlertWords, _ example: String, _ figure: (AlertSpan) -> AlertFigure
    ) throws(AlertFault) -> AlertCondition {
        let verb = words.next()
        let comparison: PairCondition.Comparison = words.skip("over") ? .above : .atLeast
        let number = words.next()
        let limit = try positive(number, example)
        let isShare = words.skip("%") || number.text.hasSuffix("%")
        let isUnusual = words.peek() == "times"
        if isUnusual {
            guard verb.text == "moves" else {
                throw AlertFault(
                    words.column, "only \"moves\" has it, as in moves 6 times its usual in 15m")
            }
            try words.expect("times", "its", "usual", example: "moves 6 times its usual in 15m")
        } else if !isShare {
            // Without it most people mean a number of dollars.
            throw AlertFault(number.column, "a % is missing, as in \(example)")
        }
        try words.expect("in", example: example)
        let span = try span(words.next(), example)
        return .compare(isUnusual ? .unusual(span) : figure(span), comparison, limit)
    }

    /// `30 bp apart from okx`.
    private static func apart(
        _ words: inout AlertWords, _ comparison: PairCondition.Comparison
    ) throws(AlertFault) -> AlertCondition {
        let example = "30 bp apart from okx"
        let limit = try positive(words.next(), example)
        try words.expect("bp", "apart", "from", example: example)
        let (market, pair) = try other(words.next())
        return .compare(.spread(market, pair), comparison, limit)
    }

    /// `silent for 10 min`, `failing for at least 5 min`.
    private static func wait(
        _ words: inout AlertWords, _ figure: AlertFigure, _ example: String
    ) throws(AlertFault) -> AlertCondition {
        _ = words.next()
        try words.expect("for", example: example)
        var comparison = PairCondition.Comparison.above
        if words.skip("at") {
            try words.expect("least", example: example)
            comparison = .atLeast
        }
        let limit = try positive(words.next(), example)
        if !words.skip("min"), !words.skip("minutes") {
            throw AlertFault(words.column, "\"min\" is missing, as in \(example)")
        }
        return .compare(figure, comparison, limit)
    }
}
