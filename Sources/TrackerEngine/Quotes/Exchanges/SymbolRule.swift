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
    /// Quotes that a symbol may end in, in upper or lower case, where nothing else tells; the
    /// longest that fits is it.
    var endings: [String] = []
    var isQuoteFirst = false
    /// Whether a symbol that nothing tells apart is the name of its pair already.
    var isName = false
    /// Codes of the exchange, in upper or lower case, and what they are elsewhere.
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
            let (bytes, mark) = (symbol.utf8.span, before.utf8.span)
            for start in after where bytes.has(start.utf8.span, at: 0) {
                let first = start.utf8.count
                guard let last = bytes.last(mark), last >= first else { return nil }
                let text = symbol.utf8.dropFirst(first)
                guard let market = try? Market(Substring(text.prefix(last - first))) else {
                    return nil
                }
                return (market, String(Substring(text.dropFirst(last - first + mark.count))))
            }
            return nil
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
        let hasPrefix = !prefix.isEmpty && symbol.hasPrefix(prefix)
        let text = hasPrefix ? symbol.dropFirst(prefix.count) : symbol[...]
        if let separator, let parts = split(text, at: separator) { return parts }
        if let width, text.count == 2 * width {
            return ordered(text.prefix(width), text.suffix(width))
        }
        // By bytes, here and below: by characters it takes ten times as long.
        let bytes = text.utf8.span
        var length = 0
        for ending in endings where ending.utf8.count > length {
            let other = ending.utf8.span
            guard other.count < bytes.count else { continue }
            if bytes.has(other, at: bytes.count - other.count, inAnyCase: true) {
                length = other.count
            }
        }
        guard length > 0 else { return nil }
        let base = text.utf8.dropLast(length)
        return Parts(
            base: String(Substring(base)), quote: String(Substring(text.utf8.suffix(length))))
    }

    /// The two sides of the last separator, neither of them empty.
    func split(_ text: Substring, at separator: String) -> Parts? {
        let (bytes, mark) = (text.utf8.span, separator.utf8.span)
        guard let place = bytes.last(mark) else { return nil }
        let first = text.utf8.prefix(place)
        let second = text.utf8.dropFirst(place + mark.count)
        return first.isEmpty || second.isEmpty ? nil : ordered(Substring(first), Substring(second))
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

    private func code(_ text: String) -> String {
        guard !aliases.isEmpty else { return text.lowercased() }
        // An exchange that begins to write in lower case is no other one.
        let known = aliases[text] ?? aliases[text.uppercased()] ?? aliases[text.lowercased()]
        return (known ?? text).lowercased()
    }
}

/// By bytes: a colon with a combining mark after it is still a colon.
extension Span<UInt8> {
    /// Whether some bytes stand at a place of these.
    fileprivate func has(_ bytes: Span<UInt8>, at start: Int, inAnyCase: Bool = false) -> Bool {
        guard start + bytes.count <= count else { return false }
        for place in bytes.indices {
            let (left, right) = (self[start + place], bytes[place])
            guard left == right || inAnyCase && left.lowerCase == right.lowerCase else {
                return false
            }
        }
        return true
    }

    /// The last place where some bytes stand; `nil` where there is none.
    fileprivate func last(_ bytes: Span<UInt8>) -> Int? {
        var start = count - bytes.count
        while start >= 0, !has(bytes, at: start) { start -= 1 }
        return start < 0 ? nil : start
    }
}

extension UInt8 {
    /// A letter of ASCII in lower case; any other byte as it is.
    fileprivate var lowerCase: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
