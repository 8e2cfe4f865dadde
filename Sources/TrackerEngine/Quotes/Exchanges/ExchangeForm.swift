/// Reads exchanges from TOML: the form of the built-in catalogue, and of files of a user's own.
///
/// `docs/exchanges.md` describes it for a person.
enum ExchangeForm {
    /// The most exchanges of a file.
    private static let most = 500

    /// The exchanges of a text; `isBuiltIn`: of our own catalogue, where names are not reserved.
    ///
    /// `others`: the entries that these are added to; one with the id of an entry here gives way to
    /// it, and the names of all others are taken.
    /// - Throws: `ExchangesError` with the place of the first thing that is wrong.
    static func exchanges(
        in text: [UInt8], besides others: [Exchange] = [], isBuiltIn: Bool = false
    ) throws(ExchangesError) -> [Exchange] {
        let file: TOML
        do throws(TOMLError) { file = try TOML.parse(text) } catch { throw ExchangesError(error) }
        var top = try FormTable(file, "the file")
        var exchanges: [Exchange] = []
        guard let list = top.value("exchange") else { throw top.missing("exchange") }
        try top.finish()
        guard case .list(let entries) = list.value, !entries.isEmpty else {
            throw ExchangesError(list.place, "exchanges must be written as [[exchange]]")
        }
        guard entries.count <= most else {
            let words = "\(entries.count) exchanges: a file may have \(most) at most"
            throw ExchangesError(entries[most].place, words)
        }
        var claims: [NameClaim] = []
        for entry in entries {
            var table = try FormTable(entry, "the exchange")
            let (exchange, names) = try exchange(&table, isBuiltIn)
            exchanges.append(exchange)
            claims += names
        }
        try NameClaim.check(claims, of: exchanges, besides: others)
        return exchanges
    }

    private static func exchange(
        _ table: inout FormTable, _ isBuiltIn: Bool
    ) throws(ExchangesError) -> (Exchange, [NameClaim]) {
        let place = table.value("id")?.place ?? table.place
        let id = try id(&table, isBuiltIn)
        table.what = "exchange \"\(id)\""
        let facts = try facts(&table)
        let tickers = try list("tickers", of: &table, Self.tickers)
        let fallback = try list("fallback", of: &table, Self.tickers)
        let detailed = try list("detailed", of: &table, Self.tickers)
        let listing = try one("listing", of: &table, Self.listing)
        let symbols = try one("symbols", of: &table, Self.symbols)
        let errors = try list("errors", of: &table, errorRule)
        let candles = try allCandles(of: &table)
        try table.finish()
        let exchange = Exchange(
            id: id, name: facts.name ?? id.name, otherNames: facts.others.map(\.market),
            isPopular: facts.isPopular, isRetired: facts.isRetired, pause: facts.pause,
            pairs: facts.pairs, verified: facts.verified, tickers: tickers, fallback: fallback,
            detailed: detailed, listing: listing, symbols: symbols ?? SymbolRule(), errors: errors,
            candles: candles)
        try check(exchange, table)
        let claims = [NameClaim(name: id, owner: id, place: place)]
        return (
            exchange,
            claims + facts.others.map { NameClaim(name: $0.market, owner: id, place: $0.place) }
        )
    }

    /// The calls for candles, in the order in which they are made.
    private static func allCandles(
        of table: inout FormTable
    ) throws(ExchangesError) -> [Exchange.Candles] {
        var all: [Exchange.Candles] = []
        for var inner in try table.tables("candles") {
            let place = inner.value("step")?.place ?? inner.place
            let candles = try candles(&inner)
            try inner.finish()
            if let last = all.last, candles.step <= last.step {
                throw ExchangesError(
                    place,
                    all.contains { $0.step == candles.step }
                        ? "\(table.what) has two candles with the same step, \(candles.step)"
                        : "step \(candles.step) after step \(last.step) in candles of "
                            + "\(table.what): the shortest comes first")
            }
            all.append(candles)
        }
        return all
    }

    private static func id(
        _ table: inout FormTable, _ isBuiltIn: Bool
    ) throws(ExchangesError) -> Market {
        try table.needed(
            "id",
            "a name in lower case: letters, digits and -, a letter or digit first; none of "
                + QuoteSources.ownNames.joined(separator: ", ")
        ) { isBuiltIn ? try? Market($0) : market($0) }
    }

    /// The keys that are about the exchange itself, not about what it answers.
    private struct Facts {
        let name: String?
        let others: [(market: Market, place: TOML.Place)]
        let isPopular: Bool
        let isRetired: Bool
        let pause: Duration
        let pairs: Int?
        let verified: String
    }

    private static func facts(_ table: inout FormTable) throws(ExchangesError) -> Facts {
        let name = try table.text("name")
        let others = try markets("also", of: &table)
        let isPopular = try table.flag("popular")
        let isRetired = try table.flag("retired")
        guard let pause = try table.seconds("pause", 0.01...60) else {
            throw table.missing("pause")
        }
        let pairs = try table.number("pairs", 0...1_000_000)
        return Facts(
            name: name, others: others, isPopular: isPopular, isRetired: isRetired, pause: pause,
            pairs: pairs, verified: try table.text("verified") ?? "")
    }

    /// Checks what no part can see by itself.
    private static func check(_ exchange: Exchange, _ table: FormTable) throws(ExchangesError) {
        guard !exchange.tickers.isEmpty else { throw table.missing("tickers") }
        let notes = exchange.errors.map { 1 + $0.words.count }.reduce(0, +)
        guard notes <= AnswerReader.mostNotes else {
            throw ExchangesError(table.place, "\(table.what) has too many error rules")
        }
    }

    static func one<Value>(
        _ key: String, of table: inout FormTable,
        _ read: (inout FormTable) throws(ExchangesError) -> Value
    ) throws(ExchangesError) -> Value? {
        let values = try list(key, of: &table, read)
        guard values.count <= 1 else {
            throw ExchangesError(table.place, "\(table.what) has more than one \(key)")
        }
        return values.first
    }

    static func list<Value>(
        _ key: String, of table: inout FormTable,
        _ read: (inout FormTable) throws(ExchangesError) -> Value
    ) throws(ExchangesError) -> [Value] {
        var values: [Value] = []
        for var inner in try table.tables(key) {
            values.append(try read(&inner))
            try inner.finish()
        }
        return values
    }

    /// Names that `--source` can tell apart from each other and from a list.
    private static func market(_ text: String) -> Market? {
        let allowed = "abcdefghijklmnopqrstuvwxyz0123456789-".utf8
        // A dash first would be an option of the command line.
        guard text.utf8.allSatisfy(allowed.contains), !text.hasPrefix("-"),
            !QuoteSources.ownNames.contains(text)
        else { return nil }
        return try? Market(text)
    }

    private static func markets(
        _ key: String, of table: inout FormTable
    ) throws(ExchangesError) -> [(market: Market, place: TOML.Place)] {
        var markets: [(market: Market, place: TOML.Place)] = []
        for (text, place) in try table.placedTexts(key) {
            guard let market = market(text) else {
                throw ExchangesError(
                    place, "\(key) of \(table.what) must be names like an id")
            }
            markets.append((market, place))
        }
        return markets
    }
}
