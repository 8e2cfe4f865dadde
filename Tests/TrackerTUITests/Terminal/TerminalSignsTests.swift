import TrackerEngine
import Testing

@testable import TrackerTUI

struct TerminalSignsTests {
    static let text = "kraken BTC/USD up 5.2% [fast]"

    static func bytes(_ signs: TerminalSigns, _ type: String = "xterm-256color") -> String {
        String(decoding: TerminalModes(type: type).ring(signs, text), as: UTF8.self)
    }

    @Test(arguments: [
        (TerminalSigns.bell, "\u{07}"), (.osc9, "\u{07}\u{1B}]9;\(text)\u{1B}\\"),
        (.osc99, "\u{07}\u{1B}]99;;\(text)\u{1B}\\"),
        (.osc777, "\u{07}\u{1B}]777;notify;tracker-tui;\(text)\u{1B}\\"),
    ])
    func `a terminal rings, and shows the text where it can`(signs: TerminalSigns, bytes: String) {
        #expect(Self.bytes(signs) == bytes)
    }

    @Test(arguments: ["tmux-256color", "screen", "linux", "vt100"])
    func `where a notification would be lost or printed there is a ring alone`(type: String) {
        for signs in TerminalSigns.allCases { #expect(Self.bytes(signs, type) == "\u{07}") }
        let modes = TerminalModes(type: "xterm-256color", isWrapped: true)
        #expect(modes.ring(.osc9, Self.text) == [0x07])
    }

    @Test(arguments: [
        "", ";4;3;50", "4;1", "\u{1B}\\\u{9C}\u{07}x", "é\u{1F680}", "\n\r\u{0}",
        String(repeating: "a;", count: 500), String(repeating: "\u{1F468}\u{200D}", count: 99),
    ])
    func `no text ends the sequence or makes another command of it`(text: String) {
        let words = TerminalSigns.words(text)
        #expect(words.first?.isLetter == true && words.utf8.count <= 200)
        #expect(words.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: ";") })
    }
}
