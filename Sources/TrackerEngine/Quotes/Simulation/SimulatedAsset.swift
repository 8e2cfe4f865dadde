/// One of the two things that a simulated pair is made of: a coin, a stablecoin, a currency.
struct SimulatedAsset {
    /// The name in lower case: `btc`.
    let name: String
    /// The usual worth of one, in US dollars.
    let dollars: Double
    /// The standard deviation of a day's logarithmic change that is its own, not the market's.
    let volatility: Double
    /// How far it follows the market: 1 as far as the whole, 0 not at all.
    let beta: Double

    /// The standard deviation of a day's logarithmic change of the whole market.
    static let marketVolatility = 0.016

    init(name: String, dollars: Double, volatility: Double, beta: Double) {
        self.name = name
        self.dollars = dollars
        self.volatility = volatility
        self.beta = beta
    }

    /// A well-known coin; volatility in per cent.
    private init(_ name: String, _ dollars: Double, _ volatility: Double, _ beta: Double = 1) {
        self.init(name: name, dollars: dollars, volatility: volatility / 100, beta: beta)
    }

    /// The assets that others are quoted in, in the order in which they are quoted in each other:
    /// the euro in dollars, not the dollar in euros.
    static let currencies: [SimulatedAsset] = [
        .init("usd", 1, 0, 0), .init("eur", 1.0842, 0.35, 0), .init("gbp", 1.2713, 0.35, 0),
        .init("usdt", 1.0003, 0.03, 0), .init("usdc", 0.9999, 0.02, 0),
        .init("dai", 1.0001, 0.05, 0), .init("fdusd", 0.9994, 0.05, 0),
        .init("jpy", 0.00664, 0.45, 0), .init("aud", 0.6541, 0.4, 0), .init("cad", 0.7324, 0.3, 0),
        .init("chf", 1.1312, 0.35, 0), .init("try", 0.02931, 0.3, 0), .init("brl", 0.1784, 0.6, 0),
        .init("btc", 67_284.5, 1.1), .init("eth", 3512.4, 1.6, 1.2),
    ]

