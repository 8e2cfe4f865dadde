/// The minutes that a price spends at each of the rows of a chart.
extension Series {
    /// The number of minutes at which the price was in each row, the lowest row first.
    ///
    /// `row`: the row of a price, from 0; `nil` for one that is in none. A price of 0 is none.
    public func minutes(inRows count: Int, _ row: (Double) -> Int?) -> [Int] {
        var minutes = [Int](repeating: 0, count: max(0, count))
        for amount in amounts where amount > 0 && amount.isFinite {
            if let row = row(amount), minutes.indices.contains(row) { minutes[row] += 1 }
        }
        return minutes
    }

    /// The number of minutes at which the price was in each of some rows between two prices, the
    /// lowest row first; prices outside of them are not counted.
    ///
    /// `scale`: the rising figure that rows are even in, by default the price itself, which also has
    /// rows of the same per cent; `log10` has rows of the same ratio. Where it has no value for one of
    /// the two prices, rows are even in the price. A price between two rows belongs to the upper one,
    /// `high` to the last.
    public func minutes(
        atPricesBetween low: Double, and high: Double, rows: Int,
        on scale: (Double) -> Double = { $0 }
    ) -> [Int] {
        let hasEnds = scale(low).isFinite && scale(high).isFinite
        let start = hasEnds ? scale(low) : low
        let span = (hasEnds ? scale(high) : high) - start
        return minutes(inRows: rows) { price in
            guard low <= price, price <= high else { return nil }
            guard span > 0 else { return rows / 2 }
            let share = ((hasEnds ? scale(price) : price) - start) / span
            return min(rows - 1, Int(share * Double(rows)))
        }
    }
}
