import TestSupport
import Testing
import TrackerEngine

@testable import TrackerScreen

struct MoversPanelTests {
    /// Pairs of kraken, each with the factor that it moved by.
    private static func state(
        _ moves: [(name: String, factor: Double)], _ width: Int = 200, _ height: Int = 50
    ) throws -> State {
        var day = RollingDay()
        for move in moves {
            for (minute, amount) in [(-1, 100.0), (0, 100 * move.factor)] {
                let quote = Quote(
                    Instrument(market: .kraken, pair: try Pair(move.name)), try Price(amount),
                    baseLength: UInt8(move.name.utf8.count - 3))
                day.ingest(
                    Batch(minute: SampleState.now.advanced(by: minute), quotes: [quote]))
            }
        }
        let snapshot = try SampleSources.snapshot(of: day, from: [SampleSources.fine("kraken")])
        return try SampleState.firstStart(width, height, snapshot: snapshot)
    }

    private static func many(_ count: Int) -> [(name: String, factor: Double)] {
        (0..<count).map { number in
            let size = Double(number)
            let factor = number.isMultiple(of: 2) ? 1 + size / 50 : 1 - size / 400
            return (name: "c\(number)xusd", factor: factor)
        }
    }

    @Test func `gains come from above, losses from below, a bar by the root of the change`() throws
    {
        let state = try Self.state([
            ("upusd", 1.3499), ("upeur", 1.34), ("farusd", 3), ("lowusd", 0.9125),
            ("bitusd", 1.001),
        ])
        let inside = state.layout.inside(.movers)
        var canvas = Canvas(inside.size, symbols: .unicode)
        MoversPanel().draw(state, on: &canvas)
        let rows = canvas.rows.dropFirst().prefix(4).map { row in
            row.split(separator: " ").map(String.init)
        }
        #expect(rows.map { $0[0] } == ["FAR", "UP", "BIT", "LOW"])
        #expect(rows.map { $0[1] } == ["+200%", "+34.99%", "+0.10%", "−8.75%"])
        let lengths = rows.map { $0[2].count }
        #expect(lengths[0] == lengths[1] && rows[0][2].hasSuffix("▸") && !rows[1][2].hasSuffix("▸"))
        #expect(lengths[3] * 2 == lengths[1] && lengths[2] == 1)
        #expect(canvas.rows[5...].allSatisfy { $0.allSatisfy { $0 == " " } })
    }

    @Test(arguments: [
        (176, 38, true), (175, 38, false), (176, 37, false), (300, 80, true), (80, 24, false),
    ])
    func `they stand under the markets where there is room`(
        width: Int, height: Int, isThere: Bool
    ) throws {
        var state = try Self.state(Self.many(80), width, height)
        state.press(.character("4"))
        #expect(state.focus == (isThere ? .movers : .pairs))
        let rect = state.layout.panes[.movers]
        #expect((rect != nil) == isThere)
        state.press(.character("3"), .tab)
        #expect(state.focus == (isThere ? .movers : .markets))
        guard isThere, let rect, let markets = state.layout.panes[.markets] else { return }
        #expect(rect.y == markets.bottom && rect.width == markets.width && markets.height <= 16)
        let rows = state.layout.rows(of: .movers).height
        #expect(state.movers.count == min(rows, 79))
        let changes = state.movers.map(\.change)
        #expect(changes == changes.sorted(by: >))
    }

    @Test func `one is chosen, and gone to`() throws {
        var state = try Self.state(Self.many(80))
        state.press(.character("4"), .down, .down, .up)
        let second = state.movers[1].instrument
        #expect(state.chosenMover == second && state.chosenInstrument != second)
        state.press(.enter)
        #expect(state.focus == .pairs && state.chosenInstrument == second)
        state.press(.character("4"), .end)
        #expect(state.chosenMover == state.movers.last?.instrument)
        state.press(.character("f"))
        #expect(state.chosenMover.map(state.favourites.isStarred) == true)
    }

    @Test func `a click chooses one, a second one goes to it`() throws {
        var state = try Self.state(Self.many(80))
        let rows = state.layout.rows(of: .movers)
        let point = Point(rows.x + 5, rows.y + 3)
        state.press(.mouse(.press, at: point))
        #expect(state.focus == .movers && state.moverRow == 3)
        let chosen = state.chosenMover
        state.press(.mouse(.press, at: point))
        #expect(state.focus == .pairs && state.chosenInstrument == chosen)
    }

    @Test func `a smaller screen gives the focus to the pairs`() throws {
        var state = try Self.state(Self.many(80))
        state.press(.character("4"))
        _ = state.update(on: .resized(Size(width: 120, height: 40)))
        #expect(state.focus == .pairs)
    }

    @Test func `a market where nothing moves says so`() throws {
        let state = try Self.state([("aaausd", 1)])
        let rows = Screen().draw(state, symbols: .unicode).rows
        #expect(rows.contains { $0.contains("No pair has moved yet.") })
    }
}
