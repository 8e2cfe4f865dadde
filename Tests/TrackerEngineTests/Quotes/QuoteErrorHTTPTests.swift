import Testing

@testable import TrackerEngine

struct QuoteErrorHTTPTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let status: Int
        let body: String
        let error: QuoteError
        var testDescription: String { "\(status) \(body.prefix(80))" }

        static func barred(_ status: Int, _ body: String, words: String? = nil) -> Case {
            Case(
                status: status, body: body,
                error: .barred(host: "h", status: status, words: words))
        }

        static func refused(_ status: Int, _ body: String, words: String? = nil) -> Case {
            Case(
                status: status, body: body,
                error: .refused(host: "h", status: status, retryAfter: nil, words: words))
        }
    }

    static let cases: [Case] = [
        .barred(451, ""),
        .barred(
            451, "{\"code\":0,\"msg\":\"Service unavailable from a restricted location\"}",
            words: "Service unavailable from a restricted location"),
        .barred(
            403,
            "<HTML><BODY><H1>403 ERROR</H1>The Amazon CloudFront distribution is configured to"
                + " block access from your country.\n</BODY></HTML>"),
        .barred(
            403, "{\"message\":\"Not available in your Country or region\"}",
            words: "Not available in your Country or region"),
        .barred(403, "{\"error\":\"RESTRICTED LOCATION\\u001b\"}", words: "RESTRICTED LOCATION?"),
        .barred(403, "{\"error\":\"\",\"msg\":\"Geo-blocked\"}", words: "Geo-blocked"),
        .barred(403, "You were geoblocked."),
        .barred(403, "unsupported jurisdiction"),
        .barred(403, "<p>banned the <b>country</b> or region your IP address is in"),
        .barred(403, "<script>if (a < b) {}</script>in your region"),
        .refused(403, ""),
        .refused(403, "{\"error\":\"bad key\"}", words: "bad key"),
        .refused(403, "<p>Access to this part of the API is restricted.</p>"),
        .refused(403, "<div role=\"region\">Forbidden</div>"),
        .refused(403, "<SCRIPT>window.location = 'x'</SCRIPT><style>.country {}</style>No."),
        .refused(403, "<script>country"),
        .refused(403, "<country"),
        .refused(403, "geometry, regional, countrywide"),
        .refused(403, String(repeating: " ", count: 65_536) + "country"),
        .refused(404, "not available in your country"),
        .refused(
            429, "{\"msg\":\"too many requests in your region\"}",
            words: "too many requests in your region"),
    ]

    @Test(arguments: cases)
    func `who is barred from a place is told from who is refused`(_ example: Case) {
        let response = HTTPResponse(
            status: example.status, body: Array(example.body.utf8), host: "h")
        #expect(QuoteError(response, at: Timestamp(milliseconds: 0)) == example.error)
    }
}
