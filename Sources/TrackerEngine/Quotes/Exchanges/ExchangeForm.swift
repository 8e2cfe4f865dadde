/// Reads exchanges from TOML: the form of the built-in catalogue, and of files of a user's own.
///
/// `docs/exchanges.md` describes it for a person.
enum ExchangeForm {
    /// The exchanges of a text; `isBuiltIn`: of our own catalogue, where names are not reserved.
    ///
    /// - Throws: `ExchangesError` with the place of the first thing that is wrong.
    static func exchanges(
        in text: [UInt8], isBuiltIn: Bool = false
    ) throws(ExchangesError) -> [Exchange] {
        let file: TOML
        do throws(TOMLError) { file = try TOML.parse(text) } catch { throw ExchangesError(error) }
        var top = try FormTable(file, "the file")
        var exchanges: [Exchange] = []
        guard let list = top.value("exchange") else { throw top.missing("exchange") }
        try top.finish()
        guard case .list(let entries) = list.value, !entries.isEmpty, entries.count <= 500 else {
            throw ExchangesError(list.place, "exchanges must be written as [[exchange]]")
        }
        for entry in entries {
            var table = try FormTable(entry, "the exchange")
            let exchange = try exchange(&table, isBuiltIn)
            guard !exchanges.contains(where: { $0.id == exchange.id }) else {
                throw ExchangesError(entry.place, "\"\(exchange.id)\" is there twice")
            }
            exchanges.append(exchange)
        }
        return exchanges
    }

    private static func exchange(
        _ table: inout FormTable, _ isBuiltIn: Bool
    ) throws(ExchangesError) -> Exchange {
        let id = try id(&table, isBuiltIn)
        table.what = "exchange \"\(id)\""
        let facts = try facts(&table)
        let tickers = try list("tickers", of: &table, Self.tickers)
        let fallback = try list("fallback", of: &table, Self.tickers)
        let detailed = try list("detailed", of: &table, Self.tickers)
        let listing = try one("listing", of: &table, Self.listing)
        let symbols = try one("symbols", of: &table, Self.symbols)
        let errors = try list("errors", of: &table, errorRule)
        let candles = try list("candles", of: &table, Self.candles)
        try table.finish()
        let exchange = Exchange(
            id: id, name: facts.name ?? id.name, otherNames: facts.others,
            isPopular: facts.isPopular, isRetired: facts.isRetired, pause: facts.pause,
            pairs: facts.pairs, verified: facts.verified, tickers: tickers, fallback: fallback,
            detailed: detailed, listing: listing, symbols: symbols ?? SymbolRule(), errors: errors,
            candles: candles)
        try check(exchange, table)
        return exchange
    }

    private static func id(
        _ table: inout FormTable, _ isBuiltIn: Bool
    ) throws(ExchangesError) -> Market {
        try table.needed(
            "id",
            "a name in lower case: letters, digits and -; none of "
                + QuoteSources.ownNames.joined(separator: ", ")
        ) { isBuiltIn ? try? Market($0) : market($0) }
    }

    /// The keys that are about the exchange itself, not about what it answers.
    private struct Facts {
        let name: String?
        let others: [Market]
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
        guard Set(exchange.candles.map(\.step)).count == exchange.candles.count else {
            throw ExchangesError(table.place, "\(table.what) has two candles of one step")
        }
        let notes = exchange.errors.map { 1 + $0.words.count }.reduce(0, +)
        guard notes <= AnswerReader.mostNotes else {
            throw ExchangesError(table.place, "\(table.what) has too many errors and words of them")
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
        guard text.utf8.allSatisfy(allowed.contains), !QuoteSources.ownNames.contains(text) else {
            return nil
        }
        return try? Market(text)
    }

    private static func markets(
        _ key: String, of table: inout FormTable
    ) throws(ExchangesError) -> [Market] {
        let place = table.value(key)?.place ?? table.place
        var markets: [Market] = []
        for text in try table.texts(key) {
            guard let market = market(text) else {
                throw ExchangesError(
                    place, "\(key) of \(table.what) must be names like an id")
            }
            markets.append(market)
        }
        return markets
    }
}
