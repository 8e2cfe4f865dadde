import Testing

@testable import TrackerEngine

struct MailAddressTests {
    @Test(arguments: [
        "ada@example.org", "a.b+c@x.example.org", "o'neil@example.org", "x@localhost",
        "a@xn--bcher-kva.example",
    ])
    func `addresses as people have them are accepted`(text: String) throws {
        #expect(try MailAddress(text).text == text)
        #expect(try MailAddress(text).domain == text.split(separator: "@")[1])
    }

    @Test(arguments: [
        "", "ada", "@example.org", "ada@", "a@b@c", "a b@example.org", "a@exa mple.org",
        "ada@example.org\r\nRCPT TO:<eve@example.org>", "ada@example.org\n", "<ada@example.org>",
        "a,b@example.org", "a..b@example.org", ".a@example.org", "ada@example..org",
        "\"a b\"@example.org", "ada@[127.0.0.1]", "ada@example.org>", "a\u{0}@example.org",
        String(repeating: "a", count: 65) + "@example.org",
        "a@" + String(repeating: "b.", count: 140) + "c",
    ])
    func `what could be more than an address is refused`(text: String) {
        #expect(throws: MailAddressError.notAnAddress(text)) { try MailAddress(text) }
    }

    @Test func `a name that is not ASCII is refused with the remedy`() {
        let error = MailAddressError.notASCII("ada@bücher.example")
        #expect(throws: error) { try MailAddress("ada@bücher.example") }
        #expect("\(error)".contains("xn--"))
    }
}
