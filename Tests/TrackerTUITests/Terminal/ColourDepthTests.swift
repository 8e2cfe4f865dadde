import Testing

@testable import TrackerTUI

struct ColourDepthTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let type: String?
        var noColour: String?
        let count: Int
        var testDescription: String { "\(type ?? "none"), NO_COLOR \(noColour ?? "not set")" }
    }

    @Test(arguments: [
        Case(type: "xterm-256color", count: 256), Case(type: "xterm", count: 8),
        Case(type: "vt100", count: 0), Case(type: "linux", count: 8),
        Case(type: "no-such-256color", count: 256), Case(type: "no-such", count: 8),
        Case(type: "dumb", count: 0), Case(type: nil, count: 0), Case(type: "", count: 0),
        Case(type: "xterm-256color", noColour: "1", count: 0),
        Case(type: "xterm-256color", noColour: "", count: 256),
    ])
    func `a terminal has the colours of its description, and none where none are wanted`(
        _ given: Case
    ) {
        #expect(ColourDepth.count(type: given.type, noColour: given.noColour) == given.count)
    }

    @Test(
        arguments: [
            ("xterm-256color", "truecolor", true), ("xterm-256color", "24bit", true),
            ("xterm-256color", nil, false), ("xterm-256color", "yes", false),
            ("tmux-256color", "truecolor", true), ("screen-256color", "truecolor", false),
            ("screen.xterm-256color", "truecolor", false), (nil, "truecolor", false),
        ] as [(String?, String?, Bool)])
    func `colours in 24 bits are those that the environment speaks of`(
        type: String?, colorTerm: String?, isTrue: Bool
    ) {
        #expect(ColourDepth.hasRGB(type: type, colorTerm: colorTerm) == isTrue)
    }
}
