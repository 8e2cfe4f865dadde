import Testing

@testable import TrackerEngine

struct WebAddressTests {
    @Test(
        arguments: [
            ("http://localhost", "http://localhost/", "localhost"),
            ("HTTPS://API.Cryptowat.ch/v1", "https://api.cryptowat.ch/v1", "api.cryptowat.ch"),
            ("http://127.0.0.1:8900", "http://127.0.0.1:8900/", "127.0.0.1:8900"),
            ("https://[::1]:443/a", "https://[::1]:443/a", "[::1]"),
        ])
    func `an address is brought into one form`(text: String, whole: String, name: String) throws {
        let address = try WebAddress(text)
        #expect(address.text.lowercased() == whole)
        #expect(address.authority == name)
    }

    @Test(
        arguments: [
            "", "localhost", "/path", "http://", "http://a b/", "http://a:99999/",
            "http://a\u{0}b/", "http://a\r\nX: y/",
        ])
    func `what is no address is refused`(text: String) {
        #expect(throws: WebAddressError.notAnAddress(text)) { try WebAddress(text) }
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://a/", "gopher://a/"])
    func `other schemes are refused`(text: String) {
        let scheme = String(text.prefix { $0 != ":" })
        #expect(throws: WebAddressError.otherScheme(scheme)) { try WebAddress(text) }
    }

    @Test func `an endless address is refused`() {
        let text = "http://a/" + String(repeating: "a", count: WebAddress.longest)
        #expect(throws: WebAddressError.tooLong) { try WebAddress(text) }
    }

    @Test func `a query is escaped`() throws {
        let address = try WebAddress("http://a/b").query("cursor", "x&y=z ü/_-")
        #expect(address.text == "http://a/b?cursor=x%26y%3Dz%20%C3%BC%2F_-")
    }

    @Test(
        arguments: [
            ("http://a", "http://a/b", nil), ("http://a", "https://a", nil),
            ("https://a", "https://a:443/b", nil), ("http://a", "http://a:81", "a:81"),
            ("http://a", "https://a:8443", "a:8443"), ("http://a:81", "https://a", "a"),
            ("https://a", "http://a", "http://a"), ("https://a", "http://a:81", "http://a:81"),
            ("https://a", "https://b:81", "b:81"), ("http://a", "http://a.b", "a.b"),
            ("http://a", "http://xn--a.b", "xn--a.b"), ("http://[::1]", "http://[::2]", "[::2]"),
        ])
    func `where an address leaves another, it has a name`(
        from: String, to: String, expected: String?
    ) throws {
        #expect(try WebAddress(to).placeAway(from: WebAddress(from)) == expected)
    }

    @Test(
        arguments: [
            ("http://a", "http://a/b", true), ("http://a", "https://a", true),
            ("https://a", "https://a:443/b", true), ("https://a", "http://a", false),
            ("https://a", "https://b", false), ("https://a", "https://a.b", false),
            ("http://a:8080", "http://a", false), ("http://a:8080", "https://a", false),
            ("https://a", "https://a:8443", false),
        ])
    func `secrets stay with their server`(from: String, to: String, expected: Bool) throws {
        #expect(try WebAddress(from).shares(secretsWith: WebAddress(to)) == expected)
    }
}
