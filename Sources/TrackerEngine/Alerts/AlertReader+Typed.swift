/// A rule as it is typed in one line: conditions, and where they hold if that is said.
extension AlertReader {
    /// Reads `moves 5% in 15m on favourites, kraken:*usd`; without `on` the scope is `nil`.
    ///
    /// - Throws: `AlertFault`, whose column lies inside of the text.
    public static func typed(
        _ text: String
    ) throws(AlertFault) -> (conditions: [AlertCondition], scope: AlertScope?) {
        guard let (before, after) = partedAtOn(text) else {
            return (try conditions(text), nil)
        }
        let conditions = try conditions(String(text.prefix(before)))
        return (conditions, try scope(text, from: after))
    }

    /// The number of characters before the last word `on`, and of those through it.
    private static func partedAtOn(_ text: String) -> (before: Int, after: Int)? {
        var column = 0
        var found: (before: Int, after: Int)?
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if word.lowercased() == "on" { found = (column, column + word.count) }
            column += word.count + 1
        }
        return found
    }

    /// The parts of a scope, with commas or blanks between them.
    private static func scope(_ text: String, from start: Int) throws(AlertFault) -> AlertScope {
        var parts: [AlertScope.Part] = []
        var column = start
        let rest = text.dropFirst(start)
        for word in rest.split(
            omittingEmptySubsequences: false, whereSeparator: { " ,".contains($0) })
        {
            defer { column += word.count + 1 }
            guard !word.isEmpty else { continue }
            do throws(AlertFault) {
                parts.append(try part(String(word)))
            } catch {
                throw AlertFault(
                    min(column + error.column, max(1, text.count)), error.words)
            }
        }
        guard !parts.isEmpty else {
            throw AlertFault(
                max(1, text.count),
                "a pair is missing after \"on\", such as kraken:btcusd, kraken, favourites")
        }
        return AlertScope(parts)
    }
}
