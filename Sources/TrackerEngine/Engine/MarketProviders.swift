/// The provider of each market: the source that serves it, if several offer it.
///
/// The first well source that offers a market is its only provider. The prices that the others have
/// for the running minute are kept as spares, so that no minute is lost when the provider fails. All
/// prices of a market in one minute come from one source.
struct MarketProviders: Sendable {
    /// What is known of each source, in the order of `--source`.
    private var sources: [Source]
    /// The provider of each market; where nobody is well, the first source that offers it.
    private(set) var providers: [Market: Int] = [:]
    /// The source whose prices a market has, for each of the newest minutes, oldest first.
    private var given: [(minute: Minute, providers: [Market: Int])] = []

    /// Minutes in `given`: a poll that was started in a minute that is over may still come in.
    private static let minutesKept = 3

    private struct Source {
        /// The markets that it is known to serve before it has answered.
        let known: Set<Market>
        /// The known markets, and those of its last good poll.
        var offer: Set<Market>
        /// Whether its last poll was good, or none has failed so far.
        var isWell = true
        var spare: Batch?

        init(_ known: [Market]) {
            self.known = Set(known)
            offer = self.known
        }
    }

    /// `known`: by source, the markets that it serves for sure.
    init(known: [[Market]]) {
        sources = known.map { Source($0) }
        assign()
    }

    /// The markets that a source serves for sure.
    func known(to source: Int) -> [Market] { Array(sources[source].known) }

    /// Whether the last poll of a source was good, or none has failed so far.
    func isWell(_ source: Int) -> Bool { sources[source].isWell }

    /// Whether more than one source offers a market.
    func isShared(_ market: Market) -> Bool {
        sources.lazy.filter { $0.offer.contains(market) }.prefix(2).count > 1
    }

    /// Finds the provider of each market anew.
    private mutating func assign() {
        providers = [:]
        for isWell in [false, true] {
            for (index, source) in sources.enumerated().reversed() where source.isWell == isWell {
                for market in source.offer { providers[market] = index }
            }
        }
    }
}

// MARK: - What happens to a source

extension MarketProviders {
    /// A source has answered with prices of these markets: it offers them, and is well.
    mutating func answered(_ source: Int, with markets: [Market]) {
        let offer = sources[source].known.union(markets)
        guard offer != sources[source].offer || !sources[source].isWell else { return }
        sources[source].offer = offer
        sources[source].isWell = true
        assign()
    }

    /// The last poll of a source has failed: another one provides its markets.
    mutating func failed(_ source: Int) {
        guard sources[source].isWell else { return }
        sources[source].isWell = false
        assign()
    }

    /// The clock was set: minutes come again, and have new prices.
    mutating func forgetMinutes() {
        given = []
        for source in sources.indices { sources[source].spare = nil }
    }
}

// MARK: - Who gives a minute its prices

extension MarketProviders {
    /// The quotes of a source that are prices of the minute; those that may become so are its spare.
    ///
    /// `isOver`: of a minute that is over, everything is taken that nobody else has given: the
    /// provider will not come any more, or has to be content with that.
    mutating func share(_ batch: Batch, of source: Int, isOver: Bool) -> [Quote] {
        let runs = batch.quotes.marketRuns
        // Nearly always all of them.
        if runs.allSatisfy({
            providers[$0.market] == source
                && giver(of: $0.market, at: batch.minute) ?? source == source
        }) {
            for run in runs { give(run.market, at: batch.minute, to: source) }
            sources[source].spare = nil
            return batch.quotes
        }
        var taken: [Quote] = []
        var spare: [Quote] = []
        for (market, quotes) in runs {
            if let giver = giver(of: market, at: batch.minute), giver != source { continue }
            if isOver || providers[market] == source {
                give(market, at: batch.minute, to: source)
                taken += quotes
            } else {
                spare += quotes
            }
        }
        sources[source].spare = spare.isEmpty ? nil : Batch(minute: batch.minute, quotes: spare)
        return taken
    }

    /// The quotes of a source for markets that it provides.
    func own(_ quotes: [Quote], of source: Int) -> [Quote] {
        let runs = quotes.marketRuns
        // Nearly always all of them.
        if runs.allSatisfy({ providers[$0.market] == source }) { return quotes }
        return runs.flatMap { providers[$0.market] == source ? $0.quotes : [] }
    }

    /// The spares of sources that serve now, for markets that have no price of the minute yet.
    mutating func spares(of minute: Minute) -> [Quote] {
        spares(of: minute) { [providers] market, source in providers[market] == source }
    }

    /// The spares of anybody, the first one first: nobody else will give the minute its prices.
    mutating func lastSpares(of minute: Minute) -> [Quote] { spares(of: minute) { _, _ in true } }

    private mutating func spares(
        of minute: Minute, _ isWanted: (Market, _ source: Int) -> Bool
    ) -> [Quote] {
        var taken: [Quote] = []
        for source in sources.indices {
            guard let batch = sources[source].spare, batch.minute == minute else { continue }
            var left: [Quote] = []
            for (market, quotes) in batch.quotes.marketRuns {
                if let giver = giver(of: market, at: minute), giver != source { continue }
                if isWanted(market, source) {
                    give(market, at: minute, to: source)
                    taken += quotes
                } else {
                    left += quotes
                }
            }
            sources[source].spare = left.isEmpty ? nil : Batch(minute: minute, quotes: left)
        }
        return taken
    }

    /// The source whose prices a market has at a minute; `nil` for none, and for an older minute.
    func giver(of market: Market, at minute: Minute) -> Int? {
        given.last { $0.minute == minute }?.providers[market]
    }

    private mutating func give(_ market: Market, at minute: Minute, to source: Int) {
        if let place = given.lastIndex(where: { $0.minute == minute }) {
            given[place].providers[market] = source
            return
        }
        given.append((minute, [market: source]))
        if given.count > Self.minutesKept { given.removeFirst() }
    }
}

extension [Quote] {
    /// The quotes in pieces of one market, in their order; a market may come more than once.
    var marketRuns: [(market: Market, quotes: ArraySlice<Quote>)] {
        var runs: [(market: Market, quotes: ArraySlice<Quote>)] = []
        var start = startIndex
        while start < endIndex {
            let market = self[start].instrument.market
            let end = self[start...].firstIndex { $0.instrument.market != market } ?? endIndex
            runs.append((market, self[start..<end]))
            start = end
        }
        return runs
    }
}
