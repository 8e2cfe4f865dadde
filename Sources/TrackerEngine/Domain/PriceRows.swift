/// The minutes that a price spends at each of the rows of a chart.
extension Series {
    /// The number of minutes at which the price was in each row, row 0 first.
    ///
    /// `row`: the row of a price, from 0; `nil` for one that is in none. A price of 0 is none.
    public func minutes(inRows count: Int, _ row: (Double) -> Int?) -> [Int] {
        var minutes = [Int](repeating: 0, count: max(0, count))
        for amount in amounts where amount > 0 && amount.isFinite {
            if let row = row(amount), minutes.indices.contains(row) { minutes[row] += 1 }
        }
        return minutes
    }
}
