import Testing

@testable import TrackerEngine

struct MailServerTests {
    @Test(arguments: [
        ("smtp://mail.example.org", "mail.example.org:587", false),
        ("smtps://Mail.example.org/", "mail.example.org:465", false),
        ("smtp://localhost:25", "localhost:25", true), ("smtp://127.0.0.9", "127.0.0.9:587", true),
        ("smtp://[::1]:25", "[::1]:25", true),
        ("smtp://127.example.org", "127.example.org:587", false),
    ])
    func `an address has host and port`(text: String, place: String, isLoopback: Bool) throws {
        let server = try MailServer(text)
        #expect("\(server)" == place && server.isLoopback == isLoopback)
    }

    @Test(arguments: [
        "", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://a b", "smtp://a\r\nb",
        "smtp://bücher.example", "smtp://host:99999",
    ])
    func `what is no address is refused`(text: String) {
        #expect(throws: MailServerError.notAnAddress(text)) { try MailServer(text) }
    }

    @Test(arguments: ["smtp://ada:x@host", "smtp://host/path", "smtp://host?x", "smtp://host#x"])
    func `what has keys of its own is refused`(text: String) {
        #expect(throws: MailServerError.hasExtras) { try MailServer(text) }
    }
}
