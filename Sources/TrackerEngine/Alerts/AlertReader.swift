/// Reads what people write of alerts: conditions, pairs, spans of time.
///
/// Conditions are words or sentences, with blanks between them, and all have to hold:
/// `last>70k up:15m>=5` and `above 70k and rises 5% in 15m` are the same. Every fault has the column
/// that it begins at.
public enum AlertReader {
    /// The most conditions of a rule.
    static let mostConditions = 8
    /// The most characters of a text.
    static let longest = 500

    /// Reads the conditions of a rule.
    ///
    /// - Throws: `AlertFault`, whose column lies inside of the text.
    public static func conditions(_ text: String) throws(AlertFault) -> [AlertCondition] {
        do throws(AlertFault) {
            return try parsed(text)
        } catch {
            // What is missing at the end is told at the last character.
            throw AlertFault(min(error.column, max(1, text.count)), error.words)
        }
    }

    private static func parsed(_ text: String) throws(AlertFault) -> [AlertCondition] {
        guard text.count <= longest else {
            throw AlertFault(longest + 1, "more than \(longest) characters")
        }
        var words = AlertWords(text)
        guard !words.isAtEnd else {
            throw AlertFault(1, "a rule wants a condition, such as last>70k or moves 5% in 15m")
        }
        var conditions: [AlertCondition] = []
        var columns: [Int] = []
        while !words.isAtEnd {
            if !conditions.isEmpty, words.skip("and"), words.isAtEnd {
                throw AlertFault(words.endColumn, "a condition has to follow \"and\"")
            }
            columns.append(words.column)
            conditions.append(try condition(&words))
            guard conditions.count <= mostConditions else {
                throw AlertFault(columns[mostConditions], "more than \(mostConditions) conditions")
            }
        }
        try check(conditions, columns)
        return conditions
    }

    private static func condition(_ words: inout AlertWords) throws(AlertFault) -> AlertCondition {
        if let condition = try sentence(&words) { return condition }
        let word = words.nextSymbol()
        if let condition = try symbol(word) { return condition }
        throw unknown(word)
    }

    /// Some conditions are a machine of their own, or are about no pair.
    private static func check(
        _ conditions: [AlertCondition], _ columns: [Int]
    ) throws(AlertFault) {
        guard conditions.count > 1 else {
            switch conditions[0] {
            case .quote, .stale: throw AlertFault(1, "a choice of pairs alone; add a condition")
            default: return
            }
        }
        for (condition, column) in zip(conditions, columns) {
            switch condition {
            case .compare(.failing, _, _):
                throw AlertFault(column, "failing is about a source: write a rule of its own")
            case .each where !conditions.allSatisfy({ $0 == condition || $0.isChoice }):
                throw AlertFault(column, "each goes with quote: and stale: only")
            default: break
            }
        }
        if conditions.allSatisfy(\.isChoice) {
            throw AlertFault(1, "a choice of pairs alone; add a condition")
        }
    }

    static func unknown(_ word: AlertWords.Word) -> AlertFault {
        let name = String(word.text.prefix { $0.isLetter })
        let shown = (name.isEmpty ? String(word.text) : name).plain(upTo: 40)
        if vocabulary.contains(name) {
            return AlertFault(
                word.column, "\(shown) stands alone; write it as in last>70k, up:15m>=5")
        }
        let nearest =
            name.count > 2 ? NearestName.to(name, among: vocabulary.sorted(), within: 2) : nil
        return AlertFault(
            word.column,
            "\(shown) is no word here"
                + (nearest.map { "; did you mean \($0)?" }
                    ?? ": last>, up:, down:, move:, unusual:, high:, low:, each:, chg>, rank<, "
                    + "volatility>, turnover>, spread:, stale>, failing>, listed, delisted, quote:")
        )
    }

    /// The words that a condition may begin with.
    private static let vocabulary: Set<String> = Set(PairCondition.figures.keys).union([
        "up", "down", "move", "unusual", "high", "low", "each", "spread", "stale", "failing",
        "listed", "delisted", "quote", "above", "below", "at", "exactly", "rises", "falls",
        "moves", "passes", "silent", "and",
    ])
}

extension AlertCondition {
    /// Whether it only chooses pairs.
    var isChoice: Bool {
        switch self {
        case .quote, .stale: true
        default: false
        }
    }
}

/// The words of a text, in lower case, each with its column.
struct AlertWords {
    struct Word {
        let text: Substring
        /// The place of its first character, from 1.
        let column: Int

        /// What follows the first so many characters.
        func after(_ count: Int) -> Word {
            Word(text: text.dropFirst(count), column: column + count)
        }
    }

    private let words: [Word]
    private var place = 0
    /// The column of the last character of the text.
    let endColumn: Int

    init(_ text: String) {
        // Letter by letter: a whole text in lower case may have other columns.
        let characters = text.map { character -> Character in
            let lower = character.lowercased()
            return lower.count == 1 ? Character(lower) : character
        }
        let lower = String(characters)
        endColumn = max(1, characters.count)
        var words: [Word] = []
        var column = 1
        for part in lower.split(separator: " ", omittingEmptySubsequences: false) {
            if !part.isEmpty { words.append(Word(text: part, column: column)) }
            column += part.count + 1
        }
        self.words = words
    }

    var isAtEnd: Bool { place >= words.count }

    /// The column of the next word, or of the end.
    var column: Int { isAtEnd ? endColumn : words[place].column }

    /// The text of a word that is still to come, counted from the next one; empty past the end.
    func peek(_ offset: Int = 0) -> Substring {
        place + offset < words.count ? words[place + offset].text : ""
    }

    /// The next word; an empty one at the end.
    mutating func next() -> Word {
        guard !isAtEnd else { return Word(text: "", column: endColumn) }
        defer { place += 1 }
        return words[place]
    }

    /// The next word, with a comparison and a number that stand apart: `last > 70k` is `last>70k`.
    mutating func nextSymbol() -> Word {
        let first = next()
        var text = String(first.text)
        if let sign = peek().first, "<>=".contains(sign) { text += next().text }
        if let sign = text.last, "<>=".contains(sign), text.count > 1, !isAtEnd {
            text += next().text
        }
        return Word(text: text[...], column: first.column)
    }

    /// Goes past a word, if it is the next one.
    mutating func skip(_ word: String) -> Bool {
        guard peek() == word else { return false }
        place += 1
        return true
    }

    /// Goes past words that have to come next; `example`: the whole as it is right.
    mutating func expect(_ expected: String..., example: String) throws(AlertFault) {
        for word in expected where !skip(word) {
            throw AlertFault(column, "\"\(word)\" is missing, as in \(example)")
        }
    }
}
