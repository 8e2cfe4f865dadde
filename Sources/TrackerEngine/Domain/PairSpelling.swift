/// A pair as people write it: `BTC/USD`, `BTC-USD`, `btc_usd` and `btcusd` mean the pair `btcusd`.
///
/// Real names hold separators too, such as `btcusd-perpetual-futures`. Where pairs can be looked
/// up, the name as it is written comes first, and then the name without its separators. A name in a
/// file may be that of a new pair: there a separator goes only if it cannot be a part of the name.
public enum PairSpelling {
    /// Pairs that a name may stand for, the likeliest first: as it is written, without the last of
    /// several slashes, without slashes, without slashes, hyphens and underscores.
    ///
    /// `BTC/USD-perpetual` is `btc/usd-perpetual`, `btcusd-perpetual`, `btcusdperpetual`. `A/B/USD` is
    /// how the screen shows `a/busd`.
    public static func readings(of pair: Pair) -> [Pair] {
        var readings = [pair]
        let name = Array(pair.name.utf8)
        var others: [[UInt8]] = []
        if let last = name.lastIndex(where: slash.contains),
            name[..<last].contains(where: slash.contains)
        {
            others.append(Array(name[..<last] + name[(last + 1)...]))
        }
        others += [slash, all].map { separators in name.filter { !separators.contains($0) } }
        for name in others where name.count < (readings.last?.name.utf8.count ?? 0) {
            guard let reading = try? Pair(String(decoding: name, as: UTF8.self)) else { continue }
            readings.append(reading)
        }
        return readings
    }

    /// The pair that a name in a file means where nothing is known.
    ///
    /// Slashes go. A hyphen or an underscore goes if it is the only one, and a quote currency that
    /// is in wide use stands behind it: `btc-usd` is `btcusd`, `cat-capweth` stays.
    static func plain(_ pair: Pair) -> Pair {
        let name = pair.name.utf8
        guard let first = name.firstIndex(where: all.contains) else { return pair }
        if name.contains(where: slash.contains) {
            let joined = name.filter { !slash.contains($0) }
            return (try? Pair(String(decoding: joined, as: UTF8.self))) ?? pair
        }
        let rest = name[name.index(after: first)...]
        guard first > name.startIndex, !rest.contains(where: all.contains),
            quotes.contains(String(pair.name[rest.startIndex...]))
        else { return pair }
        return readings(of: pair).last ?? pair
    }

    /// What a pair is made of, by a quote currency in wide use at its end; `nil` where there is none.
    ///
    /// The longest one that leaves a base of three characters, unless a shorter one leaves a base that
    /// is in wide use itself: `ethusd` is ETH/USD, and not ET/HUSD. For places that only know the name:
    /// an exchange that tells what a pair is made of is right.
    package static func assets(of pair: Pair) -> Assets? {
        let ends = quotes.filter { pair.name.count > $0.count && pair.name.hasSuffix($0) }
            .sorted { $0.count > $1.count }
        let partings = ends.map {
            Assets(base: String(pair.name.dropLast($0.count)), quote: $0)
        }
        return partings.last { quotes.contains($0.base) } ?? partings.first { $0.base.count > 2 }
            ?? partings.first
    }

    /// What a pair may be made of by its last slash, or else by its only hyphen or underscore, or else
    /// by each quote currency in wide use at its end, the longest first.
    static func partings(of pair: Pair) -> [Assets] {
        let name = pair.name.utf8
        let marks = name.indices.filter { all.contains(name[$0]) }
        let slashes = marks.filter { slash.contains(name[$0]) }
        guard let mark = slashes.last ?? (marks.count == 1 ? marks[0] : nil) else {
            let ends = quotes.filter { pair.name.count > $0.count && pair.name.hasSuffix($0) }
            return ends.sorted { $0.count > $1.count }.map {
                Assets(base: String(pair.name.dropLast($0.count)), quote: $0)
            }
        }
        let (base, quote) = (name[..<mark], name[name.index(after: mark)...])
        guard !base.isEmpty, !quote.isEmpty else { return [] }
        return [Assets(base: String(Substring(base)), quote: String(Substring(quote)))]
    }

    /// A word without its separators; `nil` where none stands between two letters or digits.
    package static func joined(_ word: String) -> String? {
        let parts = word.utf8.split(omittingEmptySubsequences: false, whereSeparator: all.contains)
        guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        return String(decoding: parts.joined(), as: UTF8.self)
    }

    private static let slash: Set = [UInt8(ascii: "/")]
    private static let all: Set = [UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_")]

    /// The codes that the exchanges of the catalogue quote in, in lower case.
    static let quotes: Set = [
        "ars", "aud", "bch", "bgb", "bidr", "bkrw", "bnb", "brl", "brz", "btc", "busd", "bvnd",
        "cad", "chf", "cop", "czk", "dai", "doge", "dot", "eth", "eur", "euri", "fdusd", "fil",
        "gbp", "gusd", "ht", "husd", "idr", "idrt", "inr", "jpy", "krw", "ltc", "mnt", "mxn",
        "myr", "ngn", "pax", "pln", "rlusd", "ron", "rub", "sgd", "sol", "trx", "try", "tusd",
        "uah", "ugx", "usd", "usd1", "usdc", "usdd", "usde", "usdf", "usdp", "usdr", "usds",
        "usdt", "ust", "vai", "xbt", "xrp", "zar", "zmw",
    ]
}

extension Instrument {
    /// The instruments that this one may stand for, by the readings of its pair, on the same market.
    public var readings: [Instrument] {
        PairSpelling.readings(of: pair).map { Instrument(market: market, pair: $0) }
    }

    /// The instrument that a file means by it: the first reading that is known, as for a command;
    /// where none is, what `PairSpelling` makes of the name alone.
    package func meant(among known: Set<Instrument> = []) -> Instrument {
        if known.contains(self) { return self }
        return readings.first(where: known.contains)
            ?? Instrument(market: market, pair: PairSpelling.plain(pair))
    }

    /// The name of the pair in a file of prices, which `Instrument.init(market:written:)` reads as
    /// exactly this pair: its own, or as a key of the feed where that would mean another one.
    var writtenPair: String {
        let isPlain = meant() == self && !pair.name.utf8.starts(with: "market:".utf8)
        return isPlain ? pair.name : "market:\(market.name):\(pair.name)"
    }

    /// Reads the name of a pair that stands as a key of the feed, `market:kraken:a/busd`, to the letter.
    ///
    /// - Returns: `nil` for any other name, and for a key of another market.
    init?(market: Market, written name: String) {
        // By bytes: a colon with a combining mark after it is still a colon.
        let start = "market:\(market.name):".utf8
        guard name.utf8.starts(with: start),
            let pair = try? Pair(Substring(name.utf8.dropFirst(start.count)))
        else { return nil }
        self.init(market: market, pair: pair)
    }
}
