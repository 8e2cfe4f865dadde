/// How the symbols of an exchange become pairs.
///
/// The name of a pair is Cryptowatch's: base and quote in its codes, lower case, with nothing in
/// between. Codes that an exchange spells in a way of its own are translated by its own table:
/// `XBT` is bitcoin at one and another coin at the next.
struct SymbolRule: Hashable, Sendable {
    /// Taken off the symbol first, where it is there.
    var prefix = ""
    /// Between base and quote; the last one where there are several.
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

    /// What a symbol is made of, as the exchange spells it.
    struct Parts: Hashable, Sendable {
        let base: String
        let quote: String
    }

    func skips(_ symbol: String) -> Bool { skip.contains { $0.matches(symbol) } }

    /// What a symbol is made of, as far as it shows; `nil` where it does not.
    func parts(of symbol: String) -> Parts? {
        let text = symbol.hasPrefix(prefix) ? symbol.dropFirst(prefix.count) : symbol[...]
        if let separator, let parts = split(text, at: separator) { return parts }
        if let width, text.count == 2 * width {
            return ordered(text.prefix(width), text.suffix(width))
        }
        let fitting = endings.filter { text.hasSuffix($0) && text.count > $0.count }
        guard let ending = fitting.max(by: { $0.count < $1.count }) else { return nil }
        return Parts(base: String(text.dropLast(ending.count)), quote: ending)
    }

    /// The two sides of the last separator, neither of them empty.
    func split(_ text: Substring, at separator: String) -> Parts? {
        let pieces = text.split(separator: separator, omittingEmptySubsequences: false)
        guard pieces.count > 1, let last = pieces.last, !last.isEmpty else { return nil }
        let first = text.dropLast(last.count + separator.count)
        return first.isEmpty ? nil : ordered(first, last)
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
