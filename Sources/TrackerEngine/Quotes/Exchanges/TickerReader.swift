/// Makes quotes of the answers of an exchange: the general reader, for whatever an entry describes.
struct TickerReader: Sendable {
    private var book: SymbolBook
    private var quotes: [Quote] = []
    private var rejected = 0
    private var firstRejection: String?
    private let now: Timestamp
    /// Members of rows that were looked for, until one of them is seen.
    private var unseen: [String] = []
    private var isSeen = false

    /// `book`: what was learned from the answers before.
    init(_ book: SymbolBook, at now: Timestamp) {
        self.book = book
        self.now = now
        self.book.begin()
    }

    /// Takes an answer.
    ///
    /// - Returns: how many rows it had.
    /// - Throws: `QuoteError` for an answer that is none, or that has no row.
    mutating func take(
        _ body: [UInt8], of call: Exchange.Tickers, _ reader: AnswerReader, isPage: Bool = false
    ) throws(QuoteError) -> Int {
        let price = 1
        let age = price + call.price.count
        let only = age + (call.age == nil ? 0 : 1)
        let columns =
            [call.symbol] + call.price + (call.age.map { [$0.path] } ?? []) + call.only.map(\.path)
        let table = try reader.table(body, rows: call.rows, columns: columns, isPage: isPage)
        guard table.rowCount > 0 else {
            throw .malformed(host: reader.host, reason: "there is no price in it")
        }
        quotes.reserveCapacity(quotes.count + table.rowCount)
        unseen += call.price
        book.reserve(table.rowCount)
        for row in 0..<table.rowCount
        where Exchange.RowTest.passes(call.only, table, row: row, from: only) {
            if let limit = call.age,
                let time = limit.unit.time(table, .cell(row: row, column: age)),
                now - time > limit.most
            {
                continue
            }
            take(row, of: table, prices: price..<age, quote: call.quote)
        }
        return table.rowCount
    }

    private mutating func take(
        _ row: Int, of table: borrowing JSONTable, prices: Range<Int>, quote: String?
    ) {
        let spot = JSONTable.Spot.cell(row: row, column: 0)
        guard
            let (meaning, symbol) = unsafe table.withText(
                spot, { unsafe $0.isEmpty ? nil : book.meaning(of: $0, quote: quote) })
        else { return reject("a row without a symbol of its own") }
        switch meaning {
        case .skipped: return
        case .unreadable:
            return reject("\"\(symbol.plain(upTo: 60))\" is no pair that can be told apart")
        case .taken(let owner):
            let words =
                "\"\(symbol.plain(upTo: 60))\" has the name of \"\(owner.plain(upTo: 60))\""
            return reject(words)
        case .pair(let instrument):
            let column = prices.first { table.has(.cell(row: row, column: $0)) }
            if column != nil { isSeen = true }
            let number = column.map { table.number(.cell(row: row, column: $0)) } ?? .nan
            // Null, nothing, zero and less: what has no price is left out, and nobody need be told.
            guard number > 0, let price = try? Price(number) else { return }
            quotes.append(Quote(instrument, price))
        }
    }

    private mutating func reject(_ words: @autoclosure () -> String) {
        rejected += 1
        if firstRejection == nil { firstRejection = words() }
    }

    /// What was read: each instrument once.
    ///
    /// - Throws: `QuoteError` where not one price was in it.
    consuming func finish(host: String) throws(QuoteError) -> (Poll, SymbolBook, isStale: Bool) {
        let isStale = book.finish()
        guard !quotes.isEmpty else {
            let missing = isSeen ? "" : ": no pair has \(unseen.joined(separator: " or "))"
            let words = missing + (firstRejection.map { ": \($0)" } ?? "")
            throw .malformed(host: host, reason: "there is no price in it" + words)
        }
        var poll = Poll(quotes: quotes, rejected: rejected, firstRejection: firstRejection)
        poll.assets = book.assets
        return (poll, book, isStale)
    }
}

extension Exchange.TimeUnit {
    /// The time that stands somewhere, `nil` where there is none.
    func time(_ table: borrowing JSONTable, _ spot: JSONTable.Spot) -> Timestamp? {
        if self == .iso { return table.text(spot).flatMap { Timestamp(iso: $0) } }
        let number = table.number(spot) * (self == .seconds ? 1000 : 1)
        // The year 5138: no sum of it with anything runs over.
        guard number.magnitude < 1e14 else { return nil }
        return Timestamp(milliseconds: Int(number))
    }
}
