/// How much a pair is looked for, as far as its name tells.
///
/// More pairs with its base come first, then the quotes that most trade in, then the name.
public struct PairWeight: Hashable, Sendable, Comparable {
    /// How many pairs of all markets have the base.
    let bases: Int
    /// The place of the quote among `quotes`; behind them for any other.
    let quotePlace: Int
    public let instrument: Instrument

    /// The quotes that come first, in this order; no one of them ends in another.
    static let quotes = ["usdt", "usd", "usdc", "eur", "gbp", "btc", "eth"]

    init(_ instrument: Instrument, baseLength: UInt8, _ counts: BaseCounts) {
        self.instrument = instrument
        let base = Self.base(of: instrument.pair, baseLength)
        bases = counts.count(of: base)
        quotePlace = Self.quotePlace(of: instrument.pair, base: base)
    }

    /// The place of a pair's quote among `quotes`; behind them for any other.
    static func quotePlace(of pair: Pair, base: String) -> Int {
        let length = pair.name.utf8.count - base.utf8.count
        return quotes.firstIndex { $0.utf8.count == length && pair.name.hasSuffix($0) }
            ?? quotes.count
    }

    /// The base; where no source tells it, what stands before one of `quotes` that the name ends in,
    /// and the name itself where it ends in none.
    static func base(of pair: Pair, _ baseLength: UInt8) -> String {
        let name = pair.name.utf8
        if baseLength > 0, Int(baseLength) < name.count,
            let base = String(name.prefix(Int(baseLength)))
        {
            return base
        }
        for quote in quotes where name.count > quote.utf8.count && pair.name.hasSuffix(quote) {
            if let base = String(name.dropLast(quote.utf8.count)) { return base }
        }
        return pair.name
    }

    /// A heavier pair comes first.
    public static func < (left: PairWeight, right: PairWeight) -> Bool {
        if left.bases != right.bases { return left.bases > right.bases }
        if left.quotePlace != right.quotePlace { return left.quotePlace < right.quotePlace }
        if left.instrument.pair != right.instrument.pair {
            return left.instrument.pair < right.instrument.pair
        }
        return left.instrument.market < right.instrument.market
    }
}
