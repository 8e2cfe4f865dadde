import TestSupport
import Testing

@testable import TrackerEngine
@testable import TrackerTUI

/// Whatever leaves a store of simulated prices says that they are.
struct SimulatedStoreTests {
    private typealias Stage = CommandStage

    private func filled() async throws -> Stage {
        let rows = (-59...0).map { Stage.row($0, "btcusd", "\(1000 + $0 * ($0 % 3))") }
        let stage = Stage(
            input: ([DayCSV.header] + rows).map { $0 + "\n" }.joined(), kind: .simulated)
        #expect(await stage.run("import", "-") == .success)
        return stage
    }

    struct Way: Sendable, CustomTestStringConvertible {
        let words: [String]
        let mark: String
        var testDescription: String { words.joined(separator: " ") }
    }

    @Test(arguments: [
        Way(words: ["export"], mark: "unix_minute,market,pair,simulated_price\n"),
        Way(words: ["get", "btcusd"], mark: #"{"simulated":true,"result":{"#),
        Way(words: ["top", "--json"], mark: #"{"simulated":true,"result":[{"#),
        Way(words: ["top", "--csv"], mark: "market,pair,simulated_last,"),
        Way(words: ["top"], mark: "simulated prices\nmarket"),
        Way(words: ["show", "btcusd", "--size", "80x20"], mark: " kraken BTCUSD (simulated) "),
    ])
    func `simulated prices are marked on every way out`(_ way: Way) async throws {
        let stage = try await filled()
        #expect(await stage.run(way.words) == .success)
        #expect(stage.text.contains(way.mark), "\(stage.text.prefix(200))")
    }

    @Test func `an export of them is not imported`() async throws {
        let simulated = try await filled()
        #expect(await simulated.run("export") == .success)
        let real = Stage(input: simulated.text)
        #expect(await real.run("import", "-") == .failure)
        #expect(
            real.lines.last
                == "tracker-tui: standard input, line 1: these prices are simulated "
                + "and cannot be mixed with real ones; nothing was imported")
        #expect(real.memory.writes == 0)
    }
}
