extension QuoteError {
    init(_ error: HTTPError, host: String) {
        self =
            switch error {
            case .cancelled: .cancelled
            case .tooLarge, .headersTooLarge, .badCompression, .notHTTP, .tooManyRedirects,
                .badRedirect:
                .malformed(host: host, reason: "\(error)")
            case .nameNotFound, .connectionRefused, .unreachable, .connectTimedOut, .timedOut,
                .certificate, .certificateFile, .tls, .proxy, .noAnswer, .brokenOff,
                .redirectedAway, .afterRedirect, .other:
                .unreachable(host: host, reason: "\(error)")
            }
    }

    /// Makes the error that an answer stands for if its status is no success.
    ///
    /// Its words are those under the first of `wordKeys` that its body has as a text.
    init(_ response: HTTPResponse, at now: Timestamp) {
        let isShort = response.body.count <= Self.longestBody
        let words = (isShort ? Self.words(in: response.body) : nil) ?? WebPage.words(response)
        if response.status == 451
            || response.status == 403 && isShort && BarredPage.speaksOfPlace(response.body)
        {
            self = .barred(host: response.host, status: response.status, words: words)
        } else {
            self = .refused(
                host: response.host, status: response.status,
                retryAfter: response.retryAfter(now: now), words: words)
        }
    }

    /// Bytes; longer bodies of failures are not looked into.
    private static let longestBody = 65_536

    /// Cryptowatch's errors are `{"error":"in words",…}`, those of exchanges have other keys.
    private static let wordKeys = ["error", "message", "msg"]

    private static func words(in body: [UInt8]) -> String? {
        let shape = JSONTable.Shape(rows: "", columns: ["@key"], notes: wordKeys)
        guard let table = try? JSONTable(shape, of: body, most: body.count) else { return nil }
        let texts = wordKeys.indices.lazy.map { JSONTable.Spot.note($0) }
            .filter { table.kind($0) == .string }.compactMap { table.text($0) }
        return texts.first { !$0.isEmpty }?.plain(upTo: 80)
    }
}
