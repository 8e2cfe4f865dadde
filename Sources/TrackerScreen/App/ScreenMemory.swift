package import TrackerEngine

/// How the screen was last left: what the next start shows.
///
/// As text, a line a fact: `market kraken`. What cannot be understood is left out.
package struct ScreenMemory: Hashable, Sendable {
    package var market: Market?
    var pair: Pair?
    var sort = PairSort()
    var focus = Pane.pairs
    var isMouseOn = true

    package init() {}

    package init(of state: State) {
        market = state.chosenMarket
        pair = state.chosenPair
        sort = state.sort
        focus = state.focus
        isMouseOn = state.isMouseOn
    }

    package init(text: String) {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2 else { continue }
            note(words[0], String(words[1]))
        }
    }

    private mutating func note(_ fact: Substring, _ value: String) {
        switch fact {
        case "market": market = try? Market(value)
        case "pair": pair = try? Pair(value)
        case "sort": sort.column = PairSort.Column(rawValue: value) ?? sort.column
        case "order": sort.isAscending = value == "ascending"
        case "pane": focus = Pane.allCases.first { $0.title == value } ?? focus
        case "mouse": isMouseOn = value == "on"
        default: break
        }
    }

    package var text: String {
        var lines = [
            "sort \(sort.column.rawValue)",
            "order \(sort.isAscending ? "ascending" : "descending")",
            "pane \(focus.title)", "mouse \(isMouseOn ? "on" : "off")",
        ]
        // A line break in a name would become a line of its own: such a name is not remembered.
        for (fact, name) in [("market", market?.name), ("pair", pair?.name)] {
            if let name, !name.contains(where: \.isNewline) { lines.append("\(fact) \(name)") }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension State {
    /// Goes back to where a screen was left.
    package mutating func recall(_ memory: ScreenMemory) {
        if let market = memory.market { favourites = [market, .kraken] }
        if let market = memory.market, let pair = memory.pair {
            pairs[market] = Selection(pair)
        }
        sort = memory.sort
        focus = memory.focus
        isMouseOn = memory.isMouseOn
        refresh()
    }
}
