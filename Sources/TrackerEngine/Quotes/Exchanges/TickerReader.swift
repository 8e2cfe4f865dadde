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
    /// The beginning of the first row of the last answer, while no price was in any.
    private(set) var sample: String?
    /// The numbers of rows that are of no use.
    private var unused: [Reason: Int] = [:]
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
    mutating func read(
        _ body: [UInt8], of call: Exchange.Tickers, _ reader: AnswerReader, isPage: Bool = false
    ) throws(QuoteError) -> (rows: Int, next: String?) {
        let price = call.quoteMember == nil ? 1 : 2
        let age = price + call.price.count
        let only = age + (call.age == nil ? 0 : 1)
        let paths =
            [call.symbol] + (call.quoteMember.map { [$0] } ?? []) + call.price
            + (call.age.map { [$0.path] } ?? []) + call.only.map(\.path)
            + call.traded.all
        let notes = call.pages.map { [$0.cursor] + ($0.more.map { [$0] } ?? []) } ?? []
        let table = try reader.table(
            body, rows: call.rows, columns: paths, notes: notes,
            most: AnswerReader.mostRows - rows, isPage: isPage)
        if call.symbol == "@key", table.container == .array {
            let error = JSONError.wrongKind(member: call.rows, found: .array)
            throw .malformed(host: reader.host, reason: "\(error)")
        }
        // Where there are pages, another one may have some.
        guard table.rowCount > 0 || call.pages != nil else {
            throw .malformed(host: reader.host, reason: "it contains no price")
        }
        rows += table.rowCount
        quotes.reserveCapacity(quotes.count + table.rowCount)
        unseen += call.price.filter { $0 != "@self" }
        book.reserve(table.rowCount)
        var columns = Columns(
            prices: price..<age, quote: call.quote, isStrict: call.isStrict,
            traded: TradedColumns(call.traded, from: only + call.only.count))
        for row in 0..<table.rowCount {
            guard Exchange.RowTest.passes(call.only, table, row: row, from: only) else {
                unused[.only, default: 0] += 1
                continue
            }
            if let limit = call.age {
                switch limit.unit.moment(table, .cell(row: row, column: age)) {
                case .time(let time) where now - time > limit.most:
                    unused[.age, default: 0] += 1
                    continue
                case .otherZone(let words):
                    let symbol = Self.symbol(.cell(row: row, column: 0), table)
                    reject("\(symbol): \(words)")
                    continue
                case .time, .none: break
                }
            }
            if call.quoteMember != nil {
                let quote = table.text(.cell(row: row, column: 1)) ?? ""
                guard !quote.isEmpty else {
                    let symbol = Self.symbol(.cell(row: row, column: 0), table)
                    reject("\(symbol) has no quote")
                    continue
                }
                columns.quote = quote
            }
            take(row, of: table, columns)
        }
        sample = quotes.isEmpty ? AnswerReader.sample(of: table, in: body) : nil
        return (table.rowCount, Self.next(after: table, call.pages, reader))
    }

    private static func next(
        after table: borrowing JSONTable, _ pages: Exchange.Pages?, _ reader: AnswerReader
    ) -> String? {
        guard let pages else { return nil }
        if pages.more != nil, reader.text(ofNote: 1, in: table) != "true" { return nil }
        return reader.text(ofNote: 0, in: table)
    }

    /// What a row is read by.
    private struct Columns {
        let prices: Range<Int>
        /// The quote of the row, where its symbol is a base alone.
        var quote: String?
        let isStrict: Bool
        /// `nil` where the rows do not tell what was traded.
        let traded: TradedColumns?
    }

    /// Why a row is of no use, though nothing is wrong with it.
    private enum Reason: CaseIterable {
        case only, age, skip, price

        /// Goes on after the number of rows.
        var words: String {
            switch self {
            case .only: "left out by \"only\""
            case .age: "too old"
            case .skip: "not pairs according to \"skip\" or the listing"
            case .price: "without a price above 0"
            }
        }
    }

    @inline(__always)
    private mutating func take(
        _ row: Int, of table: borrowing JSONTable, _ columns: borrowing Columns
    ) {
        let found = unsafe table.withText(.cell(row: row, column: 0)) {
            unsafe $0.isEmpty && !columns.isStrict
                ? nil : book.number(of: $0, quote: columns.quote)
        }
        guard let found, let instrument = book.instrument(found) else {
            return reject(row, of: table, found)
        }
        var place = JSONTable.Spot.cell(row: row, column: columns.prices.lowerBound)
        for column in columns.prices.dropFirst() where !table.has(place) {
            place = .cell(row: row, column: column)
        }
        if table.has(place) { isSeen = true }
        let number = table.number(place)
        // Null, nothing, zero and less: what has no price is left out, and nobody need be told.
        let isPrice = columns.isStrict ? number >= 0 && table.kind(place) == .number : number > 0
        if isPrice, number.isFinite {
            // A zero has no sign.
            add(
                Quote(
                    instrument, Price(stored: number + 0),
                    traded: columns.traded?.traded(row, in: table),
                    baseLength: book.baseLength(found)))
        } else if columns.isStrict {
            rejectPrice(row, of: table, place)
        } else {
            unused[.price, default: 0] += 1
        }
    }

    /// Counts out a row whose price is needed and is none.
    private mutating func rejectPrice(
        _ row: Int, of table: borrowing JSONTable, _ place: JSONTable.Spot
    ) {
        let words = Self.words(table.kind(place) == .number, table.number(place))
        reject("\(Self.symbol(.cell(row: row, column: 0), table))\(words)")
    }

    private static func words(_ hasNumber: Bool, _ number: Double) -> String {
        if !hasNumber { return " has no number" }
        return number.isFinite
            ? ": \(DomainError.notAPrice(number))" : " has a number that cannot be read"
    }

    /// Counts out a row whose symbol, by its number, means no pair.
    @inline(never)
    private mutating func reject(
        _ row: Int, of table: borrowing JSONTable, _ number: Int?
    ) {
        let spot = JSONTable.Spot.cell(row: row, column: 0)
        let symbol = Self.symbol(spot, table)
        guard let number else {
            let isEmpty = (table.text(spot) ?? "").isEmpty
            return reject(isEmpty ? "a row without a symbol" : "\(symbol) appears twice")
        }
        switch book.meaning(number) {
        case .skipped, .pair: unused[.skip, default: 0] += 1
        case .unreadable:
            let expected = rule.market.map { "is not a key: expected \($0.words)" }
            reject("\(symbol) \(expected ?? "cannot be split into base and quote")")
        case .taken(let owner):
            reject("\(symbol) has the name of \"\(owner.plain(upTo: 60))\"")
        }
    }

    @inline(__always)
    private mutating func add(_ quote: Quote) {
        if book.hasRepeats { addOrReplace(quote) } else { quotes.append(quote) }
    }

    private mutating func addOrReplace(_ quote: Quote) {
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
            throw .malformed(host: host, reason: "it contains no price" + whyNothing)
        }
        let poll = Poll(quotes: quotes, rejected: rejected, firstRejection: firstRejection)
        return (poll, book, isStale)
    }
}

