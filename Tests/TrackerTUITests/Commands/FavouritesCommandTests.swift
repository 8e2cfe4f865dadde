import Foundation
import Testing

@testable import TrackerTUI

struct FavouritesCommandTests {
    private static func run(
        _ file: String?, _ folder: URL, input: String = ""
    ) async -> (status: ExitCode, stage: CommandStage) {
        let stage = CommandStage(input: input)
        let words = ["favourites"] + (file.map { [$0] } ?? [])
        return (await Commands.run(words, in: stage.place(home: folder.path)), stage)
    }

    @Test func `what is added is there, once, and what was there stays`() async throws {
        try await CommandStage.withFolder { folder in
            let first = await Self.run("-", folder, input: "kraken:btcusd\n[majors]\nokx:ethusd\n")
            #expect(first.status == .success)
            #expect(first.stage.lines.last == "-: 2 added, 0 already there")
            let file = folder.appending(path: "more")
            try "okx:solusd\nnonsense\nkraken:btcusd\n".write(
                to: file, atomically: true, encoding: .utf8)
            let second = await Self.run(file.path, folder)
            #expect(second.stage.lines.first?.contains("more:2: not MARKET:PAIR") == true)
            #expect(second.stage.lines.last?.hasSuffix("1 added, 1 already there") == true)
            let all = await Self.run(nil, folder)
            #expect(all.stage.text == "kraken:btcusd\nokx:solusd\n[majors]\nokx:ethusd\n")
        }
    }

    @Test func `a list of TradingView is added, with its names of exchanges`() async throws {
        try await CommandStage.withFolder { folder in
            let list = "###MAJORS,BINANCEUS:BTCUSDT,HUOBI:ETHUSDT,BINANCE:BTCUSDT.P"
            let added = await Self.run("-", folder, input: list)
            #expect(added.status == .success)
            #expect(
                added.stage.lines == [
                    "tracker-tui: -:1: not MARKET:PAIR, left out: BINANCE:BTCUSDT.P",
                    "-: 2 added, 0 already there",
                ])
            #expect(
                await Self.run(nil, folder).stage.text
                    == "[MAJORS]\nbinance-us:btcusdt\nhtx:ethusdt\n")
            let nothing = await Self.run("-", folder, input: "# nothing\n")
            #expect(nothing.stage.lines.first == "tracker-tui: -: no pair in it")
        }
    }

    @Test func `a file that is not there is told, and nothing changes`() async throws {
        try await CommandStage.withFolder { folder in
            let missing = await Self.run(folder.appending(path: "none").path, folder)
            #expect(missing.status == .failure)
            #expect(missing.stage.lines.last?.contains("cannot read") == true)
            #expect(await Self.run(nil, folder).stage.text.isEmpty)
        }
    }
}
