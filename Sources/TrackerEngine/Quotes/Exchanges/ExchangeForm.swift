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
        let id = try table.needed(
            "id",
            "a name in lower case: letters, digits and -; none of "
                + QuoteSources.ownNames.joined(separator: ", ")
        ) { isBuiltIn ? try? Market($0) : market($0) }
        table.what = "exchange \"\(id)\""
        let name = try table.text("name") ?? id.name
        let others = try markets("also", of: &table)
        let isPopular = try table.flag("popular")
        let isRetired = try table.flag("retired")
        guard let pause = try table.seconds("pause", 0.01...60) else {
            throw table.missing("pause")
        }
        let pairs = try table.number("pairs", 0...1_000_000)
        let verified = try table.text("verified") ?? ""
        let tickers = try list("tickers", of: &table, Self.tickers)
        let fallback = try list("fallback", of: &table, Self.tickers)
        let detailed = try list("detailed", of: &table, Self.tickers)
        let listing = try one("listing", of: &table, Self.listing)
        let symbols = try one("symbols", of: &table, Self.symbols)
        let errors = try list("errors", of: &table, errorRule)
        let candles = try list("candles", of: &table, Self.candles)
        try table.finish()
        guard !tickers.isEmpty else { throw table.missing("tickers") }
        guard Set(candles.map(\.step)).count == candles.count else {
            throw ExchangesError(table.place, "\(table.what) has two candles of one step")
        }
        guard errors.map({ 1 + $0.words.count }).reduce(0, +) <= AnswerReader.mostNotes else {
            throw ExchangesError(table.place, "\(table.what) has too many errors and words of them")
        }
        return Exchange(
            id: id, name: name, otherNames: others, isPopular: isPopular, isRetired: isRetired,
            pause: pause, pairs: pairs, verified: verified, tickers: tickers, fallback: fallback,
            detailed: detailed, listing: listing, symbols: symbols ?? SymbolRule(), errors: errors,
            candles: candles)
    }

    private static func one<Value>(
        _ key: String, of table: inout FormTable,
        _ read: (inout FormTable) throws(ExchangesError) -> Value
    ) throws(ExchangesError) -> Value? {
        let values = try list(key, of: &table, read)
        guard values.count <= 1 else {
            throw ExchangesError(table.place, "\(table.what) has more than one \(key)")
        }
        return values.first
    }

    private static func list<Value>(
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

// MARK: - Parts

extension ExchangeForm {
    private static let address = "an address that begins with https:// or http://"
    private static let path =
        "a path such as result.list, with dots between its steps, and * in rows only"

    /// An address, with the places that a call of its kind may have.
    private static func url(
        _ use: URLTemplate.Use, of table: inout FormTable
    ) throws(ExchangesError) -> URLTemplate {
        let words = "\(address), with no places but \(use.places)"
        return try table.needed("url", words) { URLTemplate($0, for: use) }
    }

    private static func tickers(
        _ table: inout FormTable
    ) throws(ExchangesError) -> Exchange.Tickers {
        let url = try url(.prices, of: &table)
        let rows = try rows(&table)
        let symbols = try paths("symbol", of: &table)
        let price = try paths("price", of: &table)
        let only = try tests(&table)
        let quote = try table.text("quote")
        let age = try one("age", of: &table, age)
        let isStrict = try table.flag("strict")
        let pages = try one("pages", of: &table, pages)
        guard let symbol = symbols.first else { throw table.missing("symbol") }
        guard !price.isEmpty else { throw table.missing("price") }
        guard symbols.count == 1 || symbols.count == 2 && quote == nil else {
            throw ExchangesError(
                table.place,
                "\(table.what) needs one symbol, or two, of base and quote, and then no quote")
        }
        let traded = try traded(&table)
        guard price.count + only.count + traded.all.count < JSONTable.Shape.most - 3 else {
            throw ExchangesError(table.place, "\(table.what) looks at too many members")
        }
        return Exchange.Tickers(
            url: url, rows: rows, symbol: symbol, quoteMember: symbols.dropFirst().first,
            price: price, only: only, quote: quote, age: age, isStrict: isStrict, pages: pages,
            traded: traded)
    }

    private static func traded(
        _ table: inout FormTable
    ) throws(ExchangesError) -> Exchange.TradedPaths {
        var paths = Exchange.TradedPaths()
        paths.dollars = try table.optional("dollars", path, pathOf)
        paths.turnover = try table.optional("turnover", path, pathOf)
        paths.volume = try table.optional("volume", path, pathOf)
        paths.average = try table.optional("average", path, pathOf)
        guard paths.average == nil || paths.volume != nil else { throw table.missing("volume") }
        return paths
    }

    private static func pages(_ table: inout FormTable) throws(ExchangesError) -> Exchange.Pages {
        let query = try table.needed("query", "a name: letters, digits, _ and -") { text in
            let isName = text.utf8.allSatisfy { "_-".utf8.contains($0) || isAlphanumeric($0) }
            return text.isEmpty || !isName ? nil : text
        }
        let cursor = try table.needed("cursor", path, pathOf)
        let more = try table.optional("more", path, pathOf)
        return Exchange.Pages(query: query, cursor: cursor, more: more)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    private static func age(_ table: inout FormTable) throws(ExchangesError) -> Exchange.Age {
        let path = try table.needed("path", path, pathOf)
        let unit = try unit(&table)
        guard let most = try table.seconds("most", 60...1e8) else { throw table.missing("most") }
        return Exchange.Age(path: path, unit: unit, most: most)
    }

    private static func listing(
        _ table: inout FormTable
    ) throws(ExchangesError) -> Exchange.Listing {
        let url = try url(.prices, of: &table)
        let rows = try rows(&table)
        let symbol = try table.needed("symbol", path, pathOf)
        let base = try table.optional("base", path, pathOf)
        let quote = try table.optional("quote", path, pathOf)
        let pair = try table.optional("pair", path, pathOf)
        let separator = try table.text("separator")
        let only = try tests(&table)
        let isPartial = try table.flag("partial")
        let isNeeded = try table.flag("needed")
        guard only.count < JSONTable.Shape.most - 3 else {
            throw ExchangesError(table.place, "\(table.what) looks at too many members")
        }
        let parts: Exchange.Listing.Parts
        if let pair, let separator, !separator.isEmpty {
            parts = .together(path: pair, separator: separator)
        } else if let base, let quote {
            parts = .apart(base: base, quote: quote)
        } else {
            throw ExchangesError(
                table.place, "\(table.what) needs base and quote, or pair and separator")
        }
        return Exchange.Listing(
            url: url, rows: rows, symbol: symbol, parts: parts, only: only, isPartial: isPartial,
            isNeeded: isNeeded)
    }

    private static func symbols(_ table: inout FormTable) throws(ExchangesError) -> SymbolRule {
        var rule = SymbolRule()
        rule.prefix = try table.text("prefix") ?? ""
        rule.separator = try table.text("separator").flatMap { $0.isEmpty ? nil : $0 }
        rule.width = try table.number("width", 1...32)
        rule.endings = try table.texts("endings").filter { !$0.isEmpty }
        if table.value("order") != nil {
            rule.isQuoteFirst = try table.needed("order", "\"base quote\" or \"quote base\"") {
                ["base quote": false, "quote base": true][$0]
            }
        }
        rule.isName = try table.flag("name")
        for (code, other) in try table.pairs("codes") { rule.aliases[code] = other.first }
        rule.skip = try table.texts("skip").map(Glob.init)
        rule.market = try one("market", of: &table, marketPart)
        rule.repeats = try table.flag("repeats")
        return rule
    }

    private static func marketPart(
        _ table: inout FormTable
    ) throws(ExchangesError) -> SymbolRule.MarketPart {
        let after = try table.texts("after")
        let before = try table.needed("before", "a text") { $0.isEmpty ? nil : $0 }
        return SymbolRule.MarketPart(after: after.isEmpty ? [""] : after, before: before)
    }

    private static func errorRule(
        _ table: inout FormTable
    ) throws(ExchangesError) -> Exchange.ErrorRule {
        let path = try table.needed("code", path, pathOf)
        let fine = try table.texts("fine")
        let failed = try table.texts("failed")
        let words = try paths("words", of: &table)
        let busy = try table.texts("busy").map(Glob.init)
        guard fine.isEmpty || failed.isEmpty else {
            throw ExchangesError(table.place, "\(table.what) has fine and failed: one is enough")
        }
        return Exchange.ErrorRule(
            path: path,
            test: fine.isEmpty ? failed.isEmpty ? .present : .failed(failed) : .fine(fine),
            words: words, busy: busy)
    }

    private static func candles(
        _ table: inout FormTable
    ) throws(ExchangesError) -> Exchange.Candles {
        let url = try url(.candles, of: &table)
        let step = try table.number("step", 1...60) ?? 1
        guard let limit = try table.number("limit", 2...20_000) else {
            throw table.missing("limit")
        }
        let reach = try table.number("reach", 2...20_000)
        let rows = try rows(&table)
        let time = try table.needed("time", path, pathOf)
        let unit = try unit(&table)
        let isTimeOfEnd = try table.flag("ends")
        let close = try table.needed("close", path, pathOf)
        let isInColumns = try table.flag("columns")
        return Exchange.Candles(
            url: url, step: step, limit: limit, reach: reach, rows: rows, time: time, unit: unit,
            isTimeOfEnd: isTimeOfEnd, close: close, isInColumns: isInColumns)
    }

    private static func unit(_ table: inout FormTable) throws(ExchangesError) -> Exchange.TimeUnit {
        try table.needed("unit", "\"s\", \"ms\", \"iso\", or \"iso+9\" for UTC+9") {
            Exchange.TimeUnit($0)
        }
    }

    private static func tests(
        _ table: inout FormTable
    ) throws(ExchangesError) -> [Exchange.RowTest] {
        let place = table.value("only")?.place ?? table.place
        let pairs = try table.pairs("only")
        guard pairs.allSatisfy({ pathOf($0.key) != nil }) else {
            throw ExchangesError(place, "each key in only of \(table.what) must be \(path)")
        }
        return pairs.map { Exchange.RowTest(path: $0.key, values: $0.values) }
    }

    private static func paths(
        _ key: String, of table: inout FormTable
    ) throws(ExchangesError) -> [String] {
        let place = table.value(key)?.place ?? table.place
        let texts = try table.texts(key)
        guard texts.allSatisfy({ pathOf($0) != nil }) else {
            throw ExchangesError(place, "\(key) of \(table.what) must be \(path)")
        }
        return texts
    }

    /// The path to the rows, in which `*` may stand.
    private static func rows(_ table: inout FormTable) throws(ExchangesError) -> String {
        guard table.value("rows") != nil else { return "" }
        return try table.needed("rows", "empty, or \(path)") { $0.isEmpty ? "" : plain($0) }
    }

    private static func pathOf(_ text: String) -> String? {
        text.isEmpty || text.split(separator: ".").contains("*") ? nil : plain(text)
    }

    /// Line feeds and zeros would end it where it is handed on.
    private static func plain(_ text: String) -> String? {
        text.utf8.contains { $0 == 0x0A || $0 == 0 } ? nil : text
    }
}
