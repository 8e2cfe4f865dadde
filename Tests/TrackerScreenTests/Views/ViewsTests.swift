import Testing
import TrackerEngine

@testable import TrackerScreen

/// What every view of the catalogue holds to, whatever its keys are.
struct ViewsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let view: any Overlay.Type
        var testDescription: String { view.opener.name }
    }

    static let views = ViewCatalogue.standard.views.map { Case(view: $0) }

    /// A screen with other keys, and the view opened by `opener`.
    private static func state(
        _ keys: [String: [Key]] = [:], opener: Key? = nil
    ) throws -> State {
        var state = try SampleState.state()
        let table = KeyTable.standard.remapped(keys)
        _ = state.update(on: .settings(ScreenSettings(keys: table), nil))
        if let opener { state.press(opener) }
        return state
    }

    private static func isOpen(_ example: Case, _ state: State) -> Bool {
        state.overlay.map { type(of: $0) == example.view } ?? false
    }

    /// The views in which one types, and the keys that open them.
    private static let typing: [[Key]] = [
        [.character("/")], [.control("p")], [.character("a")], [.character("V"), .character("n")],
        [.character("?")],
    ]

    @Test(arguments: typing, [(80, 24), (40, 10)])
    func `the cursor follows what is typed`(_ keys: [Key], size: (Int, Int)) throws {
        var state = try SampleState.state(size.0, size.1)
        #expect(Screen().draw(state, symbols: .unicode).cursor == nil)
        for key in keys { state.press(key) }
        let empty = try #require(Screen().draw(state, symbols: .unicode).cursor)
        var before = empty
        for letter in "btc" {
            state.type(String(letter))
            let canvas = Screen().draw(state, symbols: .unicode)
            let place = try #require(canvas.cursor)
            #expect(place == Point(before.x + 1, before.y))
            #expect(canvas[before.x, before.y].scalar == letter.unicodeScalars.first)
            before = place
        }
        state.press(.backspace, .backspace, .backspace)
        #expect(Screen().draw(state, symbols: .unicode).cursor == empty)
        while state.overlay != nil { state.press(.escape) }
        #expect(Screen().draw(state, symbols: .unicode).cursor == nil)
    }

    @Test func `each has a name and a title of its own`() {
        let openers = Self.views.map { $0.view.opener }
        #expect(Set(openers.map(\.name)).count == openers.count)
        #expect(Set(openers.map(\.title)).count == openers.count)
        for opener in openers { #expect(ViewCatalogue.standard[opener.name] != nil) }
    }

    @Test(arguments: views)
    func `the key that opens it closes it, and so does Esc`(_ example: Case) throws {
        let name = example.view.opener.name
        for keys in [[name: [Key.function(5)]], [:]] {
            let table = KeyTable.standard.remapped(keys)
            let opener = try #require(table.keys(of: .view(name)).first)
            var state = try Self.state(keys, opener: opener)
            #expect(Self.isOpen(example, state), "\(opener)")
            state.press(.escape)
            #expect(state.overlay == nil && state.isRunning)
            state.press(opener)
            // What is typed into a line is text.
            if state.overlay?.isTyping == true, opener.typed != nil { continue }
            state.press(opener)
            #expect(state.overlay == nil && state.isRunning)
        }
    }

    @Test(arguments: views)
    func `a key that was given away neither opens nor closes it`(_ example: Case) throws {
        let name = example.view.opener.name
        let before = KeyTable.standard.keys(of: .view(name))
        for key in before {
            var state = try Self.state([name: [.function(5)]], opener: key)
            #expect(state.overlay == nil)
            state.press(.function(5), key)
            // The test of colours goes back with any key.
            #expect(Self.isOpen(example, state) || state.overlay == nil && name == "self-test")
        }
    }

    @Test(arguments: views)
    func `it is left by the key of leave, and by no key that has lost that`(_ example: Case) throws
    {
        let name = example.view.opener.name
        let keys: [String: [Key]] = [name: [.function(5)], "leave": [.function(6)]]
        var state = try Self.state(keys, opener: .function(5))
        if name != "self-test" {
            state.press(.character("q"))
            #expect(Self.isOpen(example, state))
        }
        state.press(.function(6))
        #expect(state.overlay == nil && state.isRunning)
    }

    @Test(arguments: views)
    func `the last way out cannot be configured away`(_ example: Case) throws {
        let name = example.view.opener.name
        for keys: [String: [Key]] in [
            [name: [.function(5)], "leave": [], "escape": []],
            [name: [.function(5)], "leave": [], "poll": [.escape]],
        ] {
            var state = try Self.state(keys, opener: .function(5))
            #expect(Self.isOpen(example, state))
            #expect(state.press(.escape).contains(.pollNow) == false)
            #expect(state.overlay == nil)
        }
    }

    @Test(arguments: views)
    func `C-c quits and C-z suspends in it, and so do other keys that have been given to them`(
        _ example: Case
    ) throws {
        let name = example.view.opener.name
        let keys: [String: [Key]] = [
            name: [.function(5)], "suspend": [.function(7)], "quit": [.function(8)],
            "redraw": [.function(9)],
        ]
        for key in [Key.control("z"), .function(7)] {
            var state = try Self.state(keys, opener: .function(5))
            #expect(state.press(key).contains(.suspend))
        }
        for key in [Key.control("c"), .function(8)] {
            var state = try Self.state(keys, opener: .function(5))
            #expect(state.press(key).contains(.quit) && !state.isRunning)
        }
        var state = try Self.state(keys, opener: .function(5))
        #expect(state.press(.function(9)).contains(.redraw))
    }

    @Test(arguments: views)
    func `every key that it obeys can be another one, and its hints and its help say so`(
        _ example: Case
    ) throws {
        try Self.expectOtherKeys(example.view)
    }

    private static func expectOtherKeys<View: Overlay>(_ view: View.Type) throws {
        let signs = "äöüßåæøñçéèêëíìîïóòôõúùûýþðæœšžđħıĸłŋŧ".map { Key.character($0) }
        #expect(view.keys.count <= signs.count)
        for (number, entry) in view.keys.enumerated() {
            let key = signs[number]
            let old = KeyTable.standard.keys(of: entry.action)
            let table = KeyTable.standard.remapped([entry.action.name: [key]])
            #expect(view.deed(for: key, in: table) == entry.deed, "\(entry.action)")
            for lost in old where view.keys.filter({ $0.deed == entry.deed }).count == 1 {
                #expect(view.deed(for: lost, in: table) != entry.deed, "\(entry.action)")
            }
            #expect(view.keys(of: entry.deed, in: table).contains(key))
            let name = KeyName.sign(key)
            if entry.does != nil {
                #expect(view.help(in: table).contains { $0.names == name })
            }
            if view.hints.contains(where: { $0.deeds.contains(entry.deed) }),
                view.keys.filter({ $0.deed == entry.deed }).count == 1
            {
                #expect(
                    view.hints(view.hints, in: table).contains { $0.names.contains(name) },
                    "\(entry.action)")
            }
        }
    }

    @Test(arguments: views)
    func `the bottom line has the keys of the view that is open, and each does something there`(
        _ example: Case
    ) throws {
        guard example.view.extent != .line else { return }
        var state = try Self.state(
            [example.view.opener.name: [.function(5)]], opener: .function(5))
        _ = state.update(on: .resized(Size(width: 200, height: 50)))
        let hints = state.hints
        #expect(hints.last?.names == "Esc")
        #expect(!hints.contains { $0.does == "quit" || $0.does == "pane" })
        let bottom = Screen().draw(state, symbols: .unicode).rows.last
        for hint in hints {
            #expect(bottom?.contains("\(hint.names) \(hint.does)") == true, "\(hint)")
        }
        state.press(.escape)
        #expect(state.overlay == nil)
        #expect(state.hints.contains { $0.does == "quit" })
    }

    @Test func `while a name is typed the bottom line has no key that would be typed`() throws {
        var state = try Self.state([:], opener: .character("V"))
        #expect(state.hints.map(\.names).contains("n"))
        state.press(.character("n"))
        #expect(state.hints.map(\.names) == ["↵", "Esc"])
    }

    @Test(arguments: views)
    func `no key of its own hides one that it obeys, and each deed has a key`(
        _ example: Case
    ) {
        Self.expectNoSurprise(example.view)
    }

    private static func expectNoSurprise<View: Overlay>(_ view: View.Type) {
        for entry in view.keys {
            let keys = KeyTable.standard.keys(of: entry.action)
            #expect(!keys.isEmpty, "\(entry.action)")
            for key in keys {
                #expect(view.deed(for: key, in: .standard) == entry.deed, "\(key)")
            }
        }
        for key in [Key.character("q"), .escape]
            + KeyTable.standard.keys(of: .view(view.opener.name))
        {
            #expect(view.deed(for: key, in: .standard) == nil, "\(key)")
        }
        let hinted = Set(view.hints.flatMap(\.deeds))
        #expect(hinted.isSubset(of: view.keys.map(\.deed)))
    }

    @Test func `the lists of views move with the keys that have been given to that`() throws {
        let keys: [String: [Key]] = ["up": [.character("e"), .character("k")], "health": []]
        var state = try Self.state(keys, opener: .character("v"))
        state.pressAndWait(.home)
        state.press(.escape)
        state.pressAndWait(.character("v"), .end)
        let row = try #require((state.overlay as? RestlessView)?.row)
        state.pressAndWait(.character("e"))
        #expect((state.overlay as? RestlessView)?.row == row - 1)
        state.press(.escape, .character(","), .character("j"), .character("j"), .character("e"))
        #expect((state.overlay as? SettingsView)?.row == 1)
        // In a line it stays a letter.
        state.press(.escape, .character("/"), .character("e"))
        #expect((state.overlay as? FilterView)?.prompt.text == "e")
    }

    @Test func `in a line the arrows hold whatever moves elsewhere`() throws {
        let keys: [String: [Key]] = ["up": [.character("e"), .control("e")], "down": []]
        var state = try Self.state(keys, opener: .control("p"))
        state.type("e")
        state.press(.down, .down)
        #expect((state.overlay as? JumpView)?.row == 2)
        state.press(.up, .control("e"))
        #expect((state.overlay as? JumpView)?.row == 0)
        state.press(.escape, .character("/"))
        state.type("eth")
        state.press(.enter, .escape, .character("/"), .up)
        #expect((state.overlay as? FilterView)?.prompt.text == "eth")
    }

    @Test func `what panes and notices point to is there`() {
        for name in ["health", "help"] { #expect(ViewCatalogue.standard[name] != nil) }
    }

    @Test func `without prices the screen names the keys that hold`() throws {
        let keys: [String: [Key]] = [
            "poll": [.character("P")], "health": [.function(5)], "simulated": [],
            "help": [.function(2)],
        ]
        let snapshot = Snapshot(
            window: DayWindow(RollingDay(), through: SampleState.now),
            sources: SampleSources.mixed(8), store: .memory(reason: ""))
        var state = try SampleState.state(120, 40, snapshot: snapshot)
        let table = KeyTable.standard.remapped(keys)
        _ = state.update(on: .settings(ScreenSettings(keys: table), nil))
        let rows = Screen().draw(state, symbols: .unicode).rows
        #expect(rows.last?.contains("P poll  F5 sources  F2 help  q quit") == true)
        #expect(rows.contains { $0.contains("P   poll again now") })
        #expect(rows.contains { $0.contains("F5  see the sources") })
        #expect(!rows.contains { $0.contains("simulated day") })
    }
}
