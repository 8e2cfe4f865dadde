/// The name that somebody may have meant.
package enum NearestName {
    /// The nearest of `names`; `nil` where none is within so many letters.
    package static func to(
        _ name: String, among names: [String], within letters: Int = 3
    ) -> String? {
        let distances = names.map { (name: $0, distance: distance(name, $0)) }
        guard let best = distances.min(by: { $0.distance < $1.distance }), best.distance <= letters
        else { return nil }
        return best.name
    }

    /// The letters that have to be changed, left out or added (Levenshtein 1966), of the first 40.
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (i, character) in left.prefix(40).enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in right.indices {
                let change = diagonal + (character == right[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
