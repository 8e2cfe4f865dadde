/// Reads exchanges from TOML: the form of the built-in catalogue, and of files of a user's own.
///
/// `docs/exchanges.md` describes it for a person.
enum ExchangeForm {
    /// - Throws: `ExchangesError` with the place of the first thing that is wrong.
    static func exchanges(in text: [UInt8]) throws(ExchangesError) -> [Exchange] {
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
            let exchange = try exchange(&table)
            guard !exchanges.contains(where: { $0.id == exchange.id }) else {
                throw ExchangesError(entry.place, "\"\(exchange.id)\" is there twice")
            }
            exchanges.append(exchange)
        }
        return exchanges
    }

    private static func exchange(_ table: inout FormTable) throws(ExchangesError) -> Exchange {
        let id = try table.needed("id", "a name in lower case: letters, digits and -", market)
        table.what = "exchange \"\(id)\""
        let name = try table.text("name") ?? id.name
        let others = try table.texts("also")
        let isPopular = try table.flag("popular")
        guard let pause = try table.seconds("pause", 0.01...60) else {
            throw table.missing("pause")
        }
        let pairs = try table.number("pairs", 0...1_000_000)
        let verified = try table.text("verified") ?? ""
        let tickers = try list("tickers", of: &table, Self.tickers)
        let fallback = try list("fallback", of: &table, Self.tickers)
        let listing = try list("listing", of: &table, Self.listing)
        let symbols = try list("symbols", of: &table, Self.symbols)
        let errors = try list("errors", of: &table, errorRule)
        let candles = try list("candles", of: &table, Self.candles)
        try table.finish()
        guard !tickers.isEmpty else { throw table.missing("tickers") }
        guard Set(candles.map(\.step)).count == candles.count else {
            throw ExchangesError(table.place, "\(table.what) has two candles of one step")
        }
        return Exchange(
            id: id, name: name, otherNames: others.compactMap { try? Market($0) },
            isPopular: isPopular, pause: pause, pairs: pairs, verified: verified, tickers: tickers,
            fallback: fallback, listing: listing.first, symbols: symbols.first ?? SymbolRule(),
            errors: errors, candles: candles)
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
        let reserved = ["all", "exchanges", "cryptowatch", "simulated"]
        guard text.utf8.allSatisfy(allowed.contains), !reserved.contains(text) else { return nil }
        return try? Market(text)
    }
}

// MARK: - Parts

extension ExchangeForm {
    private static let address = "an address that begins with https:// or http://"
    private static let path = "a path such as result.list, with dots between its steps"

    private static func tickers(
        _ table: inout FormTable
    ) throws(ExchangesError) -> Exchange.Tickers {
        let url = try table.needed("url", address) { try? WebAddress($0) }
        let rows = try table.text("rows") ?? ""
        let symbol = try table.needed("symbol", path, pathOf)
        let price = try table.texts("price")
        let only = try tests(&table)
        let quote = try table.text("quote")
        let age = try list("age", of: &table, age)
        guard !price.isEmpty else { throw table.missing("price") }
        guard price.count + only.count < JSONTable.Shape.most - 2 else {
            throw ExchangesError(table.place, "too many members are looked at")
        }
        return Exchange.Tickers(
            url: url, rows: rows, symbol: symbol, price: price, only: only, quote: quote,
            age: age.first)
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
        let url = try table.needed("url", address) { try? WebAddress($0) }
        let rows = try table.text("rows") ?? ""
        let symbol = try table.needed("symbol", path, pathOf)
        let base = try table.text("base")
        let quote = try table.text("quote")
        let pair = try table.text("pair")
        let separator = try table.text("separator")
        let only = try tests(&table)
        let isPartial = try table.flag("partial")
        let isNeeded = try table.flag("needed")
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
        return rule
    }

    private static func errorRule(
        _ table: inout FormTable
    ) throws(ExchangesError) -> Exchange.ErrorRule {
        let path = try table.needed("code", path, pathOf)
        let fine = try table.texts("fine")
        let failed = try table.texts("failed")
        let words = try table.texts("words")
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
        let url = try table.needed("url", "\(address), with places such as {symbol}") {
            URLTemplate($0)
        }
        let step = try table.number("step", 1...60) ?? 1
        guard let limit = try table.number("limit", 2...20_000) else {
            throw table.missing("limit")
        }
        let reach = try table.number("reach", 2...20_000)
        let rows = try table.text("rows") ?? ""
        let time = try table.needed("time", path, pathOf)
        let unit = try unit(&table)
        let isTimeOfEnd = try table.flag("ends")
        let close = try table.needed("close", path, pathOf)
        return Exchange.Candles(
            url: url, step: step, limit: limit, reach: reach, rows: rows, time: time, unit: unit,
            isTimeOfEnd: isTimeOfEnd, close: close)
    }

    private static func unit(_ table: inout FormTable) throws(ExchangesError) -> Exchange.TimeUnit {
        try table.needed("unit", "\"s\", \"ms\" or \"iso\"") { Exchange.TimeUnit(rawValue: $0) }
    }

    private static func tests(
        _ table: inout FormTable
    ) throws(ExchangesError) -> [Exchange.RowTest] {
        try table.pairs("only").map { Exchange.RowTest(path: $0.key, values: $0.values) }
    }

    private static func pathOf(_ text: String) -> String? {
        text.isEmpty || text.contains("\n") ? nil : text
    }
}
