import Testing
import TrackerEngine

@testable import TrackerScreen

struct SavedViewsViewTests {
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
