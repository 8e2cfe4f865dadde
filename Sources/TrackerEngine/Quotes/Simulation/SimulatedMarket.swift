/// A market of the simulated universe: how large it is, and what it quotes in.
struct SimulatedMarket {
    let name: String
    /// The share of all pairs that it has, in thousandths.
    let share: Int
    /// The number of coins that it lists, of a hundred.
    let coverage: UInt64
    /// The assets that it quotes in, the main one first, and for how many of a hundred coins.
    let quotes: [(name: String, percent: UInt64)]
    /// What is traded there in 24 hours, in millions of US dollars.
    let turnover: Double
    /// Whether it tells what was traded in the base, not in the quote.
    var tellsVolume = false
    /// Whether it is away for a quarter of an hour now and then.
    var isUnsteady = false

    static let all: [SimulatedMarket] = [
        .init(
            name: "binance", share: 170, coverage: 78,
            quotes: [
                ("usdt", 97), ("btc", 45), ("fdusd", 24), ("usdc", 22), ("eth", 14), ("try", 38),
                ("eur", 12), ("brl", 8), ("jpy", 3),
            ],
            turnover: 14000),
        .init(
            name: "binance-us", share: 12, coverage: 60,
            quotes: [("usdt", 95), ("usd", 60), ("btc", 12)],
            turnover: 12),
        .init(
            name: "bitfinex", share: 40, coverage: 55,
            quotes: [("usd", 97), ("usdt", 55), ("btc", 25), ("eur", 6), ("eth", 4), ("gbp", 3)],
            turnover: 180, tellsVolume: true),
        .init(
            name: "bitget", share: 70, coverage: 80,
            quotes: [("usdt", 98), ("usdc", 18), ("btc", 9), ("eth", 4), ("eur", 3)],
            turnover: 2400),
        .init(
            name: "bitstamp", share: 25, coverage: 58,
            quotes: [("usd", 97), ("eur", 88), ("btc", 24), ("gbp", 14), ("usdt", 5), ("usdc", 4)],
            turnover: 320, tellsVolume: true),
        .init(
            name: "bybit", share: 80, coverage: 80,
            quotes: [("usdt", 98), ("usdc", 22), ("eur", 12), ("btc", 8), ("eth", 3), ("dai", 2)],
            turnover: 3600),
        .init(
            name: "coinbase", share: 60, coverage: 70,
            quotes: [("usd", 97), ("usdt", 18), ("eur", 24), ("btc", 18), ("gbp", 14), ("eth", 5)],
            turnover: 2300, tellsVolume: true),
        .init(
            name: "gateio", share: 160, coverage: 92,
            quotes: [("usdt", 99), ("eth", 26), ("btc", 14), ("usdc", 6), ("try", 3)],
            turnover: 2100),
        .init(
            name: "gemini", share: 15, coverage: 52,
            quotes: [("usd", 97), ("btc", 22), ("eth", 18), ("eur", 14), ("gbp", 12)],
            turnover: 90,
            isUnsteady: true),
        .init(
            name: "htx", share: 70, coverage: 78,
            quotes: [("usdt", 98), ("btc", 26), ("eth", 12), ("usdc", 4), ("eur", 2)],
            turnover: 1700),
        .init(
            name: "kraken", share: 90, coverage: 72,
            quotes: [
                ("usd", 98), ("eur", 92), ("btc", 26), ("usdt", 16), ("gbp", 15), ("eth", 14),
                ("usdc", 10), ("aud", 6), ("cad", 6), ("chf", 3), ("jpy", 3),
            ],
            turnover: 1100, tellsVolume: true),
        .init(
            name: "kucoin", share: 118, coverage: 86,
            quotes: [("usdt", 98), ("btc", 32), ("usdc", 12), ("eth", 12), ("eur", 3), ("brl", 2)],
            turnover: 1200),
        .init(
            name: "okx", share: 90, coverage: 76,
            quotes: [("usdt", 98), ("usd", 40), ("usdc", 38), ("btc", 14), ("eur", 8), ("eth", 6)],
            turnover: 2600),
    ]
}
