import Testing

@testable import TrackerScreen
@testable import TrackerTUI

struct CharacterLocaleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let wanted: String?
        /// The locales of the machine, and whether each is UTF-8.
        let installed: [String: Bool]
        let isUTF8: Bool
        let isSurprising: Bool
        let words: String?
        var testDescription: String { "\(wanted ?? "none") of \(installed.keys.sorted())" }
    }

    private static let bare = ["C": false, "C.UTF-8": true]

    @Test(arguments: [
        Case(
            wanted: "en_GB.UTF-8", installed: ["en_GB.UTF-8": true], isUTF8: true,
            isSurprising: false, words: nil),
        Case(wanted: "C.UTF-8", installed: bare, isUTF8: true, isSurprising: false, words: nil),
        Case(
            wanted: "en_GB.UTF-8", installed: bare, isUTF8: true, isSurprising: false,
            words: "en_GB.UTF-8 is not installed: C.UTF-8"),
        Case(
            wanted: "de_DE.utf8@euro", installed: ["C.utf8": true], isUTF8: true,
            isSurprising: false, words: "is not installed: C.UTF-8"),
        Case(
            wanted: "de_DE.UTF-8", installed: ["C": false], isUTF8: false, isSurprising: true,
            words: "de_DE.UTF-8 is not installed, so only ASCII"),
        Case(
            wanted: "de_DE.ISO-8859-1", installed: bare, isUTF8: false, isSurprising: true,
            words: "not installed, so only ASCII"),
        Case(
            wanted: nil, installed: bare, isUTF8: false, isSurprising: true,
            words: "No LANG is set"),
        // Somebody means that.
        Case(
            wanted: "C", installed: bare, isUTF8: false, isSurprising: false, words: "is not UTF-8"),
    ])
    func `the best locale there is serves, and what is unusual is told with the cure`(
        _ given: Case
    ) {
        let locale = CharacterLocale(given.wanted) { name in
            given.installed[name.isEmpty ? given.wanted ?? "C" : name]
        }
        #expect(locale.isUTF8 == given.isUTF8)
        #expect(locale.isSurprising == given.isSurprising)
        #expect((locale.remark == nil) == (given.words == nil))
        if let words = given.words { #expect(locale.remark?.contains(words) == true) }
        if !given.isUTF8 { #expect(locale.remark?.contains("LC_ALL=C.UTF-8") == true) }
    }

    @Test func `braille is for terminals that have it`() {
        let locale = CharacterLocale("C.UTF-8") { _ in true }
        let plain = CharacterLocale("C") { _ in false }
        func symbols(_ term: String, _ locale: CharacterLocale, _ glyphs: GlyphSet) -> Symbols {
            let type = TerminalType(term) { _ in true }
            return glyphs.symbols(locale.symbols(on: type, isASCII: false))
        }
        #expect(symbols("xterm", locale, .auto) == .unicode)
        #expect(symbols("linux", locale, .auto) == .ascii)
        // Who asks for them may have such a font.
        for glyphs in [GlyphSet.braille, .blocks] {
            #expect(!symbols("linux", locale, glyphs).isASCII)
            #expect(symbols("linux", plain, glyphs) == .ascii)
        }
    }

    @Test func `what looks worse than it needs to is told at the start, unless it is wanted`() {
        let type = TerminalType("xterm-kitty") { $0 == "xterm-256color" }
        let bare = CharacterLocale(nil) { _ in false }
        let report = TerminalReport(bare, type, isASCIIWanted: false)
        #expect(report.notice == bare.remark && report.asciiReason == bare.remark)
        #expect(report.remarks == [type.remark, bare.remark].compactMap(\.self))
        let wanted = TerminalReport(bare, type, isASCIIWanted: true)
        #expect(wanted.notice == nil && wanted.asciiReason?.contains("--ascii") == true)
        let fine = TerminalReport(
            CharacterLocale("C.UTF-8") { _ in true }, TerminalType("xterm") { _ in true },
            isASCIIWanted: false)
        #expect(fine == TerminalReport())
    }
}
