import TrackerEngine

/// A list of pairs: of a market, of a group, or of all that have a star.
enum Listing: Hashable, Sendable {
    /// The pairs with a star, of whatever markets.
    case starred
    /// The pairs of a named group.
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
