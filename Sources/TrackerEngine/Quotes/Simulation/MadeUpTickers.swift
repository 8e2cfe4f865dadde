/// Names for coins that do not exist: three to five letters that can be spoken.
struct MadeUpTickers {
    private let key: UInt64
    private var place = 0
    private var taken: Set<String>

    /// Makes names that are none of `taken`.
    init(seed: UInt64, taken: some Sequence<String>) {
        key = Chance.key(seed, "tickers")
        self.taken = Set(taken)
    }

    private static let onsets = Array("bcdfghjklmnprstvwxyz").map(String.init)
    private static let vowels = Array("aeiou").map(String.init)
    private static let codas = ["", "", "n", "x", "r", "s", "l", "t", "k", "m"]

    /// The next name, another one each time.
    mutating func next() -> String {
        while true {
            let name = name(from: Chance.bits(key, place))
            place += 1
            if taken.insert(name).inserted { return name }
        }
    }

    private func name(from bits: UInt64) -> String {
        func pick(_ letters: [String], _ shift: UInt64) -> String {
            letters[Int((bits >> shift) % UInt64(letters.count))]
        }
        let start = pick(Self.onsets, 0) + pick(Self.vowels, 9)
        let middle = pick(Self.onsets, 18) + pick(Self.vowels, 27)
        switch (bits >> 60) % 4 {
        case 0: return start + pick(Self.onsets, 36)
        case 1: return pick(Self.vowels, 45) + middle + pick(Self.codas, 36)
        default: return start + middle + pick(Self.codas, 36)
        }
    }
}
