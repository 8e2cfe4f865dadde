/// Prices that somebody got wrong: one minute far away from both of its neighbours.
///
/// A chart whose axis reaches as far shows nothing else.
enum BadTicks {
    /// A tick is bad when it is so many times the usual move away from both neighbours.
    private static let farMoves = 8.0
    /// A tick that takes less than this share of the axis leaves the others room enough.
    private static let share = 0.25
    /// With fewer moves nobody knows what is usual.
    private static let fewestMoves = 8
    /// How many are looked for: a series with more of them has other faults.
    private static let most = 8

    /// The places of bad ticks, in the order in which they are found; mostly none.
    ///
    /// `isThere` says which values are prices. Cost: O(values), and a sort where there is one that
    /// looks bad.
    static func places(
        in values: ArraySlice<Double>, isThere: (Double) -> Bool
    ) -> [Int] {
        var found: [Int] = []
        var usual: Double?
        while found.count < most {
            guard let extremes = extremes(of: values, without: found, isThere) else { break }
            let span = values[extremes.high] - values[extremes.low]
            let bad = [extremes.high, extremes.low].first { place in
                guard place > values.startIndex, place + 1 < values.endIndex,
                    isThere(values[place - 1]), isThere(values[place + 1]),
                    !found.contains(place - 1), !found.contains(place + 1)
                else { return false }
                let away = (values[place] - values[place - 1], values[place] - values[place + 1])
                let least = min(away.0.magnitude, away.1.magnitude)
                guard (away.0 > 0) == (away.1 > 0), least > span * share else { return false }
                let move = usual ?? usualMove(of: values, isThere)
                usual = move
                return least > move * farMoves
            }
            guard let bad else { break }
            found.append(bad)
        }
        return found
    }

    private static func extremes(
        of values: ArraySlice<Double>, without left: [Int], _ isThere: (Double) -> Bool
    ) -> (low: Int, high: Int)? {
        var extremes: (low: Int, high: Int)?
        for place in values.indices where isThere(values[place]) {
            if !left.isEmpty, left.contains(place) { continue }
            guard let (low, high) = extremes else {
                extremes = (place, place)
                continue
            }
            if values[place] < values[low] { extremes?.low = place }
            if values[place] > values[high] { extremes?.high = place }
        }
        return extremes
    }

    /// The median of the moves between neighbours that differ; infinite where there are few.
    private static func usualMove(
        of values: ArraySlice<Double>, _ isThere: (Double) -> Bool
    ) -> Double {
        var moves: [Double] = []
        for place in values.indices.dropFirst()
        where isThere(values[place]) && isThere(values[place - 1]) {
            let move = (values[place] - values[place - 1]).magnitude
            if move > 0 { moves.append(move) }
        }
        guard moves.count >= fewestMoves else { return .infinity }
        moves.sort()
        return moves[moves.count / 2]
    }
}
