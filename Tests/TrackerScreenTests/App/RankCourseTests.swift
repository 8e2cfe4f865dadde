import Testing
import TrackerEngine

@testable import TrackerScreen

struct RankCourseTests {
    private static func asks(_ commands: [Command]) -> [Command] {
        commands.filter { if case .workOut = $0 { true } else { false } }
    }

    @Test func `the ranks of a market are asked for once a minute, and drawn when they come`()
        throws
    {
        var state = try SampleState.state(200, 50)
        let first = Self.asks(state.update(on: .snapshot(state.snapshot)))
        guard case .workOut(let work)? = first.first else { throw Missing() }
        #expect(first.count == 1)
        #expect(Self.asks(state.press(.down, .up)).isEmpty)
        func hasCourse() -> Bool {
            let rows = Screen().draw(state, symbols: .unicode).rows
            return rows.contains { $0.contains("variance   ") && $0.contains("   24 h ") }
        }
        #expect(!hasCourse())
        _ = state.update(on: work.done(in: state.window))
        #expect(hasCourse())
        // Another market has others; a past minute has none.
        #expect(Self.asks(state.press(.character("1"), .down)).count == 1)
        #expect(!hasCourse())
        #expect(Self.asks(state.press(.character("["))).isEmpty)
    }

    @Test func `nobody asks where there is no room, or the market still loads`() throws {
        var small = try SampleState.state(60, 20)
        #expect(Self.asks(small.update(on: .snapshot(small.snapshot))).isEmpty)
        var backfill = BackfillProgress()
        backfill.mode = .market
        let snapshot = Snapshot(
            window: try SampleState.snapshot().window, sources: [SampleState.source()],
            store: .memory(reason: "t"), providers: [.kraken: 0], backfill: backfill)
        var loading = try SampleState.state(snapshot: snapshot)
        #expect(Self.asks(loading.update(on: .snapshot(snapshot))).isEmpty)
    }

    private struct Missing: Error {}
}

struct CourseLineTests {
    private static func drawn(_ shares: [Float?]) -> String {
        var canvas = Canvas(Size(width: 4, height: 1))
        CourseLine(shares).draw(on: &canvas, style: .accent)
        return canvas.rows[0]
    }

    @Test func `the smallest share is on top, and one that hardly moves is level`() {
        #expect(Self.drawn([0.9, 0.9, 0.9, 0.9, 0.1, 0.1, nil, nil]) == "⣀⣀⠉ ")
        #expect(Set(Self.drawn([0.5, 0.51, 0.5, 0.51, 0.5, 0.51, 0.5, 0.5])).count <= 2)
        #expect(Self.drawn([0.004, 0.004]) == "⠉   ")
        #expect(Self.drawn([]) == "    ")
    }
}
