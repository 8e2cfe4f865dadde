import Testing

@testable import TrackerEngine

struct PlainTextTests {
    @Test func `of all of Unicode the invisible scalars are found, and those alone`() {
        for scalar in (0...0x10FFFF as ClosedRange<UInt32>).lazy.compactMap(Unicode.Scalar.init) {
            let properties = scalar.properties
            let isExpected =
                [.control, .format, .lineSeparator, .paragraphSeparator]
                .contains(properties.generalCategory)
                || properties.isDefaultIgnorableCodePoint || properties.isBidiControl
            if scalar.isInvisible != isExpected {
                Issue.record("U+\(String(scalar.value, radix: 16))")
            }
        }
    }

    @Test(arguments: [
        ("btc\u{1B}[2Jx", "btc?[2Jx"), ("a\u{9B}31m", "a?31m"), ("a\nb\r\nc\td", "a?b??c?d"),
        ("\u{202E}evil\u{2069}", "?evil?"), ("a\u{0}b\u{7F}", "a?b?"), ("\u{2028}\u{2029}", "??"),
        ("zero\u{200B}width\u{FEFF}", "zero?width?"), ("", ""),
        ("naïve – “日本” ★ 🚀", "naïve – “日本” ★ 🚀"),
    ])
    func `what draws nothing becomes a question mark, and all else stays`(
        text: String, expected: String
    ) {
        #expect(text.plain() == expected)
        #expect(text.plain(upTo: 100) == expected)
    }

    @Test(arguments: [
        ("abc", 3, "abc"), ("abcd", 3, "abc…"), ("a", 0, "…"), ("", 0, ""),
        // A letter with its marks is cut as a whole.
        ("ae\u{301}\u{302}b", 3, "a…"), ("ae\u{301}\u{302}b", 5, "ae\u{301}\u{302}b"),
        ("a" + String(repeating: "\u{301}", count: 1000), 100, "…"),
    ])
    func `a long text is cut behind a whole character`(text: String, longest: Int, expected: String)
    {
        let cut = text.plain(upTo: longest)
        #expect(Array(cut.unicodeScalars) == Array(expected.unicodeScalars))
        #expect(cut.unicodeScalars.count <= longest + 1)
    }

    @Test func `lines stay lines`() {
        #expect("a\u{1B}b\n\nc\u{7}\n".plainLines == "a?b\n\nc?\n")
        // A carriage return could write over the line.
        #expect("good\r\nevil\rgood".plainLines == "good??evil?good")
    }
}
