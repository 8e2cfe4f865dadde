import TestSupport
import Testing

@testable import TrackerTUI

struct CopyTests {
    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("\u{FF}\u{FB}", "w7/Duw=="),
    ])
    func `base 64 is that of the standard`(text: String, encoded: String) {
        #expect(Base64.encoded(Array(text.utf8)) == Array(encoded.utf8))
    }

    @Test func `a modern terminal is told what to keep, another one nothing`() {
        let bytes = TerminalModes(type: "xterm-256color").copy("foobar")
        #expect(bytes == Array("\u{1B}]52;c;Zm9vYmFy\u{07}".utf8))
        #expect(TerminalModes(type: "linux").copy("foobar").isEmpty)
    }
}
