/// The name that somebody may have meant.
package enum NearestName {
    /// The nearest of `names`; `nil` where none is within so many letters: half of the name's and
    /// three at the most, where nothing else is said.
    package static func to(
        _ name: String, among names: [String], within most: Int? = nil
    ) -> String? {
        let letters = most ?? max(1, min(3, name.count / 2))
        let distances = names.map { (name: $0, distance: distance(name, $0)) }
        guard let best = distances.min(by: { $0.distance < $1.distance }), best.distance <= letters
        else { return nil }
        return best.name
    }

    /// The letters that have to be changed, left out, added, or changed over with their neighbour
    /// (Damerau 1964, each place at most once), of the first 40.
    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.prefix(40)), Array(right))
        var (earlier, row) = ([Int](), Array(0...right.count))
        for i in left.indices {
            var next = [i + 1]
            for j in right.indices {
                let change = row[j] + (left[i] == right[j] ? 0 : 1)
                var least = min(change, next[j] + 1, row[j + 1] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    least = min(least, earlier[j - 1] + 1)
                }
                next.append(least)
            }
            (earlier, row) = (row, next)
        }
        return row[right.count]
    }
}
