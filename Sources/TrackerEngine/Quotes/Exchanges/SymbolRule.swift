/// The rule by which symbols of an exchange become pairs.
///
/// The name of a pair is Cryptowatch's: base and quote in its codes, lower case, with nothing in
/// between. Codes that an exchange spells in a way of its own are translated by its own table:
/// `XBT` is bitcoin at one and another coin at the next.
struct SymbolRule: Hashable, Sendable {
    /// A text that is taken off the symbol first, if it is there.
    var prefix = ""
    /// The text between base and quote; of several the last one.
    var separator: String?
    /// Letters of base and of quote, each, where there is no separator.
    var width: Int?
    /// Quotes that a symbol may end in, where nothing else tells; the longest that fits is it.
    var endings: [String] = []
    var isQuoteFirst = false
    /// Whether a symbol that nothing tells apart is the name of its pair already.
    var isName = false
    /// Codes of the exchange and what they are elsewhere.
    var aliases: [String: String] = [:]
    /// Symbols that are no pairs of this market.
    var skip: [Glob] = []
    /// The part of a symbol that names its market; `nil` if all are of one market.
    var market: MarketPart?
    /// Whether a pair may come under several symbols, or twice: then its last price counts.
    var repeats = false

    /// A name between two texts: in `market:kraken:btcusd` after `market:` and before the last `:`.
    struct MarketPart: Hashable, Sendable {
        /// Symbols begin with one of them.
        let after: [String]
        /// The last one ends the name; the rest of the symbol is what the other rules are about.
        let before: String

        /// The form that symbols must have, for a person.
        var words: String {
            after.map { "\($0)NAME\(before)PAIR" }.joined(separator: " or ")
        }

        /// The market, and the rest of the symbol; `nil` for a symbol of another form.
        func split(_ symbol: String) -> (market: Market, rest: String)? {
            // By bytes: a colon with a combining mark after it is still a colon.
            let (bytes, mark) = (symbol.utf8, before.utf8)
            guard let start = after.first(where: { bytes.starts(with: $0.utf8) }) else {
                return nil
            }
            let tail = bytes.dropFirst(start.utf8.count)
            var name = tail
            while !name.isEmpty, !tail[name.endIndex...].starts(with: mark) {
                name = name.dropLast()
            }
            guard let market = try? Market(Substring(name)) else { return nil }
            return (market, String(Substring(tail[name.endIndex...].dropFirst(mark.count))))
        }
    }

    /// The base and the quote of a symbol, as the exchange spells them.
    struct Parts: Hashable, Sendable {
        let base: String
        let quote: String
    }

    func skips(_ symbol: String) -> Bool { skip.contains { $0.matches(symbol) } }

    /// Takes a symbol apart; `nil` if nothing tells base and quote apart.
    func parts(of symbol: String) -> Parts? {
        let text = symbol.hasPrefix(prefix) ? symbol.dropFirst(prefix.count) : symbol[...]
        if let separator, let parts = split(text, at: separator) { return parts }
        if let width, text.count == 2 * width {
            return ordered(text.prefix(width), text.suffix(width))
        }
        // By bytes, here and below: by characters it takes ten times as long.
        let fitting = endings.filter { ending in
            let bytes = ending.utf8
            return text.utf8.count > bytes.count
                && text.utf8.suffix(bytes.count).elementsEqual(bytes)
        }
        guard let ending = fitting.max(by: { $0.utf8.count < $1.utf8.count }) else { return nil }
        return Parts(base: String(text.utf8.dropLast(ending.utf8.count)) ?? "", quote: ending)
    }

    /// The two sides of the last separator, neither of them empty.
    func split(_ text: Substring, at separator: String) -> Parts? {
        let (bytes, mark) = (text.utf8, separator.utf8)
        var rest = bytes[...]
        while !rest.isEmpty, !bytes[rest.endIndex...].starts(with: mark) { rest = rest.dropLast() }
        let first = text[..<rest.endIndex]
        let second = text[rest.endIndex...].utf8.dropFirst(mark.count)
        return first.isEmpty || second.isEmpty ? nil : ordered(first, Substring(second))
    }

    private func ordered(_ first: Substring, _ second: Substring) -> Parts {
        isQuoteFirst
            ? Parts(base: String(second), quote: String(first))
            : Parts(base: String(first), quote: String(second))
    }

    /// The codes of base and quote, translated, lower case.
    func assets(of parts: Parts) -> Assets {
        Assets(base: code(parts.base), quote: code(parts.quote))
    }

    private func code(_ text: String) -> String { (aliases[text] ?? text).lowercased() }
}
