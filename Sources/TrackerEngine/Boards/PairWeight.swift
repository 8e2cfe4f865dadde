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
        let (base, quote) = Self.parts(of: instrument.pair, baseLength)
        bases = counts.count(of: base)
        quotePlace = Self.quotes.firstIndex(of: quote) ?? Self.quotes.count
    }

    /// Base and quote; where no source tells them, by one of `quotes` that the name ends in.
    static func parts(of pair: Pair, _ baseLength: UInt8) -> (base: String, quote: String) {
        if let assets = pair.assets(baseLength: baseLength) { return (assets.base, assets.quote) }
        let name = pair.name.utf8
        for quote in quotes where name.count > quote.utf8.count {
            guard name.suffix(quote.utf8.count).elementsEqual(quote.utf8),
                let base = String(name.dropLast(quote.utf8.count))
            else { continue }
            return (base, quote)
        }
        return (pair.name, "")
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
