import TestSupport
import Testing
import TrackerScreen

@testable import TrackerTUI

struct RenditionsTests {
    private static func reduced(
        _ frames: [String], _ colours: TrueColours = TrueColours()
    ) -> [String] {
        var renditions = Renditions()
        return frames.map {
            String(decoding: renditions.reduced(Array($0.utf8), colours), as: UTF8.self)
        }
    }

    @Test(arguments: [
        // Told together, and once.
        (
            "\u{1B}(B\u{1B}[0;1m\u{1B}[38;5;16m\u{1B}[48;5;77mx",
            "\u{1B}(B\u{1B}[0;1;38;5;16;48;5;77mx"
        ),
        ("\u{1B}[31mx\u{1B}[31my", "\u{1B}[0;31mxy"),
        ("\u{1B}[31mx\u{1B}[32m\u{1B}[31my", "\u{1B}[0;31mxy"),
        // Blanks have no colour of their own.
        ("\u{1B}[mx\u{1B}[31m  \u{1B}[my", "\u{1B}[mx  y"),
        ("\u{1B}[mx\u{1B}[41m  \u{1B}[my", "\u{1B}[mx\u{1B}[41m  \u{1B}[my"),
        ("\u{1B}[mx\u{1B}[4m  ", "\u{1B}[mx\u{1B}[4m  "),
        ("\u{1B}[mx\u{1B}[31m \u{1B}[5b\u{1B}[39mx", "\u{1B}[mx \u{1B}[5bx"),
        // Attributes end with a reset, colours without one where the terminal knows it.
        ("\u{1B}[1;31mx\u{1B}[22my", "\u{1B}[0;1;31mx\u{1B}[0;31my"),
        ("\u{1B}[31mx\u{1B}[39my", "\u{1B}[0;31mx\u{1B}[39my"),
        ("\u{1B}[31mx\u{1B}[my", "\u{1B}[0;31mx\u{1B}[my"),
        // Whatever leaves blanks leaves those of its ground.
        ("\u{1B}[mx\u{1B}[41m\u{1B}[K\u{1B}[m", "\u{1B}[mx\u{1B}[41m\u{1B}[K\u{1B}[m"),
        ("\u{1B}[mx\u{1B}[31m\u{1B}[K\u{1B}[m", "\u{1B}[mx\u{1B}[K"),
        // Moves wait for nothing.
        (
            "\u{1B}[mx\u{1B}[31m\u{1B}[3;4H\u{1B}[?25l\r\u{1B}[39my",
            "\u{1B}[mx\u{1B}[3;4H\u{1B}[?25l\ry"
        ),
        // The terminal's own sequences may set looks.
        (
            "\u{1B}[31mx\u{1B}7y\u{1B}[?1049hz",
            "\u{1B}[0;31mx\u{1B}7\u{1B}[0;31my\u{1B}[?1049h\u{1B}[0;31mz"
        ),
        // From what is not known on, all goes as it came.
        ("\u{1B}[mx\u{1B}[31;11my\u{1B}[1m\u{1B}[mz", "\u{1B}[mx\u{1B}[31;11my\u{1B}[1m\u{1B}[mz"),
        ("\u{1B}(0qq\u{1B}(B\u{1B}(Bx", "\u{1B}(0qq\u{1B}(Bx"),
        ("\u{F}x\u{F}y\u{E}z\u{F}", "\u{F}xy\u{E}z\u{F}"),
        // Cut off, by whomever.
        ("x\u{1B}", "x\u{1B}"), ("x\u{1B}[", "x\u{1B}["),
        ("x\u{1B}[3", "x\u{1B}[3"),
        ("x\u{1B}(", "x\u{1B}("), ("x\u{1B}]0;a", "x\u{1B}]0;a"), ("", ""),
    ])
    func `looks are told together, once, and if they are seen`(bytes: String, less: String) {
        #expect(Self.reduced([bytes]) == [less])
    }

    @Test(arguments: [";", ":"])
    func `a number that stands for a colour is replaced, and no other`(separator: String) {
        var colours = TrueColours()
        _ = colours.number(of: RGB(0x26364D), taken: [255, 254])
        func code(_ kind: Int, _ number: Int) -> String {
            "\u{1B}[\(kind)\(separator)5\(separator)\(number)m"
        }
        let before = "\u{1B}[ma\(code(38, 253))b\(code(48, 253))c\(code(38, 252))d\u{1B}[38;5;300me"
        let after =
            "\u{1B}[ma\u{1B}[38;2;38;54;77mb\u{1B}[48;2;38;54;77mc\(code(38, 252))d\u{1B}[38;5;300me"
        #expect(Self.reduced([before], colours) == [after])
    }

