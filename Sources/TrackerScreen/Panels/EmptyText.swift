import TrackerEngine

/// What stands in the place of what is missing: what that is, why, and the key that helps.
struct EmptyText {
    let what: String
    let why: String
    var key: String?

    /// Draws the lines from the second column on; without rows for all of them the first ones.
    func draw(on canvas: inout Canvas) {
        let width = max(1, canvas.width - 3)
        let lines: [(text: String, style: Style)] =
            what.wrapped(width).map { ($0, .strong) } + why.wrapped(width).map { ($0, .dim) }
            + (key?.wrapped(width) ?? []).map { ($0, .dim) }
        for (row, line) in lines.enumerated() {
            canvas.write(
                line.text, at: Point(2, row), style: line.style, width: max(0, canvas.width - 2))
        }
    }
}

extension EmptyText {
    /// In place of the pairs; `nil` while there are some.
    static func pairs(_ state: State) -> EmptyText? {
        guard state.pairList.isEmpty else { return nil }
        guard let listing = state.chosenListing else { return markets(state) }
        let key = KeyName.sign(.escape)
        guard state.listedCount == 0 else {
            return EmptyText(
                what: "No pair matches /\(state.pairFilter.text)",
                why: state.filterFault ?? "All words and conditions must match.",
                key: "\(key) shows all \(Numbers.count(state.listedCount)).")
        }
        return EmptyText(
            what: "No pairs",
            why: listing.market == nil
                ? "\(listing.title) is empty." : "There is no price of \(listing.title).",
            key: listing.market == nil
                ? state.keys.sign(.star).map { "\($0) stars a pair." } : nil)
    }

    /// In place of the markets; `nil` while there are some.
    static func markets(_ state: State) -> EmptyText? {
        guard state.listings.isEmpty else { return nil }
        guard state.listingCount > 0 else {
            return EmptyText(
                what: "No prices yet", why: "No source has sent a price.",
                key: state.keys.sign(.view("health")).map { "\($0) shows why." })
        }
        return EmptyText(
            what: "No market matches /\(state.marketFilter.text)",
            why: "No name contains it.",
            key: "\(KeyName.sign(.escape)) shows all \(state.listingCount).")
    }

    /// In place of the chosen pair's chart.
    static func chart(_ state: State) -> EmptyText {
        if let missing = pairs(state) {
            return EmptyText(what: "No chart", why: missing.what, key: missing.key)
        }
        guard state.moment == nil, let market = state.chosenMarket else {
            return EmptyText(what: "No prices", why: "No price in the 24 hours before this minute.")
        }
        return EmptyText(
            what: "No price in the last 24 hours", why: PollText.sentence(on: market, state),
            key: state.keys.sign(.view("health")).map { "\($0) shows its source." })
    }
}
