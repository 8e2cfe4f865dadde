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
            if let keys = wishes[binding.action.name] {
                #expect(binding.keys.filter { KeyTable.reserved[$0] == nil } == keys)
            }
            for key in binding.keys { Self.expect(key, means: binding, in: table) }
        }
        for place in Set(bindings.map(\.place)) {
            let keys = bindings.filter { $0.place == place }.flatMap(\.keys)
            #expect(Set(keys).count == keys.count, "\(place)")
        }
    }

    /// Where a key stands in the table, it means that, unless a place of its own says otherwise.
    private static func expect(_ key: Key, means binding: KeyTable.Binding, in table: KeyTable) {
        switch binding.place {
        case .everywhere:
            let pane = Pane.allCases.first { pane in
                !table.groups.flatMap(\.bindings).contains {
                    $0.place == .pane(pane) && $0.keys.contains(key)
                }
            }
            if let pane { #expect(table.action(for: key, in: pane) == binding.action) }
        case .pane(let pane): #expect(table.action(for: key, in: pane) == binding.action)
        case .views: #expect(table.meanings(of: key, inView: "").first == binding.action)
        case .view(let name):
            #expect(table.meanings(of: key, inView: name).first == binding.action)
        }
    }

    @Test func `help and hints show the keys as they are`() throws {
        var state = try SampleState.state()
        let keys = KeyTable.standard.remapped(["filter": [.function(3)], "sort": []])
        _ = state.update(on: .settings(ScreenSettings(keys: keys), nil))
        #expect(Screen().draw(state, symbols: .unicode).rows.last?.contains("F3 filter") == true)
        #expect(Screen().draw(state, symbols: .unicode).rows.last?.contains("sort") == false)
        state.press(.character("/"))
        #expect(state.overlay == nil)
        state.press(.function(3))
        #expect(state.overlay is FilterView)
        state.press(.escape, .character("?"))
        #expect(HelpText(state).entries.contains { $0.names == "F3" })
    }
}
