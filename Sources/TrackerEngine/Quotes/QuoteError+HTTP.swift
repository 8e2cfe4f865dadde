extension QuoteError {
    init(_ error: HTTPError, host: String) {
        self =
            switch error {
            case .cancelled: .cancelled
            case .tooLarge, .headersTooLarge, .badCompression, .notHTTP, .tooManyRedirects,
                .badRedirect:
                .malformed(host: host, reason: "\(error)")
            default: .unreachable(host: host, reason: "\(error)")
            }
    }

    /// Cryptowatch's errors are `{"error":"in words",…}`.
    init(_ response: HTTPResponse, at now: Timestamp) {
        let words =
            response.body.count <= 65_536
            ? JSONNumbers.text("error", in: response.body)?.plain(upTo: 80) : nil
        self = .refused(
            host: response.host, status: response.status,
            retryAfter: response.retryAfter(now: now), words: words)
    }
}
