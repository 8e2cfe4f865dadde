package import TrackerEngine

/// The place at which the screen was left: what the next start shows.
///
/// As text, a line a fact: `market kraken`. What cannot be understood is left out.
package struct ScreenMemory: Hashable, Sendable {
    package var market: Market?
    var pair: Pair?
    /// A list that goes across markets, where one was shown.
    var listing: Listing?
    var sort = PairSort()
    var focus = Pane.pairs
    var isMouseOn = true
    /// The ground of the terminal; it need not be the same terminal.
    var ground: RGB?

    package init() {}

    package init(of state: State) {
        market = state.chosenMarket
        pair = state.chosenPair
        listing = state.chosenListing.flatMap { $0.market == nil ? $0 : nil }
        sort = state.sort
        focus = state.focus
        isMouseOn = state.isMouseOn
        ground = state.ground
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
        case "list": listing = value == "starred" ? .starred : listing
        case "group": listing = Favourites.groupName(value).map { .group($0) }
        case "sort": sort.column = PairSort.Column(rawValue: value) ?? sort.column
        case "order": sort.isAscending = value == "ascending"
        case "pane": focus = Pane.allCases.first { $0.title == value } ?? focus
        case "ground":
            ground = value.count == 6 ? UInt32(value, radix: 16).map { RGB($0) } : nil
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
        if let ground {
            let digits = String(ground.hex, radix: 16)
            lines.append("ground " + String(repeating: "0", count: 6 - digits.count) + digits)
        }
        // A line break in a name would become a line of its own: such a name is not remembered.
        for (fact, name) in [("market", market?.name), ("pair", pair?.name)] {
            if let name, !name.contains(where: \.isNewline) { lines.append("\(fact) \(name)") }
        }
        switch listing {
        case .starred?: lines.append("list starred")
        case .group(let name)?: lines.append("group \(name)")
        case .market?, nil: break
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension State {
    /// Goes back to where a screen was left.
    mutating func goBack(to memory: ScreenMemory) {
        if let market = memory.market {
            preferred = (memory.listing.map { [$0] } ?? []) + [.market(market)]
            if let pair = memory.pair {
                let instrument = Instrument(market: market, pair: pair)
                pairs[memory.listing ?? .market(market)] = Selection(instrument)
                followsFirst = false
            }
        }
        sort = memory.sort
        focus = memory.focus
        isMouseOn = memory.isMouseOn
        ground = memory.ground ?? ground
        refresh()
    }
}
