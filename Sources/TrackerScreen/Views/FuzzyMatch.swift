import TrackerEngine

/// How well what is typed fits a name: all of it in order, better where it lies together, and at a
/// start.
struct FuzzyMatch: Sendable {
    /// Lower case, in UTF-8; each word with its other spelling, `btc-usd` with `btcusd`.
    private let words: [[[UInt8]]]

    init(_ text: String) {
        words = text.lowercased().split(separator: " ").map { word in
            let joined = PairSpelling.joined(String(word))
            return [Array(word.utf8)] + (joined.map { [Array($0.utf8)] } ?? [])
        }
    }

    var isEmpty: Bool { words.isEmpty }

    /// Higher is better; `nil` where a word is not in it.
    ///
    /// `name`: lower case, its parts apart by blanks. Each word has to lie within one part. Cost:
    /// words × name.
    func score(_ name: [UInt8]) -> Int? {
        var sum = 0
        for word in words {
            guard let best = word.compactMap({ Self.best($0, in: name) }).max() else { return nil }
            sum += best
        }
        return sum
    }

    /// The best part for a word.
    private static func best(_ word: [UInt8], in name: [UInt8]) -> Int? {
        var best: Int?
        var start = 0
        while start < name.count {
            let end = name[start...].firstIndex(of: blank) ?? name.count
            if let score = score(word, in: name, start..<end) { best = max(best ?? score, score) }
            start = end + 1
        }
        return best
    }

    private static let blank = UInt8(ascii: " ")

    private static func score(_ word: [UInt8], in name: [UInt8], _ part: Range<Int>) -> Int? {
        guard word.count <= part.count else { return nil }
        if let found = place(of: word, in: name, part) {
            // The quote at the end says more than letters in the middle.
            if found > part.lowerBound { return found + word.count == part.upperBound ? 65 : 60 }
            return word.count == part.count ? 100 : 80
        }
        // In order, with others between: each jump costs.
        var at = part.lowerBound
        var jumps = 0
        for (index, byte) in word.enumerated() {
            guard let next = name[at..<part.upperBound].firstIndex(of: byte) else { return nil }
            if next > at || index == 0 && next > part.lowerBound { jumps += 1 }
            at = next + 1
        }
        return 40 - 5 * jumps
    }

    private static func place(of word: [UInt8], in name: [UInt8], _ part: Range<Int>) -> Int? {
        guard let first = word.first else { return part.lowerBound }
        var start = part.lowerBound
        while start + word.count <= part.upperBound {
            if name[start] == first, word.indices.allSatisfy({ name[start + $0] == word[$0] }) {
                return start
            }
            start += 1
        }
        return nil
    }
}
