import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct SavedViewsTests {
    @Test(arguments: UInt64(1)...30)
    func `what is written down comes back`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var views = SavedViews()
        for _ in 0..<20 {
            let name = ["movers", "my view", "é", "x"].randomElement(using: &random) ?? ""
            let filter = ["", "chg>3 stale:no", "eth"].randomElement(using: &random) ?? ""
            let column = PairSort.Column.allCases.randomElement(using: &random) ?? .name
            let sort = PairSort(column: column, isAscending: Bool.random(using: &random))
            let hasRoom = views.save(SavedView(name: name, filter: filter, sort: sort))
            #expect(hasRoom)
        }
        #expect(Set(views.all.map(\.name)).count == views.all.count)
        #expect(SavedViews(text: views.text) == views)
    }

    @Test func `what makes no sense is left out`() {
        let text = "filter x\n[]\n[a]\nnonsense\nsort sideways\norder descending\n\n[b]\nfilter y\n"
        let views = SavedViews(text: text)
        #expect(views.all.map(\.name) == ["a", "b"])
        #expect(views.all[0].sort == PairSort(column: .name, isAscending: false))
        #expect(views.all[1].filter == "y")
    }

    @Test func `a view is kept by name, shown again and forgotten`() throws {
        var state = try SampleState.state()
        state.press(.character("/"))
        state.type("eth chg>1")
        state.press(.enter, .character("s"), .character("v"), .character("V"), .character("n"))
        state.type("mine")
        let commands = state.press(.enter)
        #expect(commands.contains(.keep(.views(state.views))))
        let (shown, sort) = (state.pairList, state.sort)
        state.press(.escape, .character("s"), .character("n"))
        #expect(state.pairList != shown)
        state.press(.character("V"), .enter)
        #expect(state.pairList == shown && state.sort == sort && state.overlay == nil)
        state.press(.character("V"), .character("x"))
        #expect(state.views.all.isEmpty)
    }

    @Test func `a name that cannot be kept is refused, and the oldest views stay`() throws {
        var state = try SampleState.state()
        state.press(.character("V"), .character("n"))
        state.type("a]b")
        state.press(.enter)
        #expect(state.views.all.isEmpty && state.notice?.contains("no brackets") == true)
        for number in 0..<SavedViews.most + 1 {
            state.press(.character("V"), .character("n"))
            state.type("v\(number)")
            state.press(.enter)
        }
        #expect(state.views.all.count == SavedViews.most)
        #expect(state.views.all.first?.name == "v0")
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50), (40, 10)])
    func `they look as was agreed`(width: Int, height: Int) throws {
        var state = try SampleState.state(width, height)
        var views = SavedViews()
        let sort = PairSort(column: .change, isAscending: false)
        _ = views.save(SavedView(name: "movers", filter: "chg>3 stale:no", sort: sort))
        _ = views.save(SavedView(name: "small", filter: "last<1", sort: PairSort()))
        _ = state.update(on: .recall(.views(views)))
        state.press(.character("V"), .down)
        try expectSnapshot(
            Screen().draw(state, symbols: .unicode), named: "views-\(width)x\(height)")
    }
}
