import TestSupport
import Testing

@testable import TrackerScreen

struct KeyTableTests {
    static let standard = KeyTable.standard

    @Test func `every action has a name of its own`() {
        let names = Self.standard.actionNames
        #expect(Set(names).count == names.count)
        for name in names {
            #expect(name.allSatisfy { $0 == "-" || $0.isLowercase }, "\(name)")
        }
        #expect(Set(names).isSuperset(of: ["page-down", "chart-zoom-in", "now", "pane-markets"]))
    }

    @Test func `every key of the table has a name that reads back`() {
        for key in Self.standard.groups.flatMap(\.bindings).flatMap(\.keys) {
            #expect(KeyName.key(KeyName.text(key)) == key, "\(key)")
        }
        #expect(KeyName.key("c-R") == .control("r") && KeyName.key("pgup") == .pageUp)
        for text in ["", "xx", "C-", "C-ab", "F0", "F13", "\u{1B}", "é\u{7}", "C-é"] {
            #expect(KeyName.key(text) == nil, "\(text)")
        }
    }

    @Test(arguments: UInt64(1)...60)
    func `a key that is given away means only that, and no key means two things`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let names = Self.standard.actionNames
        let pool = "abcdefghijklmnopqrstuvwxyz+-[]{}".map { Key.character($0) } + [.tab, .enter]
        var free = pool.shuffled(using: &random)
        var wishes: [String: [Key]] = [:]
        for name in names.shuffled(using: &random).prefix(8) {
            let count = Int.random(in: 0...2, using: &random)
            wishes[name] = Array(free.prefix(count))
            free.removeFirst(count)
        }
        let table = Self.standard.remapped(wishes)
        let bindings = table.groups.flatMap(\.bindings)
        for binding in bindings {
            if let keys = wishes[binding.action.name] { #expect(binding.keys == keys) }
            for key in binding.keys {
                let pane = binding.pane ?? .pairs
                let hidden = bindings.contains { $0.pane == pane && $0.keys.contains(key) }
                guard binding.pane != nil || !hidden else { continue }
                #expect(table.action(for: key, in: pane) == binding.action)
            }
        }
        for pane in [nil] + Pane.allCases.map({ Optional($0) }) {
            let keys = bindings.filter { $0.pane == pane }.flatMap(\.keys)
            #expect(Set(keys).count == keys.count)
        }
    }

    @Test func `help and hints show the keys as they are`() throws {
        var state = try SampleState.state()
        let keys = KeyTable.standard.remapped(["filter": [.function(3)], "sort": []])
        _ = state.adopt(ScreenSettings(keys: keys))
        #expect(Screen().draw(state, symbols: .unicode).rows.last?.contains("F3 filter") == true)
        #expect(Screen().draw(state, symbols: .unicode).rows.last?.contains("sort") == false)
        state.press(.character("/"))
        #expect(state.overlay == .none)
        state.press(.function(3))
        #expect(state.overlay == .filter(Prompt()))
        state.press(.escape, .character("?"))
        let help = HelpText(state.keys).lines
        #expect(help.contains { if case .key("F3", _) = $0 { true } else { false } })
    }
}

struct SettingsTests {
    @Test func `each setting changes at once, there and back`() throws {
        var state = try SampleState.state()
        state.press(.character(","))
        for setting in Setting.allCases {
            let before = state.value(of: setting)
            state.press(.right)
            #expect(state.value(of: setting) != before)
            state.press(.left)
            #expect(state.value(of: setting) == before)
            state.press(.down)
        }
        state.press(.escape)
        #expect(state.overlay == .none)
    }

    @Test func `every order reads back, and is taken where it is asked for`() throws {
        for column in PairSort.Column.allCases {
            for isAscending in [true, false] {
                let sort = PairSort(column: column, isAscending: isAscending)
                #expect(PairSort(text: sort.text) == sort)
                var state = try SampleState.state()
                _ = state.adopt(ScreenSettings(sort: sort))
                #expect(state.sort == sort && state.line(of: .order) == "sort = \"\(sort.text)\"")
            }
        }
        for text in ["", "-", "--name", "nam", "name-"] { #expect(PairSort(text: text) == nil) }
    }

    @Test func `every theme is gone through, and the terminal is told`() throws {
        var state = try SampleState.state()
        state.press(.character(","))
        var seen: [Theme] = []
        for _ in Theme.allCases {
            for case .theme(let theme) in state.press(.right) { seen.append(theme) }
        }
        #expect(Set(seen) == Set(Theme.allCases) && seen.last == .standard)
    }

    @Test func `a configuration that is read again leaves the mouse as it is`() throws {
        var state = try SampleState.state()
        state.press(.character("m"))
        let commands = state.update(on: .settings(ScreenSettings(theme: .dark), "read"))
        #expect(commands.contains(.theme(.dark)) && !state.isMouseOn && state.notice == "read")
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
        #expect(state.overlay == .none)
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
