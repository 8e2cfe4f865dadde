import Testing

@testable import TrackerEngine

struct HTTPResponseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String?
        let date: String?
        let wait: Duration?
        var testDescription: String { "\(text ?? "-") at \(date ?? "-")" }

        init(_ text: String?, at date: String? = nil, _ wait: Duration?) {
            (self.text, self.date, self.wait) = (text, date, wait)
        }
    }

    static let cases = [
        Case(nil, nil),
        Case("0", .zero),
        Case("60", .seconds(60)),
        Case("86401", .seconds(86_400)),
        Case("99999999999999999999999", .seconds(86_400)),
        Case("-5", nil),
        // Unix time, in seconds and in milliseconds; 1,445,412,480 is 07:28:00.
        Case("1445412540", .seconds(60)),
        Case("1445412540000", .seconds(60)),
        Case("1445412540", at: "Wed, 21 Oct 2015 07:28:30 GMT", .seconds(30)),
        Case("1445412400", .zero),
        Case("1445412400999", .zero),
        Case("1545412540", .seconds(86_400)),
        Case("1545412540000", .seconds(86_400)),
        Case("1000000000", .zero),
        Case("999999999", .seconds(86_400)),
        Case("9223372036854775807", .seconds(86_400)),
        Case("1.5", nil),
        Case("soon", nil),
        Case("Wed, 21 Oct 2015 07:28:30 GMT", at: "Wed, 21 Oct 2015 07:28:00 GMT", .seconds(30)),
        Case(
            "Wednesday, 21-Oct-15 07:28:30 GMT", at: "Wed, 21 Oct 2015 07:28:00 GMT", .seconds(30)),
        Case("Wed Oct 21 07:28:30 2015", at: "Wed, 21 Oct 2015 07:28:00 GMT", .seconds(30)),
        Case("Wed, 21 Oct 2015 07:27:00 GMT", at: "Wed, 21 Oct 2015 07:28:00 GMT", .zero),
        // 1,445,412,480 is 07:28:00.
        Case("Wed, 21 Oct 2015 07:29:00 GMT", .seconds(60)),
        Case("Wed, 21 Oct 2015 07:29:00 GMT", at: "no date", .seconds(60)),
        Case("Wed, 21 Oct 2099 07:28:00 GMT", .seconds(86_400)),
    ]

    @Test(arguments: cases)
    func `a wait is read in every form`(_ example: Case) {
        let fields = HTTPFields(retryAfter: example.text, date: example.date)
        let now = Timestamp(milliseconds: 1_445_412_480_000)
        #expect(HTTPResponse(status: 429, fields: fields).retryAfter(now: now) == example.wait)
    }

    @Test(
        arguments: [
            ("ETag: \"a-1\"\r\n", "\"a-1\""), ("etag:W/\"a\" \r\n", "W/\"a\""),
            ("ETag: \"\"\r\n", "\"\""), ("ETag: a\r\n", nil), ("ETag: \"\r\n", nil),
            ("ETag: \"ü\"\r\n", nil), ("ETag:\r\n", nil), ("ETag: W/\r\n", nil),
            ("ETag: \"" + String(repeating: "a", count: 200) + "\"\r\n", nil),
        ])
    func `an entity tag is read whole or not at all`(line: String, tag: String?) {
        var fields = HTTPFields()
        fields.add(line: Array(line.utf8))
        #expect(HTTPResponse(status: 200, fields: fields).etag == tag)
    }

    @Test(
        arguments: [
            ("Content-Type: text/html; charset=utf-8\r\n", "text/html"),
            ("content-type:APPLICATION/JSON\r\n", "application/json"),
            ("Content-Type: \r\n", nil), ("X-Content-Type: a/b\r\n", nil),
            ("Content-Type\r\n", nil),
        ])
    func `a type is read without its parameters`(line: String, type: String?) {
        var fields = HTTPFields()
        fields.add(line: Array(line.utf8))
        #expect(HTTPResponse(status: 200, fields: fields).contentType == type)
    }
}
