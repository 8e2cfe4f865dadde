/// Makes quotes of the answers of an exchange: the general reader, for whatever an entry describes.
struct TickerReader: Sendable {
    private var book: SymbolBook
    private let rule: SymbolRule
    private var quotes: [Quote] = []
    /// The places in `quotes` by instrument, once one of them may come twice.
    private var places: [Instrument: Int]?
    private var rejected = 0
    private var firstRejection: String?
    private let now: Timestamp
    /// Rows of all answers.
    private(set) var rows = 0
    /// Members of rows that were looked for, until one of them is seen.
    private var unseen: [String] = []
    private var isSeen = false

    /// `book`: what was learned from the answers before.
    init(_ book: SymbolBook, at now: Timestamp) {
        self.book = book
        self.now = now
        rule = book.rule
        self.book.begin()
    }

    /// Reads an answer.
    ///
    /// - Returns: how many rows it had, and the cursor of the next page if there is one.
    /// - Throws: `QuoteError` for an answer that is none, or that has no row.
    @discardableResult
    mutating func take(
        _ body: [UInt8], of call: Exchange.Tickers, _ reader: AnswerReader, isPage: Bool = false
    ) throws(QuoteError) -> (rows: Int, next: String?) {
        let price = 1
        let age = price + call.price.count
        let only = age + (call.age == nil ? 0 : 1)
        let columns =
            [call.symbol] + call.price + (call.age.map { [$0.path] } ?? []) + call.only.map(\.path)
        let notes = call.pages.map { [$0.cursor] + ($0.more.map { [$0] } ?? []) } ?? []
        let table = try reader.table(
            body, rows: call.rows, columns: columns, notes: notes,
            most: AnswerReader.mostRows - rows, isPage: isPage)
        if call.symbol == "@key", table.container == .array {
            let error = JSONError.wrongKind(member: call.rows, found: .array)
            throw .malformed(host: reader.host, reason: "\(error)")
        }
        // Where there are pages, another one may have some.
        guard table.rowCount > 0 || call.pages != nil else {
            throw .malformed(host: reader.host, reason: "there is no price in it")
        }
        rows += table.rowCount
        quotes.reserveCapacity(quotes.count + table.rowCount)
        unseen += call.price.filter { $0 != "@self" }
        book.reserve(table.rowCount)
        for row in 0..<table.rowCount
        where Exchange.RowTest.passes(call.only, table, row: row, from: only) {
            if let limit = call.age,
                let time = limit.unit.time(table, .cell(row: row, column: age)),
                now - time > limit.most
            {
                continue
            }
            take(row, of: table, prices: price..<age, call)
        }
        return (table.rowCount, Self.next(after: table, call.pages, reader))
    }

    private static func next(
        after table: borrowing JSONTable, _ pages: Exchange.Pages?, _ reader: AnswerReader
    ) -> String? {
        guard let pages else { return nil }
        if pages.more != nil, reader.text(ofNote: 1, in: table) != "true" { return nil }
        return reader.text(ofNote: 0, in: table)
    }

    private mutating func take(
        _ row: Int, of table: borrowing JSONTable, prices: Range<Int>, _ call: Exchange.Tickers
    ) {
        let spot = JSONTable.Spot.cell(row: row, column: 0)
        let found = unsafe table.withText(spot) {
            unsafe $0.isEmpty && !call.isStrict ? nil : book.number(of: $0, quote: call.quote)
        }
        guard let found else { return reject("a row without a symbol of its own") }
        guard let instrument = book.instrument(found) else {
            return reject(Self.symbol(spot, table), book.meaning(found))
        }
        let column = prices.first { table.has(.cell(row: row, column: $0)) }
        if column != nil { isSeen = true }
        let place = column.map { JSONTable.Spot.cell(row: row, column: $0) }
        let number = place.map { table.number($0) } ?? .nan
        if !call.isStrict {
            // Null, nothing, zero and less: what has no price is left out, and nobody need be told.
            guard number > 0, let price = try? Price(number) else { return }
            add(Quote(instrument, price))
        } else if let place, table.kind(place) == .number, let price = try? Price(number) {
            add(Quote(instrument, price))
        } else {
            let hasNumber = place.map { table.kind($0) == .number } ?? false
            reject("\(Self.symbol(spot, table))\(Self.words(hasNumber, number))")
        }
    }

    private static func words(_ hasNumber: Bool, _ number: Double) -> String {
        if !hasNumber { return " has no number" }
        return number.isFinite
            ? ": \(DomainError.notAPrice(number))" : " has a number that cannot be read"
    }

    /// Counts a symbol out that means no pair.
    private mutating func reject(_ symbol: String, _ meaning: SymbolBook.Meaning) {
        switch meaning {
        case .skipped, .pair: return
        case .unreadable:
            let expected = rule.market.map { "is no key: expected \($0.words)" }
            reject("\(symbol) \(expected ?? "is no pair that can be told apart")")
        case .taken(let owner):
            reject("\(symbol) has the name of \"\(owner.plain(upTo: 60))\"")
        }
    }

    private mutating func add(_ quote: Quote) {
        guard book.hasRepeats else { return quotes.append(quote) }
        var places =
            self.places.take()
            ?? Dictionary(
                quotes.enumerated().map { ($0.element.instrument, $0.offset) },
                uniquingKeysWith: { $1 })
        if let place = places.updateValue(quotes.count, forKey: quote.instrument) {
            places[quote.instrument] = place
            quotes[place] = quote
        } else {
            quotes.append(quote)
        }
        self.places = places
    }

    private static func symbol(_ spot: JSONTable.Spot, _ table: borrowing JSONTable) -> String {
        "\"\((table.text(spot) ?? "").plain(upTo: 80))\""
    }

    private mutating func reject(_ words: @autoclosure () -> String) {
        rejected += 1
        if firstRejection == nil { firstRejection = words() }
    }

    /// Gives the quotes that were read, each instrument once.
    ///
    /// - Throws: `QuoteError` where not one price was in it.
    consuming func finish(host: String) throws(QuoteError) -> (Poll, SymbolBook, isStale: Bool) {
        let isStale = book.finish()
        guard !quotes.isEmpty else {
            let missing =
                isSeen || unseen.isEmpty ? "" : ": no pair has \(unseen.joined(separator: " or "))"
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
