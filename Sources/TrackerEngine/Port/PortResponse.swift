/// An answer of the port.
struct PortResponse: Sendable {
    /// 200, 304, 400, 403, 404, 405, 503.
    let status: Int
    /// Sent with all but 304 and answers to HEAD; those have its length and tag only.
    let body: PortBody
    /// Beside those that every answer has.
    let headers: [Header]

    struct Header: Hashable, Sendable {
        let name: String
        let value: String
    }

    /// What every answer has.
    ///
    /// Nothing of an answer is to be run, guessed at, or taken into a page of another origin.
    static let common = [
        Header(name: "Content-Type", value: "application/json"),
        Header(name: "X-Content-Type-Options", value: "nosniff"),
        Header(name: "Cross-Origin-Resource-Policy", value: "same-origin"),
        Header(name: "Content-Security-Policy", value: "default-src 'none'"),
    ]

    /// An error in words.
    static func failure(_ status: Int, _ words: String, _ headers: [Header] = []) -> PortResponse {
        failure(status, PortBody(PairAnswer.error(words)), headers)
    }

    static func failure(_ status: Int, _ body: PortBody, _ headers: [Header] = []) -> PortResponse {
        PortResponse(status: status, body: body, headers: [noCache] + headers)
    }

    /// There may be an answer in a moment.
    static let loading = failure(
        503, "The day is being read.", [Header(name: "Retry-After", value: "1")])

    static let noCache = Header(name: "Cache-Control", value: "no-cache")

    /// What may be packed may come in another form to another client.
    static let varies = Header(name: "Vary", value: "Accept-Encoding")

    /// An answer, or that the client has it already: in the form that it would get now.
    static func success(
        _ body: PortBody, _ headers: [Header], for request: PortRequest
    ) -> PortResponse {
        let isKnown = request.noneMatch.contains { EntityTag.matches($0, body.entityTag) }
        let coding = body.coding == .gzip ? [Header(name: "Content-Encoding", value: "gzip")] : []
        return PortResponse(
            status: isKnown ? 304 : 200, body: body,
            headers: headers + coding + [Header(name: "ETag", value: body.entityTag)])
    }
}
