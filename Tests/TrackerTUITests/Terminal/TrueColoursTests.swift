import TestSupport
import Testing
import TrackerScreen

@testable import TrackerTUI

struct TrueColoursTests {
    @Test(arguments: [";", ":"])
    func `a number that stands for a colour is replaced, and no other`(separator: String) {
        var colours = TrueColours()
        let number = colours.number(of: RGB(0x26364D), taken: [255, 254])
        #expect(number == 253 && colours.number(of: RGB(0x26364D), taken: []) == 253)
        func code(_ text: String) -> String {
            "\u{1B}[" + text.split(separator: ";").joined(separator: separator) + "m"
        }
        let before = "a\(code("38;5;253"))b\(code("48;5;253"))c\(code("38;5;252"))d\u{1B}[1m"
        let after = "a\u{1B}[38;2;38;54;77mb\u{1B}[48;2;38;54;77mc\(code("38;5;252"))d\u{1B}[1m"
        #expect(colours.replaced(Array(before.utf8)) == Array(after.utf8))
    }

    @Test func `bytes without such numbers stay as they are`() {
        var random = SeededGenerator(seed: 4)
        var colours = TrueColours()
        _ = colours.number(of: RGB(0x123456), taken: [])
        let alphabet = Array("\u{1B}[34;85m5".utf8)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            guard !String(decoding: bytes, as: UTF8.self).contains("8;5;255m") else { continue }
            #expect(colours.replaced(bytes) == bytes)
        }
    }

    @Test func `with no number left the nearest of 256 does`() {
        var colours = TrueColours()
        let taken = Set(Int16(16)...255)
        #expect(colours.number(of: RGB(0xFE0001), taken: taken) == 196)
        #expect(colours.number(of: RGB(0x121212), taken: taken) == 233)
    }
}
