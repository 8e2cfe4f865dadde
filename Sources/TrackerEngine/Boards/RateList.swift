/// The pairs that tell what a currency is worth in US dollars: a fixed list, never by a name alone.
///
/// `docs/turnover.md` shows it to users; a test keeps the two alike. It was last checked on
/// 2026-11-28 against recorded answers and listings. A code may mean one thing at one exchange and
/// another at the next: CAD is Canada's dollar at Kraken, and a coin called Caduceus at Gate.io.
enum RateList {
    /// Coins that are meant to be worth one US dollar, and the dollar itself: they count as 1.
    static let dollars = [
        "usd", "usdt", "usdc", "usd1", "fdusd", "tusd", "usde", "rlusd", "pyusd", "dai", "busd",
        "gusd", "usdp", "pax", "usds", "usdg", "usdd", "usdf", "usdq", "usdr", "u", "husd",
    ]

    /// Whether a currency is one of `dollars`.
    static func isADollar(_ quote: String) -> Bool { set.contains(quote) }

    private static let set = Set(dollars)

    /// The worth of a coin that is meant to be a dollar; outside of it, it counts for nothing.
    static let band = 0.9...1.1

    /// One pair that tells the worth of a currency.
    struct Entry: Sendable {
        let market: String
        let pair: String
        /// Whether the pair is dollars in the currency: one of it is 1 over the price.
        let isInverse: Bool
    }

    /// The entries of a currency or coin.
    static func entries(of quote: String) -> [Entry] { all[quote] ?? [] }

    /// By currency, in the order of the document.
    static let lines: [(quote: String, direct: String, inverse: String)] = [
        (
            "usdt", "kraken coinbase bitfinex bitstamp okx gemini bitget cryptocom binance-us: usd",
            ""
        ),
        ("usdc", "bitfinex bitstamp gemini kraken binance-us: usd; binance bybit okx: usdt", ""),
        ("usd1", "coinbase cryptocom: usd; gateio kucoin mexc okx bitget: usdt", ""),
        ("usde", "gateio kucoin bitget poloniex: usdt", ""),
        ("rlusd", "okx bitget: usdt", ""),
        ("pyusd", "cryptocom: usd; gateio kucoin okx bitget: usdt", ""),
        ("dai", "kraken gemini bitstamp: usd; bybit: usdt", ""),
        ("fdusd", "gateio mexc binance: usdt", ""),
        ("tusd", "gateio kucoin mexc bitget poloniex: usdt", ""),
        ("gusd", "gemini: usd", ""),
        ("usdp", "gateio kucoin mexc: usdt", ""),
        ("usds", "coinbase cryptocom okx: usd", ""),
        ("usdg", "gateio kucoin okx: usdt", ""),
        ("usdd", "gateio kucoin poloniex: usdt", ""),
        (
            "eur", "kraken bitstamp: usd; binance bitfinex cryptocom mexc: usdt",
            "okx coinbase bitget kucoin bybit bitstamp: usdt"
        ),
        ("gbp", "kraken bitstamp: usd; bitfinex: usdt", "coinbase: usdt usdc"),
        ("jpy", "", "kraken: usd"),
        ("chf", "", "kraken: usd"),
        ("cad", "", "kraken: usd; coinbase: usdc"),
        ("aud", "kraken: usd", "okx: usdt usdc; coinbase: usdc"),
        ("krw", "", "upbit bithumb: usdt"),
        ("try", "", "okx: usdt usdc; binance: usdt"),
        ("brl", "", "okx kucoin bitget binance: usdt; okx mexc: usdc"),
        ("aed", "", "okx: usdt"),
        ("sgd", "", "okx: usdt usdc; coinbase: usdc"),
        ("inr", "", "coinbase: usdc"),
        ("btc", "kraken coinbase gemini bitstamp bitfinex okx: usd; binance bybit: usdt", ""),
        ("eth", "kraken coinbase gemini bitstamp bitfinex okx: usd; binance bybit: usdt", ""),
        ("sol", "kraken coinbase okx: usd; binance bybit: usdt", ""),
        ("xrp", "kraken bitstamp okx: usd; binance bybit: usdt", ""),
        ("doge", "kraken coinbase okx: usd; binance bybit: usdt", ""),
        ("ltc", "kraken coinbase bitstamp okx: usd; binance bybit: usdt", ""),
        ("bch", "kraken coinbase bitstamp okx: usd; binance bybit: usdt", ""),
        ("dot", "kraken coinbase okx: usd; binance bybit: usdt", ""),
        ("fil", "kraken coinbase okx: usd; binance bybit: usdt", ""),
        ("bnb", "coinbase okx: usd; binance: usdt", ""),
        ("trx", "bitfinex okx: usd", ""),
        ("kcs", "kucoin: usdt", ""),
        ("cro", "coinbase cryptocom: usd", ""),
        ("ht", "htx gateio: usdt", ""),
        ("okb", "okx: usdt", ""),
        ("bgb", "bitget: usdt", ""),
        ("gt", "gateio: usdt", ""),
        ("mnt", "bybit: usdt", ""),
        ("xaut", "bitfinex: usd", ""),
    ]

    private static let all: [String: [Entry]] = Dictionary(
        lines.map { line in
            let direct = read(line.direct).map {
                Entry(market: $0.market, pair: line.quote + $0.dollar, isInverse: false)
            }
            let inverse = read(line.inverse).map {
                Entry(market: $0.market, pair: $0.dollar + line.quote, isInverse: true)
            }
            return (line.quote, direct + inverse)
        }, uniquingKeysWith: +)

    /// `okx coinbase: usdt usdc; bybit: usdt`: each market before a colon with each dollar after it.
    private static func read(_ text: String) -> [(market: String, dollar: String)] {
        text.split(separator: "; ").flatMap { group in
            let parts = group.split(separator: ": ")
            return parts[0].split(separator: " ").flatMap { market in
                parts[1].split(separator: " ").map { (String(market), String($0)) }
            }
        }
    }
}
