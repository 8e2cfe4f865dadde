/// What symbols, complaints and candles look like.
extension ExchangeForm {
    static func symbols(_ table: inout FormTable) throws(ExchangesError) -> SymbolRule {
        var rule = SymbolRule()
        rule.prefix = try literal("prefix", of: &table) ?? ""
        rule.separator = try literal("separator", of: &table)
        rule.width = try table.number("width", 1...32)
        rule.endings = try literals("endings", of: &table).filter { !$0.isEmpty }
        if table.value("order") != nil {
            rule.isQuoteFirst = try table.needed("order", "\"base quote\" or \"quote base\"") {
                ["base quote": false, "quote base": true][$0]
            }
        }
        rule.isName = try table.flag("name")
        rule.aliases = try codes(&table)
        rule.skip = try table.texts("skip").map(Glob.init)
        rule.market = try one("market", of: &table, marketPart)
        rule.repeats = try table.flag("repeats")
        return rule
    }

    private static func marketPart(
        _ table: inout FormTable
    ) throws(ExchangesError) -> SymbolRule.MarketPart {
        let after = try literals("after", of: &table)
        let before = try table.needed("before", literal) {
            !$0.isEmpty && isLiteral($0) ? $0 : nil
        }
        return SymbolRule.MarketPart(after: after.isEmpty ? [""] : after, before: before)
    }

    static func errorRule(
        _ table: inout FormTable
    ) throws(ExchangesError) -> Exchange.ErrorRule {
        let path = try path("code", of: &table)
        let fine = try literals("fine", of: &table)
        let failed = try literals("failed", of: &table)
        let words = try paths("words", of: &table)
        let busy = try table.texts("busy").map(Glob.init)
        guard fine.isEmpty || failed.isEmpty else {
            throw ExchangesError(
                table.place, "\(table.what) has both fine and failed; use one of them")
        }
        return Exchange.ErrorRule(
            path: path,
            test: fine.isEmpty ? failed.isEmpty ? .present : .failed(failed) : .fine(fine),
            words: words, busy: busy)
    }

    static func candles(
        _ table: inout FormTable
    ) throws(ExchangesError) -> Exchange.Candles {
        let url = try url(.candles, of: &table)
        let step = try table.number("step", 1...60) ?? 1
        guard let limit = try table.number("limit", 2...20_000) else {
            throw table.missing("limit")
        }
        let reach = try table.number("reach", 2...20_000)
        let rows = try rows(&table)
        let time = try path("time", of: &table)
        let unit = try unit(&table)
        let isTimeOfEnd = try table.flag("ends")
        let close = try path("close", of: &table)
        let isInColumns = try table.flag("columns")
        return Exchange.Candles(
            url: url, step: step, limit: limit, reach: reach, rows: rows, time: time, unit: unit,
            isTimeOfEnd: isTimeOfEnd, close: close, isInColumns: isInColumns)
    }

    static func unit(_ table: inout FormTable) throws(ExchangesError) -> Exchange.TimeUnit {
        try table.needed("unit", "\"s\", \"ms\", \"iso\", or \"iso+9\" for UTC+9") {
            Exchange.TimeUnit($0)
        }
    }
}
