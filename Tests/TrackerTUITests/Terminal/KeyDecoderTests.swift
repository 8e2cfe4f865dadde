import TestSupport
import Testing
import TrackerScreen

@testable import TrackerTUI

struct KeyDecoderTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let bytes: [UInt8]
        let inputs: [KeyDecoder.Input]
        var testDescription: String { String(decoding: bytes, as: UTF8.self).debugDescription }

        init(_ text: String, _ keys: Key...) {
            bytes = Array(text.utf8)
            inputs = keys.map { .key($0) }
        }

        init(bytes: [UInt8], _ keys: Key...) {
            self.bytes = bytes
            inputs = keys.map { .key($0) }
        }

        init(_ text: String, mode: Int, value: Int) {
            bytes = Array(text.utf8)
            inputs = [.mode(mode, value: value)]
        }
    }

    static let characters: [Case] = [
        Case("q", .character("q")),
        Case("é日👍", .character("é"), .character("日"), .character("👍")),
        Case(" ", .character(" ")),
        Case("\r", .enter), Case("\n", .enter), Case("\t", .tab),
        Case("\u{7F}", .backspace), Case("\u{8}", .backspace),
        Case("\u{3}", .control("c")), Case("\u{4}", .control("d")), Case("\0", .control("@")),
        Case("\u{1C}", .control("\\")), Case("\u{1F}", .control("_")),
        Case(bytes: [0xFF, 0x61], .character("a")),
        Case(bytes: [0xC3, 0x61], .character("a")),
        Case(bytes: [0xE2, 0x82, 0x61], .character("a")),
        Case(bytes: [0xC0, 0x80, 0x9B, 0xFE, 0xED, 0xA0, 0x80, 0xF5, 0x61], .character("a")),
        Case(bytes: [0xC2, 0x9B]),
    ]

    static let keys: [Case] = [
        Case("\u{1B}[A\u{1B}OA", .up, .up), Case("\u{1B}[B\u{1B}OB", .down, .down),
        Case("\u{1B}[C", .right), Case("\u{1B}[D", .left),
        Case("\u{1B}[H\u{1B}OH\u{1B}[1~\u{1B}[7~", .home, .home, .home, .home),
        Case("\u{1B}[F\u{1B}OF\u{1B}[4~\u{1B}[8~", .end, .end, .end, .end),
        Case("\u{1B}[5~\u{1B}[6~", .pageUp, .pageDown), Case("\u{1B}[3~", .delete),
        Case("\u{1B}[2~", .insert), Case("\u{1B}[Z", .backTab),
        Case("\u{1B}OP\u{1B}[11~\u{1B}[[A", .function(1), .function(1), .function(1)),
        Case("\u{1B}[15~\u{1B}[17~\u{1B}[24~", .function(5), .function(6), .function(12)),
        Case("\u{1B}[1;5A", .up), Case("\u{1B}[5;2~", .pageUp), Case("\u{1B}OM", .enter),
        Case("\u{1B}\u{1B}[A", .escape, .up),
        Case("\u{1B}[<0;12;5M", .mouse(.press, at: Point(11, 4))),
        Case(
            "\u{1B}[<64;1;1M\u{1B}[<65;500;200M",
            .mouse(.wheelUp, at: .zero), .mouse(.wheelDown, at: Point(499, 199))),
        Case("\u{1B}[<4;2;2M", .mouse(.press, at: Point(1, 1))),
        Case("\u{1B}[?2026;2$y", mode: 2026, value: 2),
    ]

    static let swallowed: [Case] = [
        Case("\u{1B}[1;99Q"), Case("\u{1B}[999~"), Case("\u{1B}[1;2P"), Case("\u{1B}q"),
        Case("\u{1B}\r"), Case("\u{1B}[I\u{1B}[O"), Case("\u{1B}[97;5u"), Case("\u{1B}[[q"),
        Case(bytes: Array("\u{1B}[M".utf8) + [0xFF, 0xFF, 0xFF]), Case("\u{1B}[Mq!q"),
        Case("\u{1B}[<0;12;5m"), Case("\u{1B}[<32;12;5M"), Case("\u{1B}[<0;0;0M"),
        Case("\u{1B}[<0;99999999999999999999;1M"), Case("\u{1B}[99999999999999999999~"),
        Case("\u{1B}[<0;1M"), Case("\u{1B}[;;;;A"), Case("\u{1B}]11;rgb:q/q/q\u{1B}\\"),
        Case("\u{1B}]0;q\u{7}"), Case("\u{1B}Pq#q\u{1B}\\"), Case("\u{1B}_Gq\u{1B}\\"),
        Case("\u{1B}[\(String(repeating: "1", count: 200))A"), Case("\u{1B}[?1;2c"),
        Case("\u{1B}é"), Case("\u{1B}[1\u{18}"), Case("\u{1B}Ox"), Case("\u{1B}[\u{7F}1é~"),
    ]

    static let pastes: [Case] = [
        Case("\u{1B}[200~q\nq\u{3}\tquit\u{1B}[201~", .paste("q q quit")),
        Case(
            "\u{1B}[200~a\u{1B}[A\u{1B}[20b\u{1B}\u{1B}[201~c", .paste("a[A[20b"), .character("c")),
        Case("\u{1B}[200~\u{1B}[201~", .paste("")),
        Case(
            "\u{1B}[200~\(String(repeating: "y", count: 9999))\u{1B}[201~",
            .paste(String(repeating: "y", count: KeyDecoder.longestPaste))),
    ]

    @Test(arguments: characters + keys + swallowed + pastes)
    func `bytes become keys, however they are split`(_ example: Case) {
        var whole = KeyDecoder()
        #expect(whole.decode(example.bytes) == example.inputs)
        #expect(whole.decode("j".utf8) == [.key(.character("j"))])
        for split in example.bytes.indices where split < 20 || example.bytes.count < 300 {
            var decoder = KeyDecoder()
            let inputs =
                decoder.decode(example.bytes[..<split]) + decoder.decode(example.bytes[split...])
            #expect(inputs == example.inputs, "split at \(split)")
        }
    }

    @Test func `a lone Escape is a key after a short while`() {
        var decoder = KeyDecoder()
        #expect(decoder.patience == nil)
        #expect(decoder.decode([0x1B]).isEmpty)
        #expect(decoder.patience == .short)
        #expect(decoder.giveUp() == [.key(.escape)])
        #expect(decoder.patience == nil)
        #expect(decoder.giveUp().isEmpty)
    }

    @Test func `a paste without an end is given up after a long while`() {
        var decoder = KeyDecoder()
        #expect(decoder.decode("\u{1B}[200~ab\u{1B}[2".utf8).isEmpty)
        #expect(decoder.patience == .long)
        #expect(decoder.giveUp() == [.key(.paste("ab"))])
        #expect(decoder.decode("c".utf8) == [.key(.character("c"))])
    }

    @Test(arguments: UInt64(1)...300)
    func `no part of a random sequence is a command`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var decoder = KeyDecoder()
        for _ in 0..<50 {
            let parameters = (0..<Int.random(in: 1...70, using: &random)).map { _ in
                UInt8.random(in: 0x20...0x3F, using: &random)
            }
            let final = UInt8.random(in: 0x40...0x7E, using: &random)
            let sequence = [0x1B, 0x5B] + parameters + [final]
            let inputs = decoder.decode(sequence)
            #expect(inputs.count <= 1)
            for case .key(.character) in inputs { Issue.record("\(sequence)") }
            for case .key(.control) in inputs { Issue.record("\(sequence)") }
        }
    }

    @Test(arguments: UInt64(1)...300)
    func `random bytes are harmless, and split as one likes`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let likely: [UInt8] = [0x1B, 0x5B, 0x4F, 0x3B, 0x30, 0x32, 0x7E, 0x4D, 0x3C, 0xFF, 0xC3]
        let bytes = (0..<400).map { _ in
            Bool.random(using: &random)
                ? likely.randomElement(using: &random) ?? 0 : .random(in: 0...255, using: &random)
        }
        var whole = KeyDecoder()
        var single = KeyDecoder()
        #expect(whole.decode(bytes) == bytes.flatMap { single.decode([$0]) })
        for _ in 0..<2 { _ = whole.giveUp() }
        #expect(whole.patience == nil)
    }
}
