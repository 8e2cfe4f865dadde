/// The calls that give prices, and the one that tells what is traded.
extension ExchangeForm {
    static func tickers(
        _ table: inout FormTable
    ) throws(ExchangesError) -> Exchange.Tickers {
        let url = try url(.prices, of: &table)
        let rows = try rows(&table)
        let symbols = try paths("symbol", .name, of: &table)
        try checkName(symbols, of: rows, &table)
        let price = try paths("price", .price, of: &table)
        let only = try tests(&table)
        let quote = try literal("quote", of: &table)
        let age = try one("age", of: &table, age)
        let isStrict = try table.flag("strict")
        let pages = try one("pages", of: &table, pages)
        let symbol = try symbol(symbols, isQuoteKnown: quote != nil, table)
        guard !price.isEmpty else { throw table.missing("price") }
        let traded = try traded(&table)
        try checkMembers(price.count + only.count + traded.all.count, table)
        return Exchange.Tickers(
            url: url, rows: rows, symbol: symbol, quoteMember: symbols.dropFirst().first,
            price: price, only: only, quote: quote, age: age, isStrict: isStrict, pages: pages,
            traded: traded)
    }

    /// The first of the paths to a symbol, of which there may be two: to its base and to its quote.
    private static func symbol(
        _ paths: [String], isQuoteKnown: Bool, _ table: FormTable
    ) throws(ExchangesError) -> String {
        guard let first = paths.first else { throw table.missing("symbol") }
        guard paths.count == 1 || paths.count == 2 && !isQuoteKnown else {
            throw ExchangesError(
                table.place,
                "\(table.what) needs one symbol, or two, of base and quote, and then no quote")
        }
        return first
    }

    private static func traded(
        _ table: inout FormTable
    ) throws(ExchangesError) -> Exchange.TradedPaths {
        var paths = Exchange.TradedPaths()
        paths.dollars = try optionalPath("dollars", of: &table)
        paths.turnover = try optionalPath("turnover", of: &table)
        paths.volume = try optionalPath("volume", of: &table)
        paths.average = try optionalPath("average", of: &table)
        guard paths.average == nil || paths.volume != nil else { throw table.missing("volume") }
        return paths
    }

    private static func pages(_ table: inout FormTable) throws(ExchangesError) -> Exchange.Pages {
        let query = try table.needed("query", "a name: letters, digits, _ and -") { text in
            let isName = text.utf8.allSatisfy { "_-".utf8.contains($0) || isAlphanumeric($0) }
            return text.isEmpty || !isName ? nil : text
        }
        let cursor = try path("cursor", of: &table)
        let more = try optionalPath("more", of: &table)
        return Exchange.Pages(query: query, cursor: cursor, more: more)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    private static func age(_ table: inout FormTable) throws(ExchangesError) -> Exchange.Age {
        let path = try path("path", of: &table)
        let unit = try unit(&table)
        guard let most = try table.seconds("most", 60...1e8) else { throw table.missing("most") }
        return Exchange.Age(path: path, unit: unit, most: most)
    }

    static func listing(
        _ table: inout FormTable
    ) throws(ExchangesError) -> Exchange.Listing {
        let url = try url(.prices, of: &table)
        let rows = try rows(&table)
        let symbol = try path("symbol", .name, of: &table)
        try checkName([symbol], of: rows, &table)
        let parts = try parts(&table)
        let only = try tests(&table)
        let isPartial = try table.flag("partial")
        let isNeeded = try table.flag("needed")
        try checkMembers(only.count, table)
        guard let parts else {
            throw ExchangesError(
                table.place, "\(table.what) needs base and quote, or pair and separator")
        }
        return Exchange.Listing(
            url: url, rows: rows, symbol: symbol, parts: parts, only: only, isPartial: isPartial,
            isNeeded: isNeeded)
    }

    /// The paths to base and quote; `nil` for neither of the two ways to give them.
    private static func parts(
        _ table: inout FormTable
    ) throws(ExchangesError) -> Exchange.Listing.Parts? {
        let base = try optionalPath("base", .name, of: &table)
        let quote = try optionalPath("quote", .name, of: &table)
        let pair = try optionalPath("pair", .name, of: &table)
        let separator = try literal("separator", of: &table)
        if let pair, let separator {
            return .together(path: pair, separator: separator)
        }
        guard let base, let quote else { return nil }
        return .apart(base: base, quote: quote)
    }

    /// Checks that a row has room for all members that are looked for, beside the symbol.
    private static func checkMembers(_ count: Int, _ table: FormTable) throws(ExchangesError) {
        guard count < JSONTable.Shape.most - 3 else {
            throw ExchangesError(table.place, "\(table.what) looks at too many members")
        }
    }
}
