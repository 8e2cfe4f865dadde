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
}
