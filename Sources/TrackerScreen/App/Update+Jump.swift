import TrackerEngine

/// A pair of any market that is being looked for.
struct Jump: Hashable, Sendable {
    var prompt = Prompt()
    /// Best first; at most `Jump.most`.
    var found: [Instrument] = []
    /// How many there are in all.
    var count = 0
    var row = 0

    static let most = 100
}

/// Every pair of every market with what it is found by; made when somebody begins to look.
struct JumpIndex: Sendable {
    private let entries: [(instrument: Instrument, text: [UInt8])]

    /// Cost: about 1 µs a pair.
    init(_ snapshot: Snapshot, in window: DayWindow) {
        entries = window.instruments.map { instrument in
            let text = "\(snapshot.searchText(of: instrument)) \(instrument.market.name)"
            return (instrument, Array(text.lowercased().utf8))
        }
    }

    /// The best ones, of equal ones those of `market` first, then by market and pair.
    ///
    /// Cost: about 0.1 µs a pair.
    func find(_ text: String, near market: Market?) -> (found: [Instrument], count: Int) {
        let match = FuzzyMatch(text)
        var scored: [(place: Int, score: Int)] = []
        for (place, entry) in entries.enumerated() {
            guard let score = match.score(entry.text) else { continue }
            scored.append((place, score * 2 + (entry.instrument.market == market ? 1 : 0)))
        }
        scored.sort { $0.score == $1.score ? $0.place < $1.place : $0.score > $1.score }
        return (scored.prefix(Jump.most).map { entries[$0.place].instrument }, scored.count)
    }
}

extension State {
    mutating func openJump() {
        jumpIndex = JumpIndex(snapshot, in: window)
        overlay = .jump(Jump())
    }

    mutating func pressInJump(_ key: Key, _ old: Jump) -> [Command] {
        var jump = old
        switch key {
        case .up: jump.row = max(0, jump.row - 1)
        case .down: jump.row = min(max(0, jump.found.count - 1), jump.row + 1)
        case .control("p"), .escape:
            closeJump()
            return []
        default:
            switch jump.prompt.press(key) {
            case .left, .editing: break
            case .suspended: return [.suspend]
            case .entered:
                closeJump()
                if jump.found.indices.contains(jump.row) { go(to: jump.found[jump.row]) }
                return []
            }
        }
        if jump.prompt.text != old.prompt.text {
            jump.row = 0
            let isBlank = FuzzyMatch(jump.prompt.text).isEmpty
            let answer = isBlank ? nil : jumpIndex?.find(jump.prompt.text, near: chosenMarket)
            (jump.found, jump.count) = answer ?? ([], 0)
        }
        overlay = .jump(jump)
        return []
    }

    private mutating func closeJump() {
        overlay = .none
        jumpIndex = nil
    }
}
