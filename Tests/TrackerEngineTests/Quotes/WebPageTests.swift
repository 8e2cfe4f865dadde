import Testing

@testable import TrackerEngine

struct WebPageTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let body: String
        let title: String?
        var testDescription: String { body }
    }

    @Test(arguments: [
        Case(body: "<html><head><title>Just a moment...</title>", title: "Just a moment..."),
        Case(body: "<TITLE lang=en>\n  502 Bad\n Gateway </Title>", title: "502 Bad Gateway"),
        Case(body: "<title>A &amp; B &lt;x&gt; &quot;q&quot;</title>", title: "A & B <x> \"q\""),
        Case(body: "<title>a\u{1B}[2Jb</title>", title: "a?[2Jb"),
        Case(body: "<title> </title>", title: nil),
        Case(body: "<title>open", title: nil),
        Case(body: "<title", title: nil),
        Case(body: "plain text", title: nil),
        Case(
            body: "<title>" + String(repeating: "x", count: 99) + "</title>",
            title: String(repeating: "x", count: 60) + "…"),
        Case(body: String(repeating: " ", count: 20_000) + "<title>late</title>", title: nil),
    ])
    func `the title of a page is one plain line`(_ example: Case) {
        #expect(WebPage.title(of: Array(example.body.utf8)) == example.title)
    }

    @Test func `only what says that it is a page is one`() {
        func words(_ type: String?, _ body: String) -> String? {
            WebPage.words(
                HTTPResponse(
                    status: 403, body: Array(body.utf8), fields: HTTPFields(contentType: type)))
        }
        #expect(words("text/html", "<title>No</title>") == "a web page \"No\"")
        #expect(words("text/html", "") == "a web page")
        #expect(words("application/json", "<title>No</title>") == nil)
    }
}