// MARK: - Nothing of use

extension TickerReader {
    /// The reasons why no row gave a price, for a person; goes on after "it contains no price".
    private var whyNothing: String {
        if let firstRejection { return ": \(firstRejection)" }
        let reasons = Reason.allCases.filter { unused[$0] != nil }
        if reasons == [.price], !isSeen, !unseen.isEmpty {
            return ": no pair has \(unseen.joined(separator: " or "))"
        }
        if reasons == [.skip], book.unlisted > 0 {
            return ": none of its symbols is in the listing"
        }
        let parts = reasons.map { "\(unused[$0] ?? 0) \($0.words)" }
        let all = rows == 1 ? "1 row" : "\(rows) rows"
        return parts.isEmpty ? "" : ": of \(all) " + parts.joined(separator: ", ")
    }
}

extension Exchange.TimeUnit {
    /// What stands in the place of a time.
    enum Moment: Hashable, Sendable {
        case time(Timestamp)
        /// No time.
        case none
        /// A time that names another zone than the entry does, in words: it cannot be trusted.
        case otherZone(String)
    }

    /// The time that stands somewhere.
    func moment(_ table: borrowing JSONTable, _ spot: JSONTable.Spot) -> Moment {
        if case .iso(let zone) = self {
            guard let text = table.text(spot), let time = ZonedTime(text) else { return .none }
            guard time.zone ?? zone == zone else {
                return .otherZone("the time \(text.plain(upTo: 40)) is not of \(zone.words)")
            }
            return .time(zone.utc(time.shown))
        }
        let number = table.number(spot) * (self == .seconds ? 1000 : 1)
        // The year 5138: no sum of it with anything runs over.
        guard number.magnitude < 1e14 else { return .none }
        return .time(Timestamp(milliseconds: Int(number)))
    }
}
