import Glibc
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

    /// The colours 16 to 255 of xterm: a cube of 6 levels, then 24 greys.
    private static func luminance(of colour: Int16) -> Double {
        let place = Int(colour) - 16
        let levels = [0, 95, 135, 175, 215, 255]
        let parts =
            place >= 216
            ? Array(repeating: 8 + 10 * (place - 216), count: 3)
            : [levels[place / 36], levels[place / 6 % 6], levels[place % 6]]
        let linear = parts.map { part -> Double in
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// WCAG 2.2: from 1 to 21.
    private static func contrast(_ colour: Int16, with background: Double) -> Double {
        let luminance = luminance(of: colour)
        return (max(luminance, background) + 0.05) / (min(luminance, background) + 0.05)
    }

    struct Limits: Sendable, CustomStringConvertible {
        let theme: Theme
        let onBlack: Double
        let onWhite: Double
        var description: String { theme.rawValue }
    }

    @Test(arguments: [
        Limits(theme: .standard, onBlack: 4.5, onWhite: 2.5),
        Limits(theme: .redUp, onBlack: 4.5, onWhite: 2.5),
        Limits(theme: .dark, onBlack: 6, onWhite: 1),
        Limits(theme: .light, onBlack: 1, onWhite: 4.5),
        Limits(theme: .colourBlind, onBlack: 4.5, onWhite: 3),
        Limits(theme: .highContrast, onBlack: 21, onWhite: 21),
    ])
    func `every colour can be read on the backgrounds that its theme is for`(limits: Limits) {
        for look in Palette(limits.theme, colours: 256).looks where look.colour >= 0 {
            #expect(Self.contrast(look.colour, with: 0) >= limits.onBlack)
            #expect(Self.contrast(look.colour, with: 1) >= limits.onWhite)
        }
    }

    @Test(arguments: Theme.allCases, [0, 8, 256])
    func `rising and falling differ wherever there are colours`(theme: Theme, colours: Int) {
        let looks = Palette(theme, colours: colours).looks
        let (up, down) = (
            looks[Int(Style.Meaning.rising.rawValue)], looks[Int(Style.Meaning.falling.rawValue)]
        )
        #expect(up != down || colours == 0)
        for meaning in [Style.Meaning.selection, .tag, .error, .simulated] {
            #expect(!looks[Int(meaning.rawValue)].attributes.isEmpty)
        }
        let swapped = Palette(.redUp, colours: colours).looks
        guard theme == .standard else { return }
        #expect(swapped[Int(Style.Meaning.rising.rawValue)] == down)
        #expect(swapped[Int(Style.Meaning.falling.rawValue)] == up)
    }
}
