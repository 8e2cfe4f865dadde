import TrackerEngine

/// How well what is typed fits a pair of a market: the whole base, its beginning, letters in order.
///
///     eth        okxeth        kraken btcu        sol @okx
///
/// Each word has to fit the pair, its market, or both in a row. A word with `@` names markets.
struct FuzzyMatch: Sendable {
    /// A pair by what it is found by; all in lower case.
    struct Candidate: Sendable {
        /// The names of the pair without a slash: what it is made of, and what its market says.
        let names: [[UInt8]]
        /// The base; empty where it is not known.
        let base: [UInt8]
        let market: [UInt8]
    }

    /// Each word with its other spelling, `btc-usd` with `btcusd`.
    private let words: [[[UInt8]]]
    /// The beginnings of the markets that are meant; empty: all.
    private let markets: [[UInt8]]

    init(_ text: String) {
        let all = text.lowercased().split(separator: " ").map(String.init)
        markets = all.filter { $0.hasPrefix("@") }.map { Array($0.utf8.dropFirst()) }
        words = all.filter { !$0.hasPrefix("@") }.map { word in
            let joined = PairSpelling.joined(word)
            return [Array(word.utf8)] + (joined.map { [Array($0.utf8)] } ?? [])
        }
    }

    /// Whether nothing is looked for.
    var isEmpty: Bool { words.isEmpty && markets.allSatisfy(\.isEmpty) }

    /// Lower is better, 0 for a base that is what is typed; `nil` where a word does not fit.
    ///
    /// Cost: words × names.
    func distance(_ candidate: Candidate) -> Int? {
        guard
            markets.isEmpty || markets.contains(where: { candidate.market.starts(with: $0) })
        else { return nil }
        var sum = 0
        for forms in words {
            guard let best = forms.compactMap({ Self.distance($0, candidate) }).min() else {
                return nil
            }
            sum += best
        }
        return sum
    }

    private static func distance(_ word: [UInt8], _ candidate: Candidate) -> Int? {
        let (market, base) = (candidate.market, candidate.base)
        let inPair = candidate.names.compactMap { distance(word, name: $0, base: base) }.min()
        let inMarket = distance(word, name: market, base: []).map { min($0, 3) }
        if let best = [inPair, inMarket].compactMap({ $0 }).min() { return best }
        // The market and the pair in one word, either first.
        if word.starts(with: market) {
            let rest = Array(word.dropFirst(market.count))
            if let rest = candidate.names.compactMap({ distance(rest, name: $0, base: base) }).min()
            {
                return rest
            }
        }
        let isAcross = candidate.names.contains { name in
            areInOrder(word, in: market + name) || areInOrder(word, in: name + market)
        }
        return isAcross ? 4 : nil
    }

    /// 0 for all of a base or a name, 1 for a beginning, 2 for a part, 3 for letters in order.
    private static func distance(_ word: [UInt8], name: [UInt8], base: [UInt8]) -> Int? {
        if word == base || word == name { return 0 }
        if name.starts(with: word) { return 1 }
        if place(of: word, in: name) != nil { return 2 }
        return areInOrder(word, in: name) ? 3 : nil
    }

    private static func areInOrder(_ word: [UInt8], in name: [UInt8]) -> Bool {
        var at = 0
        for byte in word {
            guard let next = name[at...].firstIndex(of: byte) else { return false }
            at = next + 1
        }
        return true
    }

    private static func place<Sign: Equatable>(of word: [Sign], in name: [Sign]) -> Int? {
        guard let first = word.first else { return 0 }
        var start = 0
        while start + word.count <= name.count {
            if name[start] == first, word.indices.allSatisfy({ name[start + $0] == word[$0] }) {
                return start
            }
            start += 1
        }
        return nil
    }
}

// MARK: - What is set off

extension FuzzyMatch {
    /// The letters of a title and of a market, by their places, that what is typed is found in.
    func letters(title: String, market: String) -> (title: Set<Int>, market: Set<Int>) {
        let title = Array(title.lowercased())
        let market = Array(market.lowercased())
        // A slash is nothing that one types.
        let places = title.indices.filter { title[$0] != "/" }
        let name = places.map { title[$0] }
        var found: (title: Set<Int>, market: Set<Int>) = ([], [])
        for beginning in markets where market.starts(with: Self.letters(beginning)) {
            found.market.formUnion(0..<beginning.count)
        }
        for forms in words {
            guard let word = forms.last.map(Self.letters) else { continue }
            let own = Self.places(of: word, name: name, market: market)
            found.title.formUnion(own.name.map { places[$0] })
            found.market.formUnion(own.market)
        }
        return found
    }

    private static func letters(_ word: [UInt8]) -> [Character] {
        Array(String(decoding: word, as: UTF8.self))
    }

    private static func places(
        of word: [Character], name: [Character], market: [Character]
    ) -> (name: [Int], market: [Int]) {
        if let start = place(of: word, in: name) { return (Array(start..<start + word.count), []) }
        if let start = place(of: word, in: market) {
            return ([], Array(start..<start + word.count))
        }
        if let inOrder = inOrder(word, in: name) { return (inOrder, []) }
        if let inOrder = inOrder(word, in: market + name) {
            return (
                inOrder.filter { $0 >= market.count }.map { $0 - market.count },
                inOrder.filter { $0 < market.count }
            )
        }
        let across = inOrder(word, in: name + market) ?? []
        return (
            across.filter { $0 < name.count },
            across.filter { $0 >= name.count }.map { $0 - name.count }
        )
    }

    private static func inOrder(_ word: [Character], in name: [Character]) -> [Int]? {
        var found: [Int] = []
        for letter in word {
            let start = found.last.map { $0 + 1 } ?? 0
            guard let next = name[start...].firstIndex(of: letter) else { return nil }
            found.append(next)
        }
        return found
    }
}
