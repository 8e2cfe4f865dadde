/// The columns of an answer that tell what was traded in the last 24 hours.
struct TradedColumns: Sendable {
    private var dollars: Int?
    private var turnover: Int?
    private var volume: Int?
    private var average: Int?

    /// The columns from `first` on, in the order of `paths.all`; `nil` where there is none.
    init?(_ paths: Exchange.TradedPaths, from first: Int) {
        guard !paths.all.isEmpty else { return nil }
        var column = first
        func next(_ path: String?) -> Int? {
            guard path != nil else { return nil }
            defer { column += 1 }
            return column
        }
        dollars = next(paths.dollars)
        turnover = next(paths.turnover)
        volume = next(paths.volume)
        average = next(paths.average)
    }

    /// What a row says; `nil` for nothing, and for what is no amount: `nan`, a negative number.
    func traded(_ row: Int, in table: borrowing JSONTable) -> Traded? {
        if let dollars, let amount = Self.amount(row, dollars, table) {
            return Traded(checked: amount, in: .dollars)
        }
        if let turnover, let amount = Self.amount(row, turnover, table) {
            return Traded(checked: amount, in: .quote)
        }
        guard let volume, let amount = Self.amount(row, volume, table) else { return nil }
        // Without a trade the average is 0, and so is the volume.
        if let average, let price = Self.amount(row, average, table), price > 0,
            (amount * price).isFinite
        {
            return Traded(checked: amount * price, in: .quote)
        }
        return Traded(checked: amount, in: .base)
    }

    private static func amount(
        _ row: Int, _ column: Int, _ table: borrowing JSONTable
    ) -> Double? {
        let number = table.number(.cell(row: row, column: column))
        return number >= 0 && number.isFinite ? number + 0 : nil
    }
}
