import Testing
import TrackerScreen

@testable import TrackerTUI

struct PaletteTests {
    @Test(arguments: [0, 2, 8, 16, 88, 256, 65536])
    func `every meaning has a look that the terminal can show`(colours: Int) {
        let palette = Palette(colours: colours)
        #expect(palette.looks.count == Style.Meaning.allCases.count)
        for look in palette.looks { #expect(Int(look.colour) < max(colours, 0)) }
    }

    @Test(arguments: [0, 8, 256])
    func `what is chosen is seen without colour`(colours: Int) {
        let looks = Palette(colours: colours).looks
        for meaning in [Style.Meaning.selection, .selectionUnfocused, .tag, .error, .simulated] {
            #expect(!looks[Int(meaning.rawValue)].attributes.isEmpty)
        }
    }

    @Test(arguments: [("xterm-256color", true), ("tmux", true), ("linux", false), ("vt100", false)])
    func `only terminals that understand are asked`(type: String, isAsked: Bool) {
        let modes = TerminalModes(type: type)
        #expect(modes.isModern == isAsked)
        #expect(modes.enter(mouse: true).isEmpty == !isAsked)
        #expect(modes.leave.isEmpty == !isAsked)
    }
}
