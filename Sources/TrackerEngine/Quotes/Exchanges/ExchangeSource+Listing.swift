import Synchronization

/// The listing: when it is fetched, and what is done without one.
extension ExchangeSource {
    /// Fetches the listing where it is due; without one, symbols are told apart by themselves, if
    /// they can be.
    func refreshListing(at now: Timestamp) async throws(QuoteError) {
        guard let form = exchange.listing else { return }
        guard isListingDue(form, at: now) else { return }
        do {
            adopt(try await fetchListing(form, at: now), at: now)
        } catch {
            try doWithoutListing(form, after: error)
            state.withLock { $0.listed = now }
        }
    }

    private func isListingDue(_ form: Exchange.Listing, at now: Timestamp) -> Bool {
        let (listed, hasOne, isLacking, vain) = state.withLock {
            ($0.listed, $0.listing != nil, $0.known.unlisted > 0, $0.vainListings)
        }
        guard let listed, now >= listed else { return true }
        let gap = min(Self.listingGap * (1 << min(vain, 5)), Self.listingLife)
        let life = hasOne && !isLacking ? Self.listingLife : gap
        return now - listed >= life || !hasOne && form.isNeeded
    }

    private func fetchListing(
        _ form: Exchange.Listing, at now: Timestamp
    ) async throws(QuoteError) -> SymbolListing? {
        var listing: SymbolListing?
        let address = try Self.address(of: form.url, at: now)
        _ = try await asker.ask(Asker.Question(.listing, address), at: now) {
            [rule = exchange.symbols] (response, reader) throws(QuoteError) in
            let new = try SymbolListing(form, rule, response.body, reader, isPage: response.isPage)
            listing = new
            return Asker.Reading(rows: new.count)
        }
        return listing
    }

    /// Goes on with an older listing, or with none.
    ///
    /// - Throws: the error, where that will not do.
    private func doWithoutListing(
        _ form: Exchange.Listing, after error: QuoteError
    ) throws(QuoteError) {
        // One that is a day old is better than none.
        let hasOne = state.withLock { $0.listing != nil }
        guard hasOne || !form.isNeeded, !isAboutEverything(error) else { throw error }
        guard case .unreachable = error, !hasOne else { return }
        // There may be no network yet: without it, pairs that are dead would have prices.
        let missed = state.withLock { state in
            state.missedListings += 1
            return state.missedListings
        }
        guard missed > Self.mostMissedListings else { throw error }
    }

    private func adopt(_ listing: SymbolListing?, at now: Timestamp) {
        state.withLock { state in
            state.vainListings = state.known.unlisted > 0 ? state.vainListings + 1 : 0
            state.missedListings = 0
            state.listed = now
            state.listing = listing
            state.book = SymbolBook(
                market: exchange.id, rule: exchange.symbols, listing: listing)
        }
    }

    /// Whether no other call is to be made now either.
    private func isAboutEverything(_ error: QuoteError) -> Bool {
        switch error {
        case .busy, .cancelled: true
        // Another host may serve the place.
        case .barred: exchange.fallback.isEmpty
        case .refused: error.asksForPatience
        case .unreachable, .malformed: false
        }
    }
}
