import Synchronization

/// Every price of one exchange, or of a server of many markets: whatever an entry of the catalogue
/// says.
///
/// A poll is whole or fails: prices of half the calls or pages would look like pairs that are gone. All
/// requests of an exchange keep its pause, those for candles too.
public final class ExchangeSource: QuoteSource {
    private let exchange: Exchange
    private let asker: Asker
    private let state: Mutex<State>

    /// The knowledge from earlier answers.
    private struct State: Sendable {
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
            failure.isAboutTheCall(
                beside: other.url.home, calls[0].url.home)
        else { throw failure }
        do {
            let poll = try await poll(others, at: now)
            state.withLock { $0.fallbackUntil = isBeside ? nil : now + Self.listingGap }
            return poll
        } catch {
            // What it said about its usual call is more to the point; this stands among the requests.
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

// MARK: - Calls

extension ExchangeSource {
    /// - Returns: the bytes that came.
    private func ask(
        _ call: Exchange.Tickers, at now: Timestamp, into reader: inout TickerReader
    ) async throws(QuoteError) -> Int {
        let key = call.url.text
        var question = Asker.Question(.prices, try Self.address(of: call.url, at: now))
        question.after = state.withLock { $0.answers[key] }
        let answer = try await asker.ask(question, at: now) {
            (response, answers) throws(QuoteError) in
            let rows = try reader.read(
                response.body, of: call, answers, isPage: response.isPage
            ).rows
            return Asker.Reading(rows: rows, sample: reader.sample)
        }
        state.withLock { $0.answers[key] = answer.tagged }
        return answer.wireBytes
    }

    /// Asks for one page after the other, until there are no more.
    ///
    /// - Returns: the bytes that came.
    private func askPages(
        of call: Exchange.Tickers, at now: Timestamp, into reader: inout TickerReader
    ) async throws(QuoteError) -> Int {
        let deadline = ContinuousClock.now + Self.pagesTimeLimit
        let host = call.url.home.authority
        var bytes = 0
        var next: String?
        var cursors: Set<String> = []
        for _ in 0..<Self.mostPages {
            var question = Asker.Question(
                .prices, try Self.page(of: call, from: next, at: now))
            question.timeLimit = deadline - .now
            guard deadline > .now else { throw QuoteError(.timedOut, host: host) }
            let answer = try await asker.ask(question, at: now) {
                (response, answers) throws(QuoteError) in
                let page = try reader.read(
                    response.body, of: call, answers, isPage: response.isPage)
                next = page.next
                return Asker.Reading(rows: page.rows, sample: reader.sample)
            }
            bytes += answer.wireBytes
            // A cursor that was there before leads in a circle, whose pages are all read.
            guard let cursor = next, cursors.insert(cursor).inserted else { return bytes }
        }
        throw .malformed(host: host, reason: "more than \(Self.mostPages) pages")
    }

    private static func page(
        of call: Exchange.Tickers, from cursor: String?, at now: Timestamp
    ) throws(QuoteError) -> WebAddress {
        let address = try address(of: call.url, at: now)
        guard let cursor, let pages = call.pages else { return address }
        do throws(WebAddressError) {
            return try address.query(pages.query, cursor)
        } catch {
            throw .malformed(host: address.authority, reason: "a cursor of another form")
        }
    }

    private static func address(
        of url: URLTemplate, at now: Timestamp
    ) throws(QuoteError) -> WebAddress {
        do throws(WebAddressError) {
            return try url.address(at: now)
        } catch {
            throw .malformed(host: url.home.authority, reason: "\(error)")
        }
    }
}

// MARK: - Listing

extension ExchangeSource {
    /// Fetches the listing where it is due; without one, symbols are told apart by themselves, if
    /// they can be.
    private func refreshListing(at now: Timestamp) async throws(QuoteError) {
        guard let form = exchange.listing else { return }
        let (listed, hasOne, isLacking, vain) = state.withLock {
            ($0.listed, $0.listing != nil, $0.known.unlisted > 0, $0.vainListings)
        }
        if let listed, now >= listed {
            let gap = min(Self.listingGap * (1 << min(vain, 5)), Self.listingLife)
            let life = hasOne && !isLacking ? Self.listingLife : gap
            if now - listed < life, hasOne || !form.isNeeded { return }
        }
        do {
            var listing: SymbolListing?
            let address = try Self.address(of: form.url, at: now)
            _ = try await asker.ask(Asker.Question(.listing, address), at: now) {
                [rule = exchange.symbols] (response, reader) throws(QuoteError) in
                let new = try SymbolListing(
                    form, rule, response.body, reader, isPage: response.isPage)
                listing = new
                return Asker.Reading(rows: new.count)
            }
            adopt(listing, at: now)
        } catch {
            // One that is a day old is better than none.
            guard hasOne || !form.isNeeded, !isAboutEverything(error) else { throw error }
            if case .unreachable = error, !hasOne {
                // There may be no network yet: without it, pairs that are dead would have prices.
                let missed = state.withLock { state in
                    state.missedListings += 1
                    return state.missedListings
                }
                guard missed > Self.mostMissedListings else { throw error }
            }
            state.withLock { $0.listed = now }
        }
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
}

extension ExchangeSource {
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

// MARK: - History

extension ExchangeSource: CandleSource {
    public var pause: Duration { exchange.pause }

    public func pages(
        of instrument: Instrument, covering minutes: ClosedRange<Minute>, at now: Timestamp
    ) -> [CandlePage] {
        guard spelling(of: instrument) != nil else { return [] }
        return Exchange.Candles.pages(of: exchange.candles, covering: minutes, at: now)
    }

    public func candles(
        of instrument: Instrument, on page: CandlePage, at now: Timestamp
    ) async throws(QuoteError) -> Backfill {
        guard let spelling = spelling(of: instrument),
            let call = exchange.candles.first(where: { $0.step == page.step })
        else { throw .malformed(host: address, reason: "it has no candles of \(instrument.pair)") }
        var values = URLTemplate.Values(instrument: instrument)
        values.symbol = spelling.symbol
        values.base = spelling.base
        values.quote = spelling.quote
        return try await asker.candles(call, on: page, values, at: now)
    }

    /// `nil` for a pair that no answer had; one whose name is enough has an empty spelling then.
    private func spelling(of instrument: Instrument) -> SymbolBook.Spelling? {
        if let spelling = state.withLock({ $0.known.spelling(of: instrument) }) { return spelling }
        guard exchange.symbols.market != nil, !exchange.candles.contains(where: \.url.hasSpelling)
        else { return nil }
        return SymbolBook.Spelling(symbol: "", base: "", quote: "")
    }
}
