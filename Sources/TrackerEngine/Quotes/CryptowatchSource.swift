import Synchronization

/// Every price of every market, from a server that speaks Cryptowatch's REST API.
///
/// One poll is `GET {base}/markets/prices`, and once more for each further page:
/// `{"result":{"market:kraken:btcusd":48801.3,…},"cursor":{"last":"…","hasMore":true},…}`.
/// A poll is whole or fails: prices of half the pages would look like pairs that are gone.
public final class CryptowatchSource: QuoteSource {
    /// Where the service was.
    public static let publicBase = "https://api.cryptowat.ch"

    public let name = "cryptowatch"
    private let prices: WebAddress
    private let asker: Asker
    private let candles: Exchange.Candles?
    /// The keys of the last good poll: nearly all of them come again, in the same order.
    private let remembered = Mutex(KeyMemory())

    /// Of one poll: ten times as many as there ever were; a server that sends more is broken.
    static let mostEntries = 200_000
    /// Of one poll; the largest answers had one.
    static let mostPages = 64
    /// Between two requests: of the pages of a poll, and for candles.
    static let pause = Duration.milliseconds(100)
    /// For all pages of a poll together.
    static let pollTimeLimit = Duration.seconds(40)

    /// A source that asks one server.
    ///
    /// - Parameters:
    ///   - base: `http` or `https`, a host, at most a path; a slash at its end does not matter.
    ///   - key: sent as `X-CW-API-Key`, to the host of `base` only.
    ///   - client: fetches the pages.
    ///   - clock: of the pause between two requests.
    /// - Throws: `CryptowatchSetupError`
    public init(
        base: String = publicBase, key: Secret? = nil, client: HTTPClient,
        clock: any WallClock = SystemClock()
    ) throws(CryptowatchSetupError) {
        self.prices = try Self.prices(under: base)
        let header = key.map { SecretHeader("X-CW-API-Key", $0) }
        if case .some(.none) = header { throw .unusableKey }
        asker = Asker(
            pause: Self.pause, secrets: [header].compactMap { $0 ?? nil }, client: client,
            clock: clock)
        candles = Self.candles(beside: prices)
    }

    public var address: String { prices.authority }
    public var requests: [RequestRecord] { asker.log.records }
    public var history: (any CandleSource)? { candles == nil ? nil : self }

    public func poll(at now: Timestamp) async throws(QuoteError) -> Poll {
        let deadline = ContinuousClock.now + Self.pollTimeLimit
        var reader = PriceReader(remembering: remembered.withLock { $0 })
        var bytes = 0
        var cursor: String?
        var cursors: Set<String> = []
        for _ in 0..<Self.mostPages {
            cursor = try await fetch(cursor, before: deadline, at: now, into: &reader, &bytes)
            // A cursor that was there before leads in a circle, whose pages are all read.
            guard let cursor, cursors.insert(cursor).inserted else {
                return try finish(reader, bytes: bytes)
            }
        }
        throw .malformed(host: address, reason: "more than \(Self.mostPages) pages")
    }

    /// Fetches a page, the first one without a cursor.
    ///
    /// - Returns: the cursor of the next page, `nil` where this was the last one.
    private func fetch(
        _ cursor: String?, before deadline: ContinuousClock.Instant, at now: Timestamp,
        into reader: inout PriceReader, _ bytes: inout Int
    ) async throws(QuoteError) -> String? {
        let page: WebAddress
        do throws(WebAddressError) {
            page =
                try cursor.map { (cursor) throws(WebAddressError) in
                    try prices.query("cursor", cursor)
                } ?? prices
        } catch {
            throw .malformed(host: address, reason: "a cursor of another form")
        }
        var question = Asker.Question(.prices, page)
        question.timeLimit = deadline - .now
        guard deadline > .now else { throw QuoteError(.timedOut, host: address) }
        let before = reader.count
        var next: String?
        let answer = try await asker.ask(question, at: now) { (response, _) throws(QuoteError) in
            next = try Self.read(response, into: &reader)
            return reader.count - before
        }
        bytes += answer.wireBytes
        return next
    }

    /// - Returns: the cursor of the next page, `nil` where this was the last one.
    private static func read(
        _ page: HTTPResponse, into reader: inout PriceReader
    ) throws(QuoteError) -> String? {
        do throws(JSONError) {
            let numbers = try JSONNumbers.read(
                "result", of: page.body, most: mostEntries - reader.count)
            reader.take(numbers)
            guard numbers.flag("hasMore", of: "cursor") == true else { return nil }
            return numbers.text("last", of: "cursor").flatMap { $0.isEmpty ? nil : $0 }
        } catch {
            let reason = page.isPage ? "a web page, not JSON" : error.description
            throw .malformed(host: page.host, reason: reason)
        }
    }

    private func finish(
        _ reader: consuming PriceReader, bytes: Int
    ) throws(QuoteError) -> Poll {
        let (poll, memory) = reader.finish(bytes: bytes)
        guard !poll.quotes.isEmpty else {
            let first = poll.firstRejection.map { ": \($0)" } ?? ""
            throw .malformed(host: address, reason: "there is no price in it" + first)
        }
        remembered.withLock { $0 = memory }
        return poll
    }

    private static func prices(under base: String) throws(CryptowatchSetupError) -> WebAddress {
        do throws(WebAddressError) {
            let address = try WebAddress(base)
            guard !address.hasExtras else { throw .notAnAddress(base) }
            return try address.appending(path: "markets/prices")
        } catch {
            throw .badBase(error)
        }
    }
}

// MARK: - History

extension CryptowatchSource: CandleSource {
    public var pause: Duration { Self.pause }

    /// `GET {base}/markets/:market/:pair/ohlc`: `[CloseTime, Open, High, Low, Close, …]`, oldest
    /// first; CloseTime is the end of the candle, `after` and `before` include it.
    private static func candles(beside prices: WebAddress) -> Exchange.Candles? {
        let markets = prices.text.dropLast("prices".count)
        let url = URLTemplate(
            markets + "{market}/{pair}/ohlc?periods=60&after={first:s}&before={end:s}")
        return url.map {
            Exchange.Candles(
                url: $0, step: 1, limit: 6000, reach: nil, rows: "result.60", time: "0",
                unit: .seconds, isTimeOfEnd: true, close: "4")
        }
    }

    public func pages(
        of instrument: Instrument, covering minutes: ClosedRange<Minute>, at now: Timestamp
    ) -> [CandlePage] {
        candles.map { Exchange.Candles.pages(of: [$0], covering: minutes, at: now) } ?? []
    }

    public func candles(
        of instrument: Instrument, on page: CandlePage, at now: Timestamp
    ) async throws(QuoteError) -> Backfill {
        guard let candles else { throw .malformed(host: address, reason: "it has no candles") }
        return try await asker.candles(
            candles, on: page, URLTemplate.Values(instrument: instrument), at: now)
    }
}
