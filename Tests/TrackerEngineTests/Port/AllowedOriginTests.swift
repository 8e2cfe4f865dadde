import Testing

@testable import TrackerEngine

struct AllowedOriginTests {
    @Test(
        arguments: [
            ("https://app.example", "https://app.example"), ("*", "*"),
            ("HTTP://Localhost:3000", "http://localhost:3000"),
            ("http://[::1]:80", "http://[::1]:80"),
            ("https://app.example/", nil), ("https://app.example/x", nil), ("app.example", nil),
            ("https://", nil), ("https://a b", nil), ("https://a\r\nX: y", nil), ("null", nil),
            ("", nil), ("file://x", nil), ("https://a,https://b", nil), ("https://u@a", nil),
        ] as [(String, String?)])
    func `an origin is a scheme, a host and a port`(_ text: String, _ origin: String?) {
        #expect(AllowedOrigin(text)?.description == origin)
        #expect(AllowedOrigin(text)?.isEverybody ?? false == (text == "*"))
    }
}