    @Test func `what was told holds for the next frame, unless it is forgotten`() {
        #expect(
            Self.reduced(["\u{1B}[31mx", "\u{1B}[31mx\u{1B}[1m", "y"]) == [
                "\u{1B}[0;31mx", "x", "\u{1B}[1my",
            ])
        var renditions = Renditions()
        let colours = TrueColours()
        _ = renditions.reduced(Array("\u{1B}[31mx".utf8), colours)
        renditions.forget()
        #expect(renditions.reduced(Array("y".utf8), colours) == Array("\u{1B}[my".utf8))
    }

    @Test func `the last frame ends in the terminal's own look, if it has looks at all`() {
        func ended(_ frames: String...) -> String {
            var renditions = Renditions()
            for frame in frames.dropLast() {
                _ = renditions.reduced(Array(frame.utf8), TrueColours())
            }
            let last = renditions.ended(Array((frames.last ?? "").utf8), TrueColours())
            return String(decoding: last, as: UTF8.self)
        }
        #expect(ended("\u{1B}[1;31mx\u{1B}[m", "\r") == "\r\u{1B}[m")
        #expect(ended("\u{1B}[1;31mx", "\u{1B}[9H") == "\u{1B}[9H\u{1B}[m")
        #expect(ended("\u{1B}[31mx\u{1B}[m", "y") == "\u{1B}[my")
        #expect(ended("x", "\r") == "\r")
    }

    private static let pieces = [
        "x", "é", "⣿⢕", " ", "   ", "\u{1B}[m", "\u{1B}(B\u{1B}[m", "\u{1B}(B\u{1B}[0;1m",
        "\u{1B}[1m",
        "\u{1B}[7m", "\u{1B}[27m", "\u{1B}[4m", "\u{1B}[24m", "\u{1B}[2;3m", "\u{1B}[23m",
        "\u{1B}[31m",
        "\u{1B}[91m", "\u{1B}[38;5;77m", "\u{1B}[38:5:22m", "\u{1B}[48;5;237m", "\u{1B}[102m",
        "\u{1B}[39m", "\u{1B}[49m", "\u{1B}[39;49m", "\u{1B}[3;4H", "\r", "\n", "\u{1B}[K",
        "\u{1B}[4X",
        "\u{1B}[7b", "\u{1B}[?25l", "\u{1B}7", "\u{1B}]0;t\u{7}",
    ]

    @Test(arguments: UInt64(1)...200)
    func `every sign, and every blank that is left, looks as it did`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let frames = (0..<6).map { _ in
            (0..<Int.random(in: 0...30, using: &random)).map { _ in
                Self.pieces.randomElement(using: &random) ?? ""
            }.joined()
        }
        // Nobody knows what it is at first.
        let whole = ["\u{1B}(B\u{1B}[m"] + frames
        let reduced = Self.reduced(whole)
        #expect(Looks.seen(in: reduced.joined()) == Looks.seen(in: whole.joined()))
        for (less, frame) in zip(reduced, whole).dropFirst() {
            // A reset in place of 24 or 27 tells the colours again.
            let resets = frame.utf8.count { $0 == UInt8(ascii: "m") } + 1
            #expect(less.utf8.count <= frame.utf8.count + 24 * resets)
        }
    }
}

/// What a terminal shows, sign by sign, read without the program's own parser.
private struct Looks {
    private var attributes: Set<Int> = []
    private var colour = "39"
    private var ground = "49"
    private var isLastBlank = false

    private var ofBlank: String {
        // These show the colour in blanks too.
        let seen = attributes.intersection([4, 7]).sorted()
        return seen.isEmpty ? "\(ground)" : "\(seen) \(colour) \(ground)"
    }

    static func seen(in text: String) -> [String] {
        var looks = Looks()
        var seen: [String] = []
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\u{1B}" else {
                let isPlain = scalar == " " || scalar == "\n"
                let look =
                    scalar == "\r" ? "" : isPlain ? looks.ofBlank : looks.ofSign
                seen.append("\(scalar) \(look)")
                if scalar.value >= 0x20 { looks.isLastBlank = scalar == " " }
                continue
            }
            switch rest.popFirst() {
            case "[":
                var parameters = ""
                while let next = rest.first, next.value < 0x40 {
                    parameters.unicodeScalars.append(next)
                    rest.removeFirst()
                }
                let final = rest.popFirst() ?? " "
                if final == "m" {
                    looks.apply(parameters)
                } else if final == "b" {
                    seen.append("again \(looks.isLastBlank ? looks.ofBlank : looks.ofSign)")
                } else if "KX".unicodeScalars.contains(final) {
                    seen.append("erased \(looks.ofBlank)")
                } else {
                    seen.append("move \(parameters)\(final)")
                }
            case "]": while let next = rest.popFirst(), next != "\u{7}" {}
            case "(": rest.removeFirst()
            default: seen.append("stored \(looks.ofSign)")
            }
        }
        return seen
    }

    private var ofSign: String { "\(attributes.sorted()) \(colour) \(ground)" }

    private mutating func apply(_ parameters: String) {
        var numbers = parameters.split(separator: ";", omittingEmptySubsequences: false)
            .map(String.init)[...]
        while let number = numbers.popFirst() {
            switch number {
            case "", "0": (attributes, colour, ground) = ([], "39", "49")
            case "23", "24", "27": attributes.remove((Int(number) ?? 20) - 20)
            case "38", "48":
                let whole = ([number] + numbers.prefix(2)).joined(separator: ":")
                numbers = numbers.dropFirst(2)
                if number == "38" { colour = whole } else { ground = whole }
            case _ where number.count == 1: attributes.insert(Int(number) ?? 0)
            case _ where number.hasPrefix("38:"): colour = number
            case _ where number.hasPrefix("48:"): ground = number
            case _ where number.hasPrefix("4") || number.hasPrefix("10"): ground = number
            default: colour = number
            }
        }
    }
}