    /// Well-known coins, the most traded first.
    static let known: [SimulatedAsset] = [
        .init("btc", 67_284.5, 1.1), .init("eth", 3512.4, 1.6, 1.2), .init("sol", 148.32, 2.6, 1.3),
        .init("xrp", 0.5273, 2.4), .init("usdt", 1.0003, 0.03, 0), .init("usdc", 0.9999, 0.02, 0),
        .init("doge", 0.13841, 3.3, 1.3), .init("ada", 0.4512, 2.4, 1.1), .init("ltc", 83.41, 2.2),
        .init("link", 14.273, 2.7, 1.2), .init("dot", 6.431, 2.4, 1.2),
        .init("avax", 29.87, 2.9, 1.3), .init("bnb", 588.1, 1.6, 0.9),
        .init("trx", 0.12094, 1.6, 0.6),
        .init("shib", 0.00001843, 3.2, 1.3), .init("eur", 1.0842, 0.35, 0),
        .init("bch", 402.6, 2.5, 1.1), .init("xlm", 0.09871, 2.2), .init("atom", 6.872, 2.5, 1.1),
        .init("uni", 9.214, 3.1, 1.2), .init("near", 5.413, 3.4, 1.3),
        .init("matic", 0.5684, 2.8, 1.2),
        .init("etc", 23.61, 2.6, 1.2), .init("xmr", 164.27, 1.7, 0.7),
        .init("apt", 7.284, 3.4, 1.3),
        .init("fil", 4.512, 3.1, 1.3), .init("dai", 1.0001, 0.05, 0),
        .init("pepe", 0.00001174, 6.2, 1.6),
        .init("aave", 92.73, 3.1, 1.2), .init("algo", 0.14372, 2.5, 1.1),
        .init("arb", 0.8213, 3.6, 1.4),
        .init("op", 1.8134, 3.8, 1.4), .init("gbp", 1.2713, 0.35, 0), .init("icp", 8.642, 3.1, 1.3),
        .init("inj", 23.14, 4.1, 1.4), .init("ftm", 0.5632, 4.0, 1.4),
        .init("sui", 0.9124, 4.3, 1.4),
        .init("xtz", 0.7914, 2.3, 1.1), .init("eos", 0.5814, 2.4, 1.1),
        .init("grt", 0.2143, 3.5, 1.3),
        .init("mkr", 2413, 2.8), .init("crv", 0.2914, 4.2, 1.2), .init("sand", 0.3321, 3.1, 1.3),
        .init("mana", 0.3514, 3.0, 1.3), .init("axs", 6.134, 3.1, 1.3),
        .init("1inch", 0.3842, 3.0, 1.2),
        .init("snx", 1.9214, 3.4, 1.2), .init("comp", 50.31, 3.0, 1.1), .init("zec", 23.41, 2.6),
        .init("dash", 25.34, 2.3), .init("ksm", 22.84, 2.7, 1.1), .init("flow", 0.6214, 2.9, 1.2),
        .init("rune", 4.138, 4.2, 1.4), .init("imx", 1.4871, 3.8, 1.4),
        .init("ldo", 1.8934, 4.0, 1.3),
        .init("stx", 1.7342, 3.9, 1.4), .init("tia", 6.934, 4.6, 1.4),
        .init("sei", 0.3521, 4.5, 1.4),
        .init("wif", 2.1342, 8.2, 1.7), .init("bonk", 0.00002314, 7.4, 1.6),
        .init("floki", 0.0001734, 6.1, 1.5), .init("hbar", 0.07812, 2.6, 1.1),
        .init("vet", 0.02413, 2.7, 1.2), .init("egld", 31.42, 2.8, 1.2),
        .init("theta", 1.5213, 3.1, 1.2),
        .init("kas", 0.1534, 3.9, 1), .init("ton", 7.341, 2.4, 0.8), .init("fet", 1.4213, 5.1, 1.5),
        .init("rndr", 7.612, 4.8, 1.5), .init("ar", 27.31, 4.6, 1.4),
        .init("gala", 0.02413, 3.9, 1.3),
        .init("chz", 0.07413, 3.0, 1.1), .init("enj", 0.1843, 3.0, 1.2),
        .init("bat", 0.2014, 2.4, 1.1),
        .init("zrx", 0.3614, 2.9, 1.2), .init("sushi", 0.7842, 3.4, 1.2), .init("yfi", 6214, 2.8),
        .init("bal", 2.714, 2.8, 1.1), .init("knc", 0.5513, 3.1, 1.1),
        .init("omg", 0.3624, 3.0, 1.1),
        .init("ens", 26.31, 4.6, 1.3), .init("lrc", 0.1842, 3.1, 1.2),
        .init("ape", 0.8934, 3.7, 1.3),
        .init("gmt", 0.1734, 3.6, 1.3), .init("cake", 2.134, 2.9, 1.1),
        .init("dydx", 1.4213, 3.9, 1.3),
        .init("gmx", 27.84, 3.3, 1.1), .init("pendle", 4.213, 5.3, 1.4),
        .init("jup", 0.8142, 4.9, 1.4),
        .init("pyth", 0.3214, 4.7, 1.4), .init("jto", 2.431, 5.0, 1.4),
        .init("strk", 0.6843, 4.6, 1.4),
        .init("mina", 0.5123, 3.3, 1.2), .init("kava", 0.4121, 2.8, 1.1),
        .init("qtum", 2.513, 2.6, 1.1),
        .init("neo", 10.42, 2.6, 1.1), .init("waves", 1.0342, 4.4, 1.1),
        .init("zil", 0.01734, 2.8, 1.2),
        .init("icx", 0.1534, 2.6, 1.1), .init("iota", 0.1721, 2.6, 1.1),
        .init("ont", 0.2134, 2.6, 1.1),
        .init("rvn", 0.01842, 2.9, 1.1), .init("ankr", 0.02731, 3.3, 1.2),
        .init("storj", 0.4213, 3.8, 1.1),
        .init("celo", 0.6123, 3.4, 1.2), .init("blur", 0.2134, 4.2, 1.3),
        .init("woo", 0.1923, 3.7, 1.2),
        .init("mask", 2.614, 3.8, 1.2), .init("ocean", 0.5934, 4.6, 1.4),
        .init("band", 1.2413, 3.0, 1.1),
        .init("api3", 2.231, 3.6, 1.1), .init("audio", 0.1543, 3.5, 1.2),
        .init("oxt", 0.07342, 3.1, 1),
        .init("lunc", 0.00008213, 4.6, 1.1), .init("sc", 0.00512, 2.9, 1.1),
        .init("win", 0.00009134, 3.1),
        .init("hot", 0.001834, 2.9, 1.1), .init("dent", 0.001021, 3.2, 1.1),
        .init("paxg", 2361.4, 0.5, 0.05),
    ]

    /// A coin that nobody knows, worth anything, calm or restless.
    init(madeUp name: String, seed: UInt64) {
        let key = Chance.key(seed, "asset/" + name)
        let digits = 1 + 9 * Chance.share(Chance.bits(key, 0))
        let magnitudes = [
            -7, -6, -5, -4, -4, -3, -3, -2, -2, -2, -1, -1, -1, -1, 0, 0, 0, 0, 1, 1, 2,
        ]
        let magnitude = magnitudes[Int(Chance.bits(key, 1) % UInt64(magnitudes.count))]
        let scale = (0..<abs(magnitude)).reduce(1.0) { scale, _ in scale * 10 }
        let restlessness = Chance.share(Chance.bits(key, 2))
        let isRestless = Chance.bits(key, 3) % 25 == 0
        self.init(
            name: name,
            dollars: magnitude < 0 ? digits / scale : digits * scale,
            volatility: isRestless ? 0.2 + 0.2 * restlessness : 0.025 + 0.06 * restlessness,
            beta: isRestless ? 0.5 : 0.7 + 0.8 * Chance.share(Chance.bits(key, 4)))
    }
}
