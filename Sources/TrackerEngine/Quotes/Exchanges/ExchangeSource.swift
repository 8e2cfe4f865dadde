import Synchronization

/// Every price of one exchange, or of a server of many markets: whatever an entry of the catalogue
/// says.
///
/// A poll is whole or fails: prices of half the calls or pages would look like pairs that are gone. All
/// requests of an exchange keep its pause, those for candles too.
public final class ExchangeSource: QuoteSource {
    let exchange: Exchange
    let asker: Asker
    let state: Mutex<State>

    /// The knowledge from earlier answers.
    struct State: Sendable {
        var book: SymbolBook
        var listing: SymbolListing?
        /// As the last answer left it: what past prices are asked by while the other is filled.
        var known: SymbolBook
        /// When the listing was fetched, or could not be.
        var listed: Timestamp?
        /// The number of fetches in a row that still lacked a symbol that was looked for.
        var vainListings = 0
        /// The number of times in a row that the listing could not be reached.
        var missedListings = 0
        /// The last answer of each address that had a tag, to be asked for again.
        var answers: [String: Asker.Tagged] = [:]
        /// The time until which the other calls are made, because the usual ones gave nothing.
        var fallbackUntil: Timestamp?
        /// When the detailed calls were made last.
        var detailed: Timestamp?
    }

    /// A listing is good for a day; a symbol that is not in it is looked up no sooner than this.
    static let listingLife = Duration.seconds(86_400)
    static let listingGap = Duration.seconds(3600)
    /// What was traded in a day changes little in this time, and its calls are the heaviest.
    static let detailedGap = Duration.seconds(900)
    /// Polls that fail because the listing cannot be reached, before they do without one.
    static let mostMissedListings = 10
    /// The most pages of one call; the largest answers had one.
    static let mostPages = 64
    /// The time limit for all pages of a call together.
    static let pagesTimeLimit = Duration.seconds(40)

    /// `secrets` go to the server that is asked, and to no other.
    init(
        _ exchange: Exchange, secrets: [SecretHeader] = [], client: HTTPClient,
        clock: any WallClock
    ) {
        self.exchange = exchange
        asker = Asker(
            rules: exchange.errors, pause: exchange.pause, secrets: secrets, client: client,
            clock: clock)
        let book = SymbolBook(market: exchange.id, rule: exchange.symbols, listing: nil)
        state = Mutex(State(book: book, known: book))
    }

    public var name: String { exchange.id.name }
    public var address: String { exchange.tickers[0].url.home.authority }
    public var markets: [Market] { exchange.symbols.market == nil ? [exchange.id] : [] }
    public var requests: [RequestRecord] { asker.log.records }
    public var history: (any CandleSource)? { exchange.candles.isEmpty ? nil : self }

    public func poll(at now: Timestamp) async throws(QuoteError) -> Poll {
        try await refreshListing(at: now)
        if let poll = try await pollDetailed(at: now) { return poll }
        let isBeside = state.withLock { $0.fallbackUntil.map { now < $0 } ?? false }
        let calls = isBeside ? exchange.fallback : exchange.tickers
        let failure: QuoteError
        do {
            return try await poll(calls, at: now)
        } catch {
            failure = error
        }
        let others = isBeside ? exchange.tickers : exchange.fallback
        guard let other = others.first,
            failure.isAboutTheCall(beside: other.url.home, calls[0].url.home)
        else { throw failure }
        let poll = try await poll(others, insteadAfter: failure, at: now)
        state.withLock { $0.fallbackUntil = isBeside ? nil : now + Self.listingGap }
        return poll
    }

    /// Makes other calls after a failure of the usual ones.
    ///
    /// - Throws: that failure where these fail too: what was said about the usual call is more to the
    ///   point, and this stands among the requests.
    private func poll(
        _ others: [Exchange.Tickers], insteadAfter failure: QuoteError, at now: Timestamp
    ) async throws(QuoteError) -> Poll {
        do {
            return try await poll(others, at: now)
        } catch {
            throw error == .cancelled ? error : failure
        }
    }

    /// Makes the detailed calls where they are due; `nil` if the usual ones are to be made: they have
    /// the prices too.
    private func pollDetailed(at now: Timestamp) async throws(QuoteError) -> Poll? {
        guard !exchange.detailed.isEmpty else { return nil }
        let isDue = state.withLock { state in
            // After a jump of the clock they are due.
            if let last = state.detailed, (.zero..<Self.detailedGap).contains(now - last) {
                return false
            }
            state.detailed = now
            return true
        }
        guard isDue else { return nil }
        do {
            return try await poll(exchange.detailed, at: now)
        } catch {
            // Who asks for patience, or nobody waits for, is asked nothing else.
            guard error != .cancelled, !error.asksForPatience else { throw error }
            return nil
        }
    }

    private func poll(
        _ calls: [Exchange.Tickers], at now: Timestamp
    ) async throws(QuoteError) -> Poll {
        var reader = TickerReader(state.withLock { $0.book }, at: now)
        var bytes = 0
        for call in calls {
            bytes +=
                call.pages == nil
                ? try await ask(call, at: now, into: &reader)
                : try await askPages(of: call, at: now, into: &reader)
        }
        var (poll, book, isStale) = try reader.finish(host: address)
        poll.bytes = bytes
        state.withLock { state in
            state.known = book
            state.book =
                isStale
                ? SymbolBook(market: exchange.id, rule: exchange.symbols, listing: state.listing)
                : book
        }
        return poll
    }
}

extension QuoteError {
    /// Whether another call may do better: this is not what the server wants, or there is another
    /// server.
    fileprivate func isAboutTheCall(beside other: WebAddress, _ asked: WebAddress) -> Bool {
        switch self {
        case .refused: !asksForPatience
        case .malformed, .barred: true
        case .unreachable: other.host != asked.host
        case .busy, .cancelled: false
        }
    }
}
