import Testing

@testable import TrackerScreen

struct HelpViewTests {
    private static let sizes = [(80, 24), (120, 40), (200, 50), (60, 20), (40, 10)]

    private static func opened(_ width: Int = 120, _ height: Int = 40) throws -> State {
        var state = try SampleState.state(width, height)
        state.press(.function(1))
        return state
    }

    private static func rows(_ state: State) -> [String] {
        Screen().draw(state, symbols: .unicode).rows
    }

    /// All pages, one after the other.
    private static func pages(_ state: State) -> [[String]] {
        var state = state
        state.press(.home)
        var pages = [rows(state)]
        while pages.count < 200 {
            state.press(.pageDown)
            let next = rows(state)
            if next == pages.last { break }
            pages.append(next)
        }
        return pages
    }

    @Test func `every key of the table is in it, with what it does`() throws {
        let state = try Self.opened()
        let entries = HelpText(state).entries
        for binding in state.keys.groups.flatMap(\.bindings) {
            for key in binding.keys.map(KeyName.sign) {
                let found = entries.contains {
                    $0.names.split(separator: " ").contains { $0 == key }
                        && $0.does == binding.does
                }
                #expect(found, "\(key) \(binding.does)")
            }
        }
    }

    @Test func `what keys are for follows one another as it was agreed`() throws {
        let sections = HelpText(try Self.opened()).entries.map(\.section)
        let order = sections.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        #expect(
            order == [
                "Look around", "Choose what is listed", "Read the chart", "Go back in time",
                "Be told", "Files", "Program", "Words",
            ])
    }

    @Test(arguments: sizes)
    func `no line is cut, and nothing is lost on the way through the pages`(
        width: Int, height: Int
    ) throws {
        let state = try Self.opened(width, height)
        let pages = Self.pages(state)
        let canvas = Screen().draw(state, symbols: .unicode)
        for y in 0..<height {
            // What is behind the help is drawn as a frame.
            let cut = (0..<width).filter { canvas[$0, y].scalar == "…" }
            #expect(cut.allSatisfy { canvas[$0, y].style == .frame })
        }
        let words = Set(
            pages.joined().flatMap { $0.split(whereSeparator: { " │┃".contains($0) }) })
        for entry in HelpText(state).entries {
            for word in entry.does.split(separator: " ") {
                #expect(words.contains(word), "\(word) of \(entry.does)")
            }
        }
    }

    @Test(arguments: [
        (Pane.markets, "Look around"), (.pairs, "Choose what is listed"),
        (.chart, "Read the chart"),
    ])
    func `it opens at what the pane in focus is for`(pane: Pane, section: String) throws {
        var state = try SampleState.state()
        state.focus(pane)
        state.press(.character("?"))
        let help = try #require(state.overlay as? HelpView)
        #expect(HelpText(state).entries[help.chosen].section == section)
    }

    @Test(arguments: [
        ("restless", "v"), ("candles", "c"), ("c-p", "C-p"), ("hour ear", "{"), ("z", "C-z"),
        ("basis", "bp"),
    ])
    func `typing narrows by a key, a word, what it does`(text: String, names: String) throws {
        var state = try Self.opened()
        state.type(text)
        let help = try #require(state.overlay as? HelpView)
        let found = HelpText(state).narrowed(by: help.prompt.text).entries.map(\.names)
        #expect(found.contains { $0.split(separator: " ").contains { $0 == names } }, "\(found)")
        #expect(found.count < HelpText(state).entries.count)
    }

    @Test func `a key that is typed as it is leads to its line, in upper and in lower case`() throws
    {
        for (key, action) in [("S", Action.reverse), ("s", .view("sort")), ("O", .chart(.pin))] {
            var state = try Self.opened()
            state.type(key)
            let help = try #require(state.overlay as? HelpView)
            let found = HelpText(state).narrowed(by: key).entries[help.chosen]
            #expect(found.doing?.action == action)
        }
    }

    @Test func `Enter on a line does what it says`() throws {
        var state = try Self.opened()
        state.type("candles")
        state.press(.enter)
        #expect(state.overlay == nil && state.chart.candle == 5)
        state.press(.function(1))
        state.type("cursor to the first")
        state.press(.enter)
        #expect(state.focus == .chart && state.chart.cursor == state.windowMinutes.lowerBound)
        state.press(.function(1))
        state.type("sort-turnover")
        state.press(.enter)
        #expect(state.overlay == nil && state.sort.column == .turnover)
        state.press(.function(1))
        state.type("settings")
        state.press(.enter)
        #expect(state.overlay is SettingsView)
    }

    @Test func `every line that Enter does something on can be done, whatever it is`() throws {
        let entries = HelpText(try Self.opened()).entries
        for entry in entries {
            guard let doing = entry.doing else { continue }
            var state = try SampleState.state()
            _ = state.perform(doing.action, in: doing.place)
            if case .pane(let pane) = doing.place { #expect(state.focus == pane) }
            if case .view(let name) = doing.action {
                #expect(state.overlay.map { type(of: $0).opener.name } == name)
            }
        }
    }

    @Test func `a word is no command`() throws {
        var state = try Self.opened()
        state.type("basis")
        state.press(.enter)
        #expect(state.overlay is HelpView)
    }

    @Test func `the board that it was opened from is there again behind it`() throws {
        var state = try SampleState.state()
        state.pressAndWait(.character("v"), .down)
        let row = (state.overlay as? RestlessView)?.row
        state.press(.character("?"))
        #expect(state.overlay is HelpView)
        #expect(Self.rows(state)[1].contains("estless"))
        state.press(.escape)
        #expect((state.overlay as? RestlessView)?.row == row && row == 1)
        state.press(.escape)
        #expect(state.overlay == nil)
    }

    @Test(arguments: sizes)
    func `an entry beside another one leads back, and no step leaves the list`(
        width: Int, height: Int
    ) throws {
        var state = try Self.opened(width, height)
        let count = HelpText(state).entries.count
        for key in [Key.end, .down, .pageDown, .home, .up, .pageUp, .right, .left, .pageDown] {
            state.press(key)
            let chosen = try #require((state.overlay as? HelpView)?.chosen)
            #expect((0..<count).contains(chosen))
        }
    }

    @Test func `every action that a key can be given to is found by its name`() throws {
        let state = try SampleState.state()
        let text = HelpText(state)
        for name in state.keys.actionNames {
            let found = text.narrowed(by: name).entries
            #expect(found.contains { !$0.names.isEmpty && !$0.does.isEmpty }, "\(name)")
        }
    }

    @Test(arguments: [
        "volatility", "variance", "rank", "place", "bp", "turnover", "stale", "calm", "restless",
    ])
    func `the words of the screen are explained`(word: String) throws {
        let words = HelpText(try SampleState.state()).entries.filter {
            $0.section == HelpText.words
        }
        #expect(words.contains { $0.names.hasPrefix(word) && $0.does.count > 20 })
    }
}
