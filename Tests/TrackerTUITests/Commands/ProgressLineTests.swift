import Testing
import TrackerScreen

@testable import TrackerEngine
@testable import TrackerTUI

struct ProgressLineTests {
    private static let begun = Timestamp(milliseconds: 1_000_000)

    private static func step(_ share: Double?, _ count: Int) -> ProgressText.Step {
        ProgressText.Step(share: share, count: count, things: "rows")
    }

    @Test func `a second passes in silence, then share, rows and the time left are told`() {
        var text = ProgressText("reading day.csv", width: 80, at: Self.begun)
        #expect(text.line(Self.step(0.1, 99), at: Self.begun + .milliseconds(999)) == nil)
        #expect(text.erased() == nil)
        let first = text.line(Self.step(0.25, 1_234_567), at: Self.begun + .seconds(2))
        #expect(first == "\rreading day.csv  25 %  1,234,567 rows  6 s left")
        // Not more often than a person can read.
        #expect(text.line(Self.step(0.3, 2_000_000), at: Self.begun + .milliseconds(2100)) == nil)
        let next = text.line(Self.step(0.5, 9), at: Self.begun + .seconds(4))
        #expect(next == "\rreading day.csv  50 %  9 rows  4 s left        ")
        #expect(text.erased() == "\r" + String(repeating: " ", count: 39) + "\r")
        #expect(text.erased() == nil)
    }

    @Test func `what has ended shows nothing until something else begins`() {
        var text = ProgressText("reading", width: 80, at: Self.begun)
        _ = text.line(Self.step(nil, 5), at: Self.begun + .seconds(3))
        #expect(text.ended() != nil)
        #expect(text.line(Self.step(nil, 6), at: Self.begun + .seconds(9)) == nil)
        _ = text.begin("writing", at: Self.begun + .seconds(9))
        #expect(text.line(nil, at: Self.begun + .seconds(11)) == "\rwriting  2 s")
    }

    @Test func `without a share it tells the time that has passed`() {
        var text = ProgressText("reading", width: 80, at: Self.begun)
        #expect(
            text.line(Self.step(nil, 5), at: Self.begun + .seconds(3))
                == "\rreading  5 rows  3 s")
        #expect(text.line(nil, at: Self.begun + .seconds(9)) == "\rreading  5 rows  9 s")
        _ = text.begin("writing", at: Self.begun + .seconds(10))
        #expect(text.line(nil, at: Self.begun + .milliseconds(10_900)) == nil)
        #expect(text.line(nil, at: Self.begun + .seconds(12)) == "\rwriting  2 s")
    }

    @Test(arguments: [5, 20, 40, 80, 200])
    func `the line fits the terminal, and nothing in it is obeyed`(width: Int) {
        let name = String(repeating: "語", count: 60) + "\u{1B}[2J\n"
        var text = ProgressText("reading \(name)", width: width, at: Self.begun)
        let line = text.line(Self.step(0.5, 1_000_000), at: Self.begun + .seconds(5)) ?? ""
        #expect(line.dropFirst().cellWidth < width)
        #expect(line.dropFirst().unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }

    @Test func `there is no line without a terminal, and none for what is quick`() async throws {
        let stage = CommandStage(input: CommandStage.file(CommandStage.row(0, "btcusd", "1")))
        #expect(await stage.run("import", "-") == .success)
        #expect(stage.sketches.isEmpty)
        let terminal = CommandStage(
            input: CommandStage.file(CommandStage.row(0, "btcusd", "1")), isErrorTerminal: true)
        #expect(await terminal.run("import", "-") == .success)
        #expect(terminal.sketches.isEmpty)
    }

    @Test func `a recovery shows share, rows and the time left of its stages, an engine's too`()
        throws
    {
        func sketches(_ show: (ProgressLine, StoreProgress) -> Void) -> [String] {
            let stage = CommandStage(isErrorTerminal: true, pace: .seconds(1))
            let line = ProgressLine("reading the store", in: stage.place())
            for step in [StoreProgress.Stage.reading, .writing] {
                for rows in 1...9 { show(line, StoreProgress(step, rows: rows * 100, all: 1000)) }
            }
            return stage.sketches
        }
        let ofCommand = sketches { $0.show($1, of: "day.sqlite") }
        #expect(ofCommand.contains { $0.hasPrefix("\rreading day.sqlite  50 %  500 rows  ") })
        #expect(ofCommand.contains { $0.hasPrefix("\rwriting day.sqlite anew  90 %  900 rows  ") })
        #expect(ofCommand.contains { $0.contains(" s left") })
        let window = DayWindow(RollingDay(), through: CommandStage.minute)
        let ofEngine = sketches { line, step in
            line.show(
                Snapshot(
                    window: window, sources: [], store: .memory(reason: "test"), recovery: step))
        }
        #expect(ofEngine.contains { $0.hasPrefix("\rreading the damaged store  50 %  500 rows") })
        let pipe = CommandStage(pace: .seconds(1))
        let line = ProgressLine("reading", in: pipe.place())
        for rows in 1...9 { line.show(StoreProgress(.reading, rows: rows, all: 9), of: "x") }
        #expect(pipe.sketches.isEmpty && pipe.lines.isEmpty)
    }

    @Test func `an import and an export that take long show how far they are, and clean up`()
        async throws
    {
        let rows = (0..<60).map { CommandStage.row(-$0, "btcusd", "\($0 + 1)") }
        let text = ([DayCSV.header] + rows).joined(separator: "\n") + "\n"
        let stage = CommandStage(input: text, isErrorTerminal: true, pace: .seconds(1))
        #expect(await stage.run("import", "-") == .success)
        let first = try #require(stage.sketches.first)
        #expect(first.hasPrefix("\rreading standard input  "))
        #expect(first.contains(" rows  "))
        let last = try #require(stage.sketches.last)
        #expect(last.allSatisfy { $0 == " " || $0 == "\r" })
    }
}
