@testable import TrackerEngine

/// Bodies in the shape that an entry of the catalogue describes: the reader the other way round.
enum ExchangeBody {
    /// A pair as its exchange writes it.
    struct Row: Sendable {
        let base: String
        let quote: String
        /// As it stands in the answer; `null` for none.
        let price: String

        /// What every row says was traded, in whatever the exchange tells it.
        static let traded = "12.5"
    }

    /// A piece of JSON that grows by what paths lead to.
    indirect enum Tree {
        case nothing
        case scalar(String)
        case object([(key: String, value: Tree)])
        case list([Tree])

        var text: String {
            switch self {
            case .nothing: "null"
            case .scalar(let text): text
            case .object(let members):
                "{" + members.map { "\"\($0.key)\":\($0.value.text)" }.joined(separator: ",") + "}"
            case .list(let items): "[" + items.map(\.text).joined(separator: ",") + "]"
            }
        }

        /// With a value where a path leads; numbers in it are places in a list.
        func putting(_ value: Tree, at path: some Collection<Substring>) -> Tree {
            guard let step = path.first else { return value }
            if let place = Int(step) {
                var items: [Tree] = if case .list(let items) = self { items } else { [] }
                while items.count <= place { items.append(.nothing) }
                items[place] = items[place].putting(value, at: path.dropFirst())
                return .list(items)
            }
            let key = step == "*" ? "ANY" : String(step)
            var members: [(key: String, value: Tree)] = []
            if case .object(let held) = self { members = held }
            let place = members.firstIndex { $0.key == key } ?? members.count
            if place == members.count { members.append((key, .nothing)) }
            members[place].value = members[place].value.putting(value, at: path.dropFirst())
            return .object(members)
        }

        func putting(_ value: Tree, at path: String) -> Tree {
            putting(value, at: path.split(separator: "."))
        }
    }

    static func quoted(_ text: String) -> Tree { .scalar("\"\(text)\"") }

    static func tickers(
        _ rows: [Row], of call: Exchange.Tickers, _ entry: Exchange, at now: Timestamp
    ) -> String {
        let wanted = rows.filter { row in
            call.rows == "@self"
                ? call.url.text.hasSuffix(entry.symbol(of: row))
                : call.quote == nil || call.quote == row.quote
        }
        let trees = wanted.map { row in
            var tree = Tree.nothing
            let isBase = call.quote != nil || call.quoteMember != nil
            let symbol = isBase ? row.base : entry.symbol(of: row)
            if let path = call.quoteMember { tree = tree.putting(quoted(row.quote), at: path) }
            for path in call.price.prefix(1) {
                tree = tree.putting(.scalar(row.price), at: path)
            }
            for path in call.traded.all { tree = tree.putting(quoted(Row.traded), at: path) }
            for test in call.only { tree = tree.putting(quoted(test.values[0]), at: test.path) }
            if let age = call.age { tree = tree.putting(age.unit.scalar(now), at: age.path) }
            return (symbol, tree)
        }
        return answer(trees, symbol: call.symbol, rows: call.rows, entry)
    }

    static func listing(_ rows: [Row], of form: Exchange.Listing, _ entry: Exchange) -> String {
        let trees = rows.map { row in
            var tree = Tree.nothing
            switch form.parts {
            case .apart(let base, let quote):
                tree = tree.putting(quoted(row.base), at: base)
                    .putting(quoted(row.quote), at: quote)
            case .together(let path, let separator):
                tree = tree.putting(quoted(row.base + separator + row.quote), at: path)
            }
            for test in form.only { tree = tree.putting(quoted(test.values[0]), at: test.path) }
            return (entry.symbol(of: row), tree)
        }
        return answer(trees, symbol: form.symbol, rows: form.rows, entry)
    }

    /// A candle for each of some minutes, which are those at which they end.
    static func candles(
        _ closes: [(end: Minute, close: String)], of call: Exchange.Candles, _ entry: Exchange
    ) -> String {
        if call.isInColumns {
            let starts = closes.map {
                call.unit.scalar($0.end.advanced(by: call.isTimeOfEnd ? 0 : -call.step).start)
            }
            return Tree.nothing.putting(.list(starts), at: call.time)
                .putting(.list(closes.map { .scalar($0.close) }), at: call.close).text
        }
        let trees = closes.map { candle in
            let start = candle.end.advanced(by: call.isTimeOfEnd ? 0 : -call.step).start
            return (
                "",
                Tree.nothing.putting(call.unit.scalar(start), at: call.time)
                    .putting(.scalar(candle.close), at: call.close)
            )
        }
        return answer(trees, symbol: "", rows: call.rows, entry)
    }

    private static func answer(
        _ rows: [(symbol: String, tree: Tree)], symbol: String, rows path: String,
        _ entry: Exchange
    ) -> String {
        let all: Tree =
            symbol == "@key"
            ? .object(rows.map { ($0.symbol, $0.tree) })
            : .list(
                rows.map { row in
                    symbol.isEmpty
                        ? row.tree : row.tree.putting(quoted(row.symbol), at: symbol)
                })
        guard !path.isEmpty else { return all.text }
        if path == "@self", case .list(let rows) = all { return rows.first?.text ?? "{}" }
        var top = Tree.nothing.putting(all, at: path)
        for rule in entry.errors {
            if case .fine(let codes) = rule.test, !rule.path.contains(".") {
                top = top.putting(quoted(codes[0]), at: rule.path)
            }
        }
        return top.text
    }
}

extension Exchange {
    /// As this exchange would call a pair.
    func symbol(of row: ExchangeBody.Row) -> String {
        let (first, second) = symbols.isQuoteFirst ? (row.quote, row.base) : (row.base, row.quote)
        return symbols.prefix + first + (symbols.separator ?? "") + second
    }

    /// Made-up pairs that it can tell apart, in an order that is always the same.
    ///
    /// An exchange that has a call for each pair has those, and no others.
    func rows(_ count: Int, minute: Int = 0) -> [ExchangeBody.Row] {
        let products = tickers.filter { $0.rows == "@self" }.compactMap { call in
            call.url.text.split(separator: "=").last.flatMap { symbols.parts(of: String($0)) }
        }
        guard products.isEmpty else {
            return products.prefix(count).enumerated().map { number, parts in
                ExchangeBody.Row(
                    base: parts.base, quote: parts.quote,
                    price: "\"\(1000 + minute % 17 + number)\"")
            }
        }
        let quotes =
            tickers.compactMap(\.quote) + symbols.endings.prefix(3)
            + (symbols.separator == nil ? [] : ["USD", "EUR"])
        let isLower = quotes.first.map { $0 == $0.lowercased() } ?? false
        return (0..<count).map { number in
            let base = "Q\(number / max(quotes.count, 1))Z"
            let ticks = 100_000 + number * 100 + (minute + number) % 17
            return ExchangeBody.Row(
                base: isLower ? base.lowercased() : base,
                quote: quotes.isEmpty ? "USD" : quotes[number % quotes.count],
                price: "\"\(ticks / 100).\(ticks % 100 / 10)\(ticks % 10)\"")
        }
    }
}

extension Exchange.TimeUnit {
    fileprivate func scalar(_ time: Timestamp) -> ExchangeBody.Tree {
        switch self {
        case .seconds: .scalar("\(time.unixSeconds)")
        case .milliseconds: .scalar("\(time.milliseconds)")
        case .iso(let zone): ExchangeBody.quoted(String(zone.local(time).iso.dropLast()))
        }
    }
}
