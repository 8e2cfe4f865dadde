/// Base and quote of the symbols of an exchange, as its listing has them.
struct SymbolListing: Sendable {
    private var pairs: [String: SymbolRule.Parts] = [:]
    private var leftOut: Set<String> = []
    /// Symbols without a base or a quote.
    private var incomplete: Set<String> = []
    private let isPartial: Bool

    enum Finding: Hashable, Sendable {
        case pair(SymbolRule.Parts)
        /// It is in the listing, but as something that is no pair of the market now.
        case leftOut
        /// It is in the listing, but not its base and quote, and nothing else may tell them apart.
        case incomplete
        /// It is not, and that is allowed.
        case unlisted
        /// It is not, and so it is no pair.
        case unknown
    }

    var count: Int { pairs.count }

    /// Reads the answer.
    ///
    /// - Throws: `QuoteError` for an answer without a single pair.
    init(
        _ form: Exchange.Listing, _ rule: SymbolRule, _ body: [UInt8], _ reader: AnswerReader,
        isPage: Bool = false
    ) throws(QuoteError) {
        isPartial = form.isPartial
        let table = try reader.table(
            body, rows: form.rows,
            columns: [form.symbol] + Self.columns(of: form.parts) + form.only.map(\.path),
            isPage: isPage)
        pairs.reserveCapacity(table.rowCount)
        for row in 0..<table.rowCount {
            guard let symbol = table.text(.cell(row: row, column: 0)) else { continue }
            guard Exchange.RowTest.passes(form.only, table, row: row, from: 3) else {
                leftOut.insert(symbol)
                continue
            }
            let parts = Self.parts(row, of: table, form.parts, rule)
            if let parts { pairs[symbol] = parts } else { incomplete.insert(symbol) }
        }
        guard !pairs.isEmpty else {
            throw .malformed(host: reader.host, reason: "its listing has no pair")
        }
    }

    /// Two, whichever way base and quote are told.
    private static func columns(of parts: Exchange.Listing.Parts) -> [String] {
        switch parts {
        case .apart(let base, let quote): [base, quote]
        case .together(let path, _): [path, path]
        }
    }

    /// Base and quote of a row; `nil` where one of them is not there.
    private static func parts(
        _ row: Int, of table: borrowing JSONTable, _ form: Exchange.Listing.Parts,
        _ rule: SymbolRule
    ) -> SymbolRule.Parts? {
        let first = table.text(.cell(row: row, column: 1)) ?? ""
        let second = table.text(.cell(row: row, column: 2)) ?? ""
        return switch form {
        case .apart where first.isEmpty || second.isEmpty: nil
        case .apart: SymbolRule.Parts(base: first, quote: second)
        case .together(_, let separator): rule.split(first[...], at: separator)
        }
    }

    func find(_ symbol: String) -> Finding {
        if let parts = pairs[symbol] { return .pair(parts) }
        if leftOut.contains(symbol) { return .leftOut }
        if isPartial { return .unlisted }
        return incomplete.contains(symbol) ? .incomplete : .unknown
    }
}
