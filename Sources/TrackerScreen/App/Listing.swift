import TrackerEngine

/// What the list of pairs is a list of.
enum Listing: Hashable, Sendable {
    /// The pairs with a star, of whatever markets.
    case starred
    /// Those of a named group.
    case group(String)
    case market(Market)

    /// From outside where it is a market's: `Canvas.write` makes it plain.
    var title: String {
        switch self {
        case .starred: "Favourites"
        case .group(let name): name
        case .market(let market): market.name
        }
    }

    /// `nil` for one that goes across markets.
    var market: Market? {
        if case .market(let market) = self { market } else { nil }
    }
}
