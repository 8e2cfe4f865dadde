/// A name that an entry of the catalogue claims for itself, its id or another one, and where.
///
/// Whoever asks for a name must get the prices of one exchange, and of the one that the catalogue
/// says: an entry that could claim the names of others would be asked in their place.
struct NameClaim: Hashable, Sendable {
    let name: Market
    /// The id of the entry.
    let owner: Market
    let place: TOML.Place

    /// Checks the names of new entries against each other and against those of `others` that stay.
    ///
    /// - Throws: `ExchangesError` with the place of the first name that is taken.
    static func check(
        _ claims: [NameClaim], of new: [Exchange], besides others: [Exchange]
    ) throws(ExchangesError) {
        let replaced = Set(new.map(\.id))
        var ids: [Market: Market] = [:]
        var also: [Market: Market] = [:]
        for exchange in others where !replaced.contains(exchange.id) {
            ids[exchange.id] = exchange.id
            for name in exchange.otherNames { also[name] = exchange.id }
        }
        for claim in claims where claim.name == claim.owner {
            guard ids.updateValue(claim.owner, forKey: claim.name) == nil else {
                throw ExchangesError(claim.place, "\"\(claim.name)\" appears twice")
            }
        }
        for claim in claims where claim.name != claim.owner {
            if ids[claim.name] != nil {
                throw claim.refused("is the name of another exchange")
            }
            if let owner = also.updateValue(claim.owner, forKey: claim.name),
                owner != claim.owner
            {
                throw claim.refused("is another name of \(owner)")
            }
        }
        for claim in claims where claim.name == claim.owner {
            if let owner = also[claim.name], owner != claim.owner {
                throw ExchangesError(
                    claim.place,
                    "\"\(claim.name)\" is another name of \(owner): an entry with the id "
                        + "\"\(owner)\" takes its place")
            }
        }
    }

    private func refused(_ words: String) -> ExchangesError {
        ExchangesError(place, "also of exchange \"\(owner)\": \"\(name)\" \(words)")
    }
}
