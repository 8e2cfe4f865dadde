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
    private let secrets: [SecretHeader]
    private let client: HTTPClient
    /// The keys of the last good poll: nearly all of them come again, in the same order.
    private let remembered = Mutex(KeyMemory())

    /// Of one poll: ten times as many as there ever were; a server that sends more is broken.
    static let mostEntries = 200_000
    /// Of one poll; the largest answers had one.
    static let mostPages = 64
    /// For all pages of a poll together.
    static let pollTimeLimit = Duration.seconds(40)

    /// A source that asks one server.
    ///
    /// - Parameters:
    ///   - base: `http` or `https`, a host, at most a path; a slash at its end does not matter.
    ///   - key: sent as `X-CW-API-Key`, to the host of `base` only.
    ///   - client: fetches the pages.
    /// - Throws: `CryptowatchSetupError`
    public init(
        base: String = publicBase, key: Secret? = nil, client: HTTPClient
    ) throws(CryptowatchSetupError) {
        self.prices = try Self.prices(under: base)
        let header = key.map { SecretHeader("X-CW-API-Key", $0) }
        if case .some(.none) = header { throw .unusableKey }
        secrets = [header].compactMap { $0 ?? nil }
        self.client = client
    }

    public var address: String { prices.authority }

    public func poll(at now: Timestamp) async throws(QuoteError) -> Poll {
        let deadline = ContinuousClock.now + Self.pollTimeLimit
        var reader = PriceReader(remembering: remembered.withLock { $0 })
        var bytes = 0
        var cursor: String?
        var cursors: Set<String> = []
        for _ in 0..<Self.mostPages {
            let page = try await fetch(cursor, before: deadline, at: now)
            bytes += page.wireBytes
            cursor = try Self.read(page, into: &reader)
            // A cursor that was there before leads in a circle, whose pages are all read.
            guard let cursor, cursors.insert(cursor).inserted else {
                return try finish(reader, bytes: bytes, host: page.host)
            }
        }
        throw .malformed(host: address, reason: "more than \(Self.mostPages) pages")
    }

    private func fetch(
        _ cursor: String?, before deadline: ContinuousClock.Instant, at now: Timestamp
    ) async throws(QuoteError) -> HTTPResponse {
        do {
            let page = try cursor.map { try prices.query("cursor", $0) } ?? prices
            let left = deadline - .now
            guard left > .zero else { throw QuoteError(.timedOut, host: address) }
            let response = try await client.get(
                HTTPRequest(page, secrets: secrets, timeLimit: left, staysOnHost: true))
            guard response.status == 200 else { throw QuoteError(response, at: now) }
            return response
        } catch let error as HTTPError {
            throw QuoteError(error, host: address)
        } catch let error as QuoteError {
            throw error
        } catch {
            throw .malformed(host: address, reason: "a cursor of another form")
        }
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
            let isPage = page.contentType == "text/html"
            let reason = isPage ? "a web page, not JSON" : error.description
            throw .malformed(host: page.host, reason: reason)
        }
    }

    private func finish(
        _ reader: consuming PriceReader, bytes: Int, host: String
    ) throws(QuoteError) -> Poll {
        let (poll, memory) = reader.finish(bytes: bytes)
        guard !poll.quotes.isEmpty else {
            let first = poll.firstRejection.map { ": \($0)" } ?? ""
            throw .malformed(host: host, reason: "there is no price in it" + first)
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
