import Synchronization

/// The calls that give prices, whole or page by page.
extension ExchangeSource {
    /// - Returns: the bytes that came.
    func ask(
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
    func askPages(
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
            let page = try await askPage(question, of: call, at: now, into: &reader)
            bytes += page.bytes
            next = page.next
            // A cursor that was there before leads in a circle, whose pages are all read.
            guard let cursor = next, cursors.insert(cursor).inserted else { return bytes }
        }
        throw .malformed(host: host, reason: "more than \(Self.mostPages) pages")
    }

    /// - Returns: the bytes that came, and the cursor of the next page.
    private func askPage(
        _ question: Asker.Question, of call: Exchange.Tickers, at now: Timestamp,
        into reader: inout TickerReader
    ) async throws(QuoteError) -> (bytes: Int, next: String?) {
        var next: String?
        let answer = try await asker.ask(question, at: now) {
            (response, answers) throws(QuoteError) in
            let page = try reader.read(response.body, of: call, answers, isPage: response.isPage)
            next = page.next
            return Asker.Reading(rows: page.rows, sample: reader.sample)
        }
        return (answer.wireBytes, next)
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

    static func address(
        of url: URLTemplate, at now: Timestamp
    ) throws(QuoteError) -> WebAddress {
        do throws(WebAddressError) {
            return try url.address(at: now)
        } catch {
            throw .malformed(host: url.home.authority, reason: "\(error)")
        }
    }
}
