/// Makes the requests of one exchange: with its pause, its words for failures, and a note of each.
struct ExchangeAsker: Sendable {
    let log = RequestLog()
    private let pacer: Pacer
    private let client: HTTPClient
    private let rules: [Exchange.ErrorRule]

    init(
        rules: [Exchange.ErrorRule], pause: Duration, client: HTTPClient, clock: any WallClock
    ) {
        self.rules = rules
        self.client = client
        pacer = Pacer(pause: pause, clock: clock)
    }

    init(_ exchange: Exchange, _ client: HTTPClient, _ clock: any WallClock) {
        self.init(
            rules: exchange.errors, pause: exchange.pause, client: client, clock: clock)
    }

    /// An answer, and the tag by which its server knows it again.
    struct Tagged: Sendable {
        let tag: String
        let response: HTTPResponse
    }

    struct Answer: Sendable {
        let wireBytes: Int
        let tagged: Tagged?
    }

    /// Asks once, after the pause.
    ///
    /// - Parameters:
    ///   - tagged: an earlier answer, which is read again where nothing has changed since.
    ///   - read: reads the answer; gives the number of its rows.
    func ask(
        _ purpose: RequestRecord.Purpose, _ address: WebAddress, after tagged: Tagged?,
        at now: Timestamp,
        read: (HTTPResponse, AnswerReader) throws(QuoteError) -> Int
    ) async throws(QuoteError) -> Answer {
        await pacer.turn()
        guard !Task.isCancelled else { throw .cancelled }
        let sent = pacer.now
        let start = ContinuousClock.now
        var request = HTTPRequest(address)
        request.staysOnHost = true
        if let tag = tagged?.tag, let header = HTTPHeader("If-None-Match", tag) {
            request.headers.append(header)
        }
        var response: HTTPResponse?
        func note(entries: Int?, _ failure: QuoteError?) {
            guard failure != .cancelled else { return }
            log.note(
                RequestRecord(
                    purpose, at: sent, took: .now - start, status: response?.status,
                    bytes: response?.wireBytes ?? 0, entries: entries,
                    failure: failure.map { "\($0)" }))
        }
        do throws(QuoteError) {
            let got = try await fetch(request)
            response = got
            let fresh = try checked(got, tagged, at: now)
            let reader = AnswerReader(rules: rules, host: address.authority)
            let rows = try read(fresh, reader)
            note(entries: rows, nil)
            let tag = fresh.fields.etag ?? (got.status == 304 ? tagged?.tag : nil)
            return Answer(
                wireBytes: got.wireBytes,
                tagged: tag.map { Tagged(tag: $0, response: fresh) })
        } catch {
            note(entries: nil, error)
            throw error
        }
    }

    private func fetch(_ request: HTTPRequest) async throws(QuoteError) -> HTTPResponse {
        do throws(HTTPError) {
            return try await client.get(request)
        } catch {
            throw QuoteError(error, host: request.address.authority)
        }
    }

    /// The answer that counts: this one, or the earlier one that still holds.
    private func checked(
        _ response: HTTPResponse, _ tagged: Tagged?, at now: Timestamp
    ) throws(QuoteError) -> HTTPResponse {
        switch response.status {
        case 200: return response
        case 304:
            if let tagged { return tagged.response }
            throw .refused(host: response.host, status: 304, retryAfter: nil)
        default:
            let error = QuoteError(response, at: now)
            let reader = AnswerReader(rules: rules, host: response.host)
            guard case .refused(let host, let status, let wait, _) = error,
                let complaint = reader.complaint(in: response.body)
            else { throw error }
            // A ban after too many requests (418) says for how long.
            if complaint.isBusy || status == 429 || status == 418 {
                throw .busy(host: host, retryAfter: wait, words: complaint.words)
            }
            throw .refused(host: host, status: status, retryAfter: wait, words: complaint.words)
        }
    }

    /// Asks for candles.
    ///
    /// `values`: the names that the server has for the pair; times are filled in here.
    func candles(
        _ call: Exchange.Candles, on page: CandlePage, _ values: URLTemplate.Values,
        at now: Timestamp
    ) async throws(QuoteError) -> Backfill {
        var values = values
        let first = page.minutes.lowerBound.index
        values.limit = call.limit
        values.first = first * 60_000
        values.from = (first - call.step) * 60_000
        values.end = page.minutes.upperBound.index * 60_000
        let address: WebAddress
        do throws(WebAddressError) {
            address = try call.url.address(values)
        } catch {
            throw .malformed(host: "the exchange", reason: "\(error)")
        }
        var series = Series(start: page.minutes.lowerBound, amounts: [])
        _ = try await ask(.candles, address, after: nil, at: now) {
            (response, reader) throws(QuoteError) in
            let (found, rows) = try CandleReader.series(
                response.body, of: call, on: page, reader)
            series = found
            return rows
        }
        return Backfill(values.instrument, series, isCoarse: call.step > 1)
    }
}

extension HTTPResponse {
    /// Whether it is a page for people.
    var isPage: Bool { contentType == "text/html" }
}
