import Testing
import TrackerScreen

@testable import TrackerEngine
@testable import TrackerTUI

struct ShowTopCommandTests {
    private typealias Stage = CommandStage

    /// Pairs that move, each more than the one before, and one that hardly does.
    private func filled() async throws -> Stage {
        var rows: [String] = []
        for offset in -59...0 {
            for (number, pair) in ["aaa", "bbb", "ccc"].enumerated() {
                let price = 1000 + (offset % 2 == 0 ? 1 : -1) * (number + 1) * (offset + 70)
                rows.append(
                    Stage.row(offset, pair, "\(price)", market: number == 2 ? "okx" : "kraken"))
            }
            rows.append(Stage.row(offset, "flat", offset % 2 == 0 ? "1" : "2"))
        }
        let stage = Stage(input: ([DayCSV.header] + rows).map { $0 + "\n" }.joined())
        #expect(await stage.run("import", "-") == .success)
        return stage
    }

    @Test func `the most restless come first, of a market or of all`() async throws {
        let stage = try await filled()
        #expect(await stage.run("top", "--csv") == .success)
        let rows = stage.text.split(separator: "\n").map { $0.split(separator: ",") }
        #expect(
            rows[0].joined(separator: ",")
                == "market,pair,last,change,volatility,variance,rank,age,turnover_usd")
        #expect(rows.dropFirst().map { $0[1] } == ["ccc", "bbb", "aaa"])
        let other = try await filled()
        #expect(await other.run("top", "Kraken", "-n", "1", "--all") == .success)
        #expect(other.text.contains("FLAT") && !other.text.contains("BBB"))
    }

    @Test func `json has the figures of the port, and null for what is not there`() async throws {
        let stage = try await filled()
        #expect(await stage.run("top", "okx", "--by", "variance", "--json") == .success)
        #expect(
            stage.text.hasPrefix(#"{"result":[{"market":"okx","pair":"ccc","last":1210,"#))
        #expect(stage.text.hasSuffix(#""rank":1,"age":0,"turnover_usd":null}]}"# + "\n"))
        let single = Stage(input: Stage.file(Stage.row(0, "one", "5")))
        #expect(await single.run("import", "-") == .success)
        #expect(await single.run("top", "--all", "--json", "--by", "change") == .success)
        #expect(single.text == "{\"result\":[]}\n")
    }

    @Test func `a table says what was left out`() async throws {
        let stage = try await filled()
        #expect(await stage.run("top") == .success)
        #expect(stage.text.split(separator: "\n").count == 4)
        #expect(stage.lines.last?.contains("fewer than 10 distinct prices: 1") == true)
    }

    @Test func `an old price has its age, and a pair with one price is told`() async throws {
        let rows = (-90...(-61)).map { Stage.row($0, "old", "\(1000 + $0 * 3)") }
        let lines = [DayCSV.header] + rows + [Stage.row(0, "one", "5")]
        let stage = Stage(input: lines.map { $0 + "\n" }.joined())
        #expect(await stage.run("import", "-") == .success)
        #expect(await stage.run("top") == .success)
        #expect(stage.text.contains(" 1 h ago "))
        #expect(stage.lines.last?.contains("there is only one price: 1") == true)
        #expect(await stage.run("top", "--json") == .success)
        #expect(stage.text.contains(#""age":3660,"#))
    }

    @Test func `an unknown market is told with the nearest, an empty store as such`() async throws {
        let stage = try await filled()
        #expect(await stage.run("top", "krakn") == .failure)
        #expect(stage.lines.last?.contains("did you mean kraken?") == true)
        #expect(await Stage().run("top") == .failure)
    }

    @Test func `a pair is shown once, and an unknown one with the nearest`() async throws {
        let stage = try await filled()
        #expect(await stage.run("show", "BBB", "--size", "60x20") == .success)
        #expect(stage.text.contains("kraken BBB") && stage.text.contains("variance   rank"))
        #expect(stage.text.split(separator: "\n", omittingEmptySubsequences: false).count == 21)
        #expect(!stage.text.contains("\u{1B}"))
        #expect(await stage.run("show", "kraken", "bbbb") == .failure)
        #expect(stage.lines.last?.contains("Did you mean kraken bbb?") == true)
        #expect(await stage.run("show", "okx", "ccc", "--ascii") == .success)
        #expect(
            stage.text.split(separator: "\n").last?.unicodeScalars.allSatisfy(\.isASCII) == true)
    }

    @Test func `a name that a terminal would obey is none, and is told plainly`() async throws {
        let stage = try await filled()
        for words in [["show", "b\u{1B}[2Jb"], ["get", "b\u{1B}[2Jb"], ["top", "k\u{1B}[2J"]] {
            #expect(await stage.run(words) == .usage)
            let line = try #require(stage.lines.last)
            #expect(line.contains("?[2J\"") || line.contains("?[2Jb\""))
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        }
    }

    @Test func `a picture of ASCII that nobody asked for says why`() async throws {
        let stage = try await filled()
        var output = OutputKind()
        (output.symbols, output.notice) = (.ascii, "No LANG is set.")
        let place = stage.place(output: output)
        let before = stage.lines.count
        #expect(await Commands.run(["show", "bbb"], in: place) == .success)
        #expect(stage.text.utf8.allSatisfy { $0 < 0x80 })
        #expect(stage.lines.dropFirst(before) == ["tracker-tui: No LANG is set."])
        for words in [["--ascii"], ["--glyphs", "ascii"]] {
            #expect(await Commands.run(["show", "bbb"] + words, in: place) == .success)
        }
        #expect(stage.lines.count == before + 1)
    }

    @Test func `colours come where the output has them, and end with each line`() async throws {
        let stage = try await filled()
        let place = stage.place(output: OutputKind(colours: 256))
        #expect(await Commands.run(["show", "bbb"], in: place) == .success)
        for line in stage.text.split(separator: "\n") where line.contains("\u{1B}") {
            #expect(
                line[(line.lastIndex(of: "\u{1B}") ?? line.startIndex)...].hasPrefix("\u{1B}[0m"))
        }
        #expect(stage.text.contains("\u{1B}[0;38;5;"))
    }
}
