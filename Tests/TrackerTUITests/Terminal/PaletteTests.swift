import Testing
import TrackerScreen

@testable import TrackerTUI

struct PaletteTests {
    private static let depths = [0, 2, 8, 16, 88, 256, 65536]
    private static let darkGrounds = [0x000000, 0x101010, 0x1E1E1E].map { RGB($0) }
    private static let lightGrounds = [0xFDF6E3, 0xFFFFFF].map { RGB($0) }
    private static let allGrounds = darkGrounds + lightGrounds

    private static let styles = Style.Ground.allCases.flatMap { ground in
        Style.Meaning.allCases.map { Style($0, on: ground) }
    }

    /// The palettes of a theme for a ground that nobody knows, and for all others.
    private static func palettes(_ theme: Theme, colours: Int) -> [Palette] {
        ([nil] + allGrounds.map(Optional.some)).map { Palette(theme, on: $0, colours: colours) }
    }

    private static func seen(_ shade: Palette.Shade, own: RGB) throws -> RGB {
        switch shade {
        case .own: own
        case .number(let number): try #require(RGB(number: Int(number)))
        case .rgb(let rgb): rgb
        }
    }

    /// How well a style is read on a terminal with this ground.
    private static func contrast(
        of style: Style, in palette: Palette, on ground: RGB
    ) throws -> Double {
        let look = palette.look(style)
        let text = RGB(ground.isDark ? 0xD0D0D0 : 0x262626)
        return try seen(look.colour, own: text).contrast(with: seen(look.ground, own: ground))
    }

    @Test(arguments: Theme.allCases, depths)
    func `every style has a look that the terminal can show`(theme: Theme, colours: Int) {
        for palette in Self.palettes(theme, colours: colours) {
            let looks = Self.styles.map { palette.look($0) }
            for shade in looks.flatMap({ [$0.colour, $0.ground] }) where shade != .own {
                guard case .number(let number) = shade, Int(number) < colours else {
                    Issue.record("\(shade) with \(colours) colours")
                    continue
                }
            }
        }
    }

    /// Pictures need less contrast than text, and what is behind them still less.
    private static let pictures: Set<Style.Meaning> = [
        .fallTrail5, .fallTrail4, .fallTrail3, .fallTrail2, .fallTrail1, .stillTrail, .riseTrail1,
        .riseTrail2, .riseTrail3, .riseTrail4, .riseTrail5,
    ]
    private static let backs: Set<Style.Meaning> = [
        .frame, .fillUp, .fillDown, .accentBack, .accentFarBack,
    ]

    /// What stands on a tint: the line, labels and the cursor.
    private static func isDrawn(_ style: Style) -> Bool {
        let ground = "\(style.ground)"
        guard ground.hasPrefix("tint") else { return !backs.contains(style.meaning) }
        let line: Style.Meaning = ground.hasPrefix("tintUp") ? .up : .down
        return [.plain, .accent, line].contains(style.meaning)
    }

    @Test(arguments: [Theme.standard, .dark, .light, .colourBlind, .redUp], [false, true])
    func `every text is read on every ground that its theme is for`(
        theme: Theme, hasRGB: Bool
    ) throws {
        let grounds =
            theme == .dark
            ? Self.darkGrounds : theme == .light ? Self.lightGrounds : Self.allGrounds
        for ground in grounds {
            let palette = Palette(theme, on: ground, colours: 256, hasRGB: hasRGB)
            for style in Self.styles where Self.isDrawn(style) {
                let isPicture =
                    Self.pictures.contains(style.meaning) || "\(style.ground)".hasPrefix("tint")
                let contrast = try Self.contrast(of: style, in: palette, on: ground)
                #expect(
                    contrast >= (isPicture ? 3 : 4.5),
                    "\(style.meaning) on \(style.ground), \(String(ground.hex, radix: 16))")
            }
        }
    }

    @Test(arguments: [Theme.standard, .colourBlind, .redUp])
    func `without a known ground every text is read on all of them`(theme: Theme) throws {
        let palette = Palette(theme, colours: 256)
        for ground in Self.allGrounds {
            for meaning in Style.Meaning.allCases where !Self.backs.contains(meaning) {
                let contrast = try Self.contrast(of: Style(meaning), in: palette, on: ground)
                #expect(contrast >= 3.5, "\(meaning) on \(ground.hex)")
            }
        }
    }

    @Test(arguments: Theme.allCases, [0, 8, 256])
    func `what is chosen or set off is seen without colour`(theme: Theme, colours: Int) {
        for palette in Self.palettes(theme, colours: colours) {
            let plain = palette.look(.plain)
            for ground in Style.Ground.allCases
            where ground != .none && !"\(ground)".hasPrefix("tint") {
                #expect(palette.look(Style(.ink, on: ground)) != plain)
            }
            #expect(palette.look(Style(.error)) != plain)
        }
    }

    @Test(arguments: Theme.allCases, depths)
    func `up and down differ, with colours and without`(theme: Theme, colours: Int) {
        for palette in Self.palettes(theme, colours: colours) {
            for (up, down) in [
                (Style.Meaning.rise5, Style.Meaning.fall5), (.up, .down), (.rise1, .fall1),
            ] {
                #expect(palette.look(Style(up)) != palette.look(Style(down)))
            }
        }
    }

    @Test(arguments: [8, 256])
    func `red up is the standard with its colours changed over`(colours: Int) {
        for (standard, turned) in zip(
            Self.palettes(.standard, colours: colours), Self.palettes(.redUp, colours: colours))
        {
            for ground in Style.Ground.allCases.prefix(3) {
                let (up, down) = (Style(.rise3, on: ground), Style(.fall3, on: ground))
                #expect(turned.look(up) == standard.look(down))
                #expect(turned.look(down) == standard.look(up))
            }
        }
    }

    @Test func `a tint is stronger the further it is from where the line began`() throws {
        for ground in Self.allGrounds {
            let palette = Palette(on: ground, colours: 256, hasRGB: true)
            for tints in [
                [Style.Ground.tintUp1, .tintUp2, .tintUp3, .tintUp4],
                [.tintDown1, .tintDown2, .tintDown3, .tintDown4],
            ] {
                let contrasts = try tints.map { tint in
                    try Self.seen(palette.look(Style(.plain, on: tint)).ground, own: ground)
                        .contrast(with: ground)
                }
                #expect(contrasts == contrasts.sorted() && contrasts[0] > 1)
            }
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
