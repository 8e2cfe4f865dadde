/// An answer of the port.
struct PortResponse: Sendable {
    /// One of 200, 204, 304, 400, 403, 404, 405, 414, 431, 503.
    let status: Int
    /// The body, which answers of 304 and to HEAD have too: its length and tag are sent.
    let body: PortBody
    /// The type of the body; `nil` without one.
    var type: String? = json
    /// The headers beside `common` and the type.
    let headers: [PortHeader]

    static let json = "application/json"
    static let csv = "text/csv; charset=utf-8"

    /// All headers but `common`.
    var fields: [PortHeader] { (type.map { [PortHeader("Content-Type", $0)] } ?? []) + headers }

    /// The headers of every answer.
    ///
    /// No part of an answer is to be run, guessed at, or taken into a page of another origin.
    static let common = [
        PortHeader("X-Content-Type-Options", "nosniff"),
        PortHeader("Cross-Origin-Resource-Policy", "same-origin"),
        PortHeader("Content-Security-Policy", "default-src 'none'"),
    ]

    /// Tells a client that there may be an answer in a moment.
    static let loading = failure(
        503, "The stored day is still being read.", [PortHeader("Retry-After", "1")])

    static let noPath = failure(404, "No such path. GET / lists the routes.")

    static let wrongFormat = failure(400, "format must be json or csv.")

    static let noCache = PortHeader("Cache-Control", "no-cache")

    /// Tells caches that another client may get the body in another coding.
    static let varies = PortHeader("Vary", "Accept-Encoding")

    /// An error in words.
    static func failure(_ status: Int, _ words: String, _ headers: [PortHeader] = [])
        -> PortResponse
    {
        failure(status, PortBody(PairAnswer.error(words)), headers)
    }

    static func failure(_ status: Int, _ body: PortBody, _ headers: [PortHeader] = [])
        -> PortResponse
    {
        PortResponse(status: status, body: body, headers: [noCache] + headers)
    }

    /// A body that caches may keep for as long as `freshness` says, in a coding that the client chose.
    static func fresh(
        _ freshness: String, _ body: PortBody, isCSV: Bool, for request: PortRequest
    ) -> PortResponse {
        success(
            body, [PortHeader("Cache-Control", freshness), varies], type: isCSV ? csv : json,
            for: request)
    }

    /// The body with its tag, or 304 if the client has exactly this body in exactly this coding.
    static func success(
        _ body: PortBody, _ headers: [PortHeader], type: String = json, for request: PortRequest
    ) -> PortResponse {
        let isKnown = request.values(of: "if-none-match").contains {
            EntityTag.matches($0, body.entityTag)
        }
        var headers = headers
        if body.coding == .gzip { headers.append(PortHeader("Content-Encoding", "gzip")) }
        headers.append(PortHeader("ETag", body.entityTag))
        return PortResponse(status: isKnown ? 304 : 200, body: body, type: type, headers: headers)
    }
}
