import Testing

@testable import TrackerEngine

struct ProxySettingsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let environment: [String: String]
        let lines: [String]
        var testDescription: String { "\(environment.keys.sorted()): \(lines)".plain(upTo: 200) }

        init(_ environment: [String: String], _ lines: String...) {
            (self.environment, self.lines) = (environment, lines)
        }
    }

    static let cases = [
        Case([:], "none"),
        Case(["HTTP_PROXY": "http://a:1"], "none"),
        Case(["no_proxy": "localhost"], "none"),
        Case(["https_proxy": "http://proxy:3128"], "https: http://proxy:3128"),
        Case(["HTTPS_PROXY": "http://a:1", "https_proxy": ""], "https: http://a:1"),
        Case(["HTTPS_PROXY": "http://a:1", "https_proxy": "http://b:1"], "https: http://b:1"),
        Case(["http_proxy": "proxy:3128"], "http: http://proxy:3128"),
        Case(
            ["all_proxy": "SOCKS5h://[::1]:1080/", "ALL_PROXY": "b"], "https: socks5h://[::1]:1080",
            "http: socks5h://[::1]:1080"),
        Case(
            ["ALL_PROXY": "a", "https_proxy": "b", "NO_PROXY": "localhost,.example"],
            "https: http://b", "http: http://a", "not for: localhost,.example"),
        Case(["no_proxy": "*", "NO_PROXY": "x", "https_proxy": "http://a:1"], "none"),
        Case(
            ["https_proxy": "a", "no_proxy": "", "NO_PROXY": "x"], "https: http://a", "not for: x"),
        // Users and passwords.
        Case(["https_proxy": "http://me:secret@a:1"], "https: http://a:1"),
        Case(["https_proxy": "me:secret@a:1"], "https: http://a:1"),
        Case(["https_proxy": "http://me:se/cr@et@a:1/?secret"], "https: http://a:1"),
        Case(["https_proxy": "me:secret://secret@a:1"], "https: http://a:1"),
        Case(["https_proxy": "http://a:1#secret"], "https: http://a:1"),
        // What would spoil a screen.
        Case(["https_proxy": "http://\u{1B}[2J\n\u{202E}"], "https: http://?[2J??"),
        Case(
            ["https_proxy": String(repeating: "x", count: 10_000)],
            "https: http://" + String(repeating: "x", count: 73) + "…"),
        Case(
            ["https_proxy": "a", "no_proxy": String(repeating: "x", count: 10_000)],
            "https: http://a", "not for: " + String(repeating: "x", count: 200) + "…"),
    ]

    @Test(arguments: cases)
    func `what curl reads is shown, without secrets`(_ example: Case) {
        #expect(ProxySettings(environment: example.environment).lines == example.lines)
    }
}
