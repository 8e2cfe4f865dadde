import Testing
import TrackerScreen

@testable import TrackerTUI

struct TerminalGroundTests {
    @Test(
        arguments: [
            ("11;rgb:1e1e/1e1e/1e1e", 0x1E1E1E), ("11;rgb:ffff/ffff/ffff", 0xFFFFFF),
            ("11;rgb:fd/f6/e3", 0xFDF6E3), ("11;rgb:f/0/8", 0xFF0088),
            ("11;rgb:FFF/800/000", 0xFF8000), ("11;rgba:1e1e/1e1e/1e1e/ffff", 0x1E1E1E),
            ("11;rgb:1e1e/1e1e", nil), ("11;rgb:1e1e/1e1e/1e1e/1e1e", nil), ("11;rgb://", nil),
            ("11;rgb:12345/0/0", nil), ("11;rgb:+f/0/0", nil), ("11;rgb:xx/0/0", nil),
            ("10;rgb:ff/ff/ff", nil), ("11;#ffffff", nil), ("", nil),
        ] as [(String, UInt32?)])
    func `an answer has a colour, or is none`(answer: String, colour: UInt32?) {
        #expect(TerminalGround.answered(Array(answer.utf8)) == colour.map { RGB($0) })
    }

    @Test(arguments: ["\u{1B}\\", "\u{7}"])
    func `the answer comes among the keys, split anywhere`(end: String) {
        let answer = "\u{1B}]11;rgb:1e1e/1e1e/1e1e\(end)"
        let bytes = Array("a\(answer)b\u{1B}[?2026;2$yc".utf8)
        for cut in 0...bytes.count {
            var decoder = KeyDecoder()
            let inputs = decoder.decode(bytes[..<cut]) + decoder.decode(bytes[cut...])
            #expect(
                inputs == [
                    .key(.character("a")), .ground(RGB(0x1E1E1E)), .key(.character("b")),
                    .mode(2026, value: 2), .key(.character("c")),
                ])
        }
    }

    @Test func `a terminal that answers a later question cannot tell its ground`() {
        let (ground, mode) = ("\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{7}", "\u{1B}[?2026;2$y")
        func told(_ parts: String...) -> [String] {
            var input = TerminalInput()
            _ = input.ask()
            return parts.map { part in
                let batch = input.read(Array(part.utf8)[...])
                return batch.ground.map { "\($0.hex)" } ?? (batch.hidesGround ? "hidden" : "-")
            }
        }
        let known = "\(0x1E1E1E)"
        #expect(told(ground, mode) == [known, "-"])
        #expect(told(ground + mode) == [known])
        #expect(told("a", mode, mode) == ["-", "hidden", "-"])
        // Nobody asks for it twice, so a late answer counts.
        #expect(told(mode, ground) == ["hidden", known])
        #expect(told(mode + ground) == [known])
    }

    @Test(arguments: ["\u{1B}P", "\u{1B}_", "\u{1B}X", "\u{1B}^"])
    func `what only looks like an answer is none`(start: String) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(Array("\(start)11;rgb:1e/1e/1e\u{1B}\\".utf8)).isEmpty)
        #expect(decoder.decode(Array("\u{1B}]11;rgb:1e/1e/1e\u{18}".utf8)).isEmpty)
        let long = String(repeating: "1", count: 5000)
        #expect(
            decoder.decode(Array("\u{1B}]11;rgb:1e/1e/\(long)\u{7}".utf8)).allSatisfy { input in
                if case .ground = input { false } else { true }
            })
    }

    @Test(
        arguments: [
            ("15;0", true), ("0;15", false), ("15;default;0", true), ("12;8", false),
            ("0;7", false),
            ("default;default", nil), ("0;99", nil), ("", nil), (nil, nil),
        ] as [(String?, Bool?)])
    func `the environment names one of sixteen`(value: String?, isDark: Bool?) {
        #expect(TerminalGround.named(value)?.isDark == isDark)
    }
}
