extension Series {
    /// The offsets of bad ticks that take more than a quarter of the range of some minutes' prices,
    /// at most eight: a chart whose axis reaches as far shows nothing else.
    ///
    /// They come in the order in which they are found. A tick that takes less leaves the others room
    /// enough. Cost: a pass over the prices, and their moves where one looks bad.
    public func badTicks(of minutes: Range<Int>) -> [Int] {
        let shown = minutes.clamped(to: amounts.indices)
        var found: [Int] = []
        var moves: MinuteMoves?
        while found.count < 8, let (low, high) = extremes(of: shown, without: found) {
            let span = amounts[high] - amounts[low]
            let bad = [high, low].first { offset in
                guard shown.dropFirst().dropLast().contains(offset) else { return false }
                let away = [offset - 1, offset + 1].map { (amounts[offset] - amounts[$0]) }
                // The comparison is false for NaN too.
                guard away.allSatisfy({ $0.magnitude > span / 4 }) else { return false }
                let known = moves ?? self.moves
                moves = known
                return known.isBadTick(at: offset)
            }
            guard let bad else { break }
            found.append(bad)
        }
        return found
    }

    /// The offsets of the lowest and the highest price of some minutes.
    private func extremes(of shown: Range<Int>, without left: [Int]) -> (low: Int, high: Int)? {
        var extremes: (low: Int, high: Int)?
        for offset in shown where amounts[offset] > 0 && amounts[offset].isFinite {
            if !left.isEmpty, left.contains(offset) { continue }
            guard let (low, high) = extremes else {
                extremes = (offset, offset)
                continue
            }
            if amounts[offset] < amounts[low] { extremes?.low = offset }
            if amounts[offset] > amounts[high] { extremes?.high = offset }
        }
        return extremes
    }
}
