import Testing

@testable import TrackerScreen

struct SettingsViewTests {
    @Test func `each setting changes at once, there and back`() throws {
        var state = try SampleState.state()
        state.press(.character(","))
        for setting in Setting.allCases {
            let before = SettingsView.value(of: setting, in: state)
            state.press(.right)
            #expect(SettingsView.value(of: setting, in: state) != before)
            state.press(.left)
            #expect(SettingsView.value(of: setting, in: state) == before)
            state.press(.down)
        }
        state.press(.escape)
        #expect(state.overlay == nil)
    }

    @Test func `glyphs that cannot be drawn are told, with the reason`() throws {
        var state = try SampleState.state()
        state.press(.character(","), .down, .right)
        #expect(state.notice == nil)
        state = try SampleState.state(
            terminal: TerminalReport(asciiReason: "No LANG is set."))
        state.press(.character(","), .right)
        #expect(state.notice == nil)
        state.press(.down, .right)
        #expect(state.notice == "No LANG is set.")
    }

    @Test func `every order reads back, and is taken where it is asked for`() throws {
        for column in PairSort.Column.allCases {
            for isAscending in [true, false] {
                let sort = PairSort(column: column, isAscending: isAscending)
                #expect(PairSort(text: sort.text) == sort)
                var state = try SampleState.state()
                _ = state.update(on: .settings(ScreenSettings(sort: sort), nil))
                #expect(
                    state.sort == sort
                        && SettingsView.line(of: .order, in: state) == "sort = \"\(sort.text)\"")
            }
        }
        for text in ["", "-", "--name", "nam", "name-"] { #expect(PairSort(text: text) == nil) }
    }

    @Test func `every theme is gone through, and the terminal is told`() throws {
        var state = try SampleState.state()
        state.press(.character(","))
        var seen: [Theme] = []
        for _ in Theme.allCases {
            for case .theme(let theme, _) in state.press(.right) { seen.append(theme) }
        }
        #expect(Set(seen) == Set(Theme.allCases) && seen.last == .standard)
    }

    @Test func `a configuration that is read again leaves the mouse as it is`() throws {
        var state = try SampleState.state()
        state.press(.character("m"))
        let commands = state.update(on: .settings(ScreenSettings(theme: .dark), "read"))
        #expect(
            commands.contains(.theme(.dark, on: nil)) && !state.isMouseOn && state.notice == "read")
        _ = state.update(on: .settings(ScreenSettings(isMouseOn: true), "read"))
        #expect(state.isMouseOn && state.theme == .standard)
        #expect(state.press(.character("R")).contains(.reload))
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50), (40, 10)])
    func `settings and test look as was agreed`(width: Int, height: Int) throws {
        var state = try SampleState.state(width, height)
        state.press(.character(","), .right)
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "settings-\(width)x\(height)")
        state.press(.character("t"))
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "self-test-\(width)x\(height)")
        state.press(.character("x"))
        #expect(state.overlay is SettingsView, "the test leads back to where it was opened")
    }

    @Test func `a choice that the terminal cannot show is faint, with the reason`() throws {
        var terminal = TerminalReport(asciiReason: "no UTF-8 locale")
        terminal.colours = 0
        var state = try SampleState.state(terminal: terminal)
        state.press(.character(","))
        func shown() -> String { Screen().draw(state, symbols: .ascii).rows.joined() }
        #expect(shown().contains("no colours in this terminal"))
        state.press(.down)
        #expect(shown().contains("auto: no UTF-8 locale"))
        state.press(.left)
        #expect(state.glyphs == .ascii && !shown().contains("ascii: "))
        #expect(SettingsView.obstacle(to: .glyphs, in: state) == nil)
        let able = try SampleState.state()
        #expect(SettingsView.obstacle(to: .glyphs, in: able) == nil)
    }

    @Test func `the self-test has every meaning, and the glyphs, at 80x24`() throws {
        var state = try SampleState.state(80, 24)
        state.press(.character("t"))
        let canvas = Screen().draw(state, symbols: .unicode)
        var seen: Set<Style.Meaning> = []
        for y in 1..<23 {
            for x in 0..<80 where canvas[x, y].scalar != " " || canvas[x, y].style.ground != .none {
                seen.insert(canvas[x, y].style.meaning)
            }
        }
        let missing = Set(Style.Meaning.allCases).subtracting(seen)
        #expect(missing.isEmpty, "\(missing)")
        for words in ["braille", "blocks", "wide"] {
            #expect(canvas.rows.contains { $0.contains(words) })
        }
    }

    @Test func `blocks draw what braille draws, in quarters`() throws {
        var dots = DotGrid(Size(width: 2, height: 1), symbols: .unicode.withBlocks)
        #expect(dots.width == 4 && dots.height == 2)
        dots.setColumn(0, from: 0, through: 0)
        dots.setColumn(1, from: 1, through: 1)
        dots.setColumn(2, from: 0, through: 1)
        var canvas = Canvas(Size(width: 2, height: 1))
        dots.draw(on: &canvas, at: .zero, style: .plain)
        #expect(canvas.rows[0] == "▞▌")
        #expect(GlyphSet.blocks.symbols(.ascii) == .ascii)
        #expect(GlyphSet.ascii.symbols(.unicode) == .ascii)
        var state = try SampleState.state(80, 24)
        state.glyphs = .blocks
        try expectSnapshot(
            Screen().draw(state, symbols: GlyphSet.blocks.symbols(.unicode)),
            named: "screen-80x24-blocks")
    }
}
