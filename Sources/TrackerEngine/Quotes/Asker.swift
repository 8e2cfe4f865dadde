/// Makes the requests of one source: with its pause, its words for failures, and a note of each.
struct Asker: Sendable {
    let log = RequestLog()
    private let pacer: Pacer
    private let client: HTTPClient
    private let rules: [Exchange.ErrorRule]
    private let secrets: [SecretHeader]

    /// - Parameters:
    ///   - rules: how its server says in an answer that something is wrong.
    ///   - pause: between the starts of two requests.
    ///   - secrets: sent to the server that is asked, and to no other.
    ///   - client: fetches.
    ///   - clock: of the pause.
    init(
        rules: [Exchange.ErrorRule] = [], pause: Duration, secrets: [SecretHeader] = [],
        client: HTTPClient, clock: any WallClock
    ) {
        self.rules = rules
        self.secrets = secrets
        self.client = client
        pacer = Pacer(pause: pause, clock: clock)
    }

    var pause: Duration { pacer.pause }

    /// An answer, and the tag by which its server knows it again.
    struct Tagged: Sendable {
        let tag: String
        let response: HTTPResponse
    }

    /// The outcome of a request that was answered.
    struct Answer: Sendable {
        let wireBytes: Int
        /// `nil` for an answer without a tag.
        let tagged: Tagged?
    }

    /// What an answer had in it.
    struct Reading {
        let rows: Int
        /// See `RequestRecord.sample`.
        var sample: String?
    }

    /// A request to be made.
    struct Question: Sendable {
        let purpose: RequestRecord.Purpose
        let address: WebAddress
        /// An earlier answer, which is read again where nothing has changed since.
        var after: Tagged?
        /// A limit for the whole answer, if it is less than the client's own.
        var timeLimit: Duration?

        init(_ purpose: RequestRecord.Purpose, _ address: WebAddress) {
            self.purpose = purpose
            self.address = address
        }
    }

    /// Asks once, after the pause; `read` reads the answer.
    ///
    /// - Returns: what came, once it is read.
    /// - Throws: `QuoteError`, also what `read` throws.
    func ask(
        _ question: Question, at now: Timestamp,
        read: (HTTPResponse, AnswerReader) throws(QuoteError) -> Reading
    ) async throws(QuoteError) -> Answer {
        await pacer.turn()
        guard !Task.isCancelled else { throw .cancelled }
        let (sent, start) = (pacer.now, ContinuousClock.now)
        var response: HTTPResponse?
        func note(_ reading: Reading?, _ failure: QuoteError?) {
            guard failure != .cancelled else { return }
            let sample =
                reading.map(\.sample)
                ?? response.map {
                    AnswerReader.sample(of: $0.body[...])
                }
            log.note(
                RequestRecord(
                    question.purpose, at: sent, took: .now - start, status: response?.status,
                    bytes: response?.wireBytes ?? 0, entries: reading?.rows,
                    failure: failure.map { "\($0)" }, sample: sample))
        }
        do throws(QuoteError) {
            let got = try await fetch(question)
            response = got
            let whole = try checked(got, question, at: now)
            let reader = AnswerReader(
                rules: rules, host: question.address.authority,
                retryAfter: whole.retryAfter(now: now))
            note(try read(whole, reader), nil)
            let tag = whole.fields.etag ?? (got.status == 304 ? question.after?.tag : nil)
            return Answer(
                wireBytes: got.wireBytes, tagged: tag.map { Tagged(tag: $0, response: whole) })
        } catch {
            note(nil, error)
            throw error
        }
    }

    private func fetch(_ question: Question) async throws(QuoteError) -> HTTPResponse {
        var request = HTTPRequest(
            question.address, secrets: secrets, timeLimit: question.timeLimit)
        // No host is asked but those that somebody has written down.
        request.staysOnHost = true
        if let tag = question.after?.tag, let header = HTTPHeader("If-None-Match", tag) {
            request.headers.append(header)
        }
        do throws(HTTPError) {
            return try await client.get(request)
        } catch {
            throw QuoteError(error, host: question.address.authority)
        }
    }

    /// The answer that counts: this one, or the earlier one that still holds.
    private func checked(
        _ response: HTTPResponse, _ question: Question, at now: Timestamp
    ) throws(QuoteError) -> HTTPResponse {
        if response.status == 200 { return response }
        if response.status == 304, let earlier = question.after { return earlier.response }
        let error = QuoteError(response, at: now)
        guard case .refused(let host, let status, let wait, _) = error else { throw error }
        let complaint = AnswerReader(rules: rules, host: response.host)
            .complaint(in: response.body)
        // Some say it in plain words, or on a page.
        let text = String(decoding: response.body.prefix(2000), as: UTF8.self)
        let globs = rules.lazy.flatMap(\.busy)
        if complaint == nil, let glob = globs.first(where: { $0.isWords && $0.matches(text) }) {
            let words = glob.pattern.filter { $0 != "*" }
            throw .busy(host: host, retryAfter: wait, words: "\(words) (\(status))")
        }
        // 418 is what comes after too many 429.
        if complaint?.isBusy == true || status == 418 {
            throw .busy(host: host, retryAfter: wait, words: complaint?.words ?? "status \(status)")
        }
        guard let complaint else { throw error }
        throw .refused(host: host, status: status, retryAfter: wait, words: complaint.words)
    }
}

// MARK: - Candles

extension Asker {
    /// Asks for the candles of a page; `values` has the names that the server has for the pair.
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
        values.now = now.milliseconds
        let address: WebAddress
        do throws(WebAddressError) {
            address = try call.url.address(values)
        } catch {
            throw .malformed(host: "the server", reason: "\(error)")
        }
        var series = Series(start: page.minutes.lowerBound, amounts: [])
        _ = try await ask(Question(.candles, address), at: now) {
            (response, reader) throws(QuoteError) in
            let (found, reading) = try CandleReader.series(
                response.body, of: call, on: page, reader, isPage: response.isPage)
            series = found
            return reading
        }
        return Backfill(values.instrument, series, isCoarse: call.step > 1)
    }
}

extension HTTPResponse {
    /// Whether the body is a web page.
    var isPage: Bool { contentType == "text/html" }
}
