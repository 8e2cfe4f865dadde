import TestSupport
import Testing

@testable import TrackerScreen

struct ActionTests {
    @Test(arguments: UInt64(1)...60)
    func `a step never leaves the list, and the way back is as long`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...50, using: &random)
        let page = Int.random(in: 1...60, using: &random)
        let row = Int.random(in: 0..<count, using: &random)
        for move in Move.allCases {
            let target = move.row(from: row, page: page, count: count)
            #expect((0..<count).contains(target), "\(move)")
        }
        for (there, back) in [
            (Move.down, Move.up), (.pageDown, .pageUp), (.halfDown, .halfUp),
        ] {
            let target = there.row(from: row, page: page, count: count)
            guard target < count - 1 else { continue }
            #expect(target > row && back.row(from: target, page: page, count: count) == row)
        }
        #expect(Move.top.row(from: row, page: page, count: count) == 0)
        #expect(Move.bottom.row(from: row, page: page, count: count) == count - 1)
    }

    @Test func `an empty list has no row to leave`() {
        for move in Move.allCases { #expect(move.row(from: 3, page: 5, count: 0) == 0) }
    }

    @Test(arguments: [
        (Action.move(.pageDown), "page-down"), (.chart(.zoomIn), "chart-zoom-in"),
        (.travel(0), "now"), (.travel(-60), "hour-earlier"), (.travel(1), "minute-later"),
        (.pane(.markets), "pane-markets"), (.eraseLine, "erase-line"), (.view("help"), "help"),
        (.own("sort-name"), "sort-name"), (.quit, "quit"),
    ])
    func `an action has the name that the configuration gives it`(action: Action, name: String) {
        #expect(action.name == name)
    }
}
