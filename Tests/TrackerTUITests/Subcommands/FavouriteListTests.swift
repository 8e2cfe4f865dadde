import Foundation
import Testing

@testable import TrackerTUI

struct FavouriteListTests {
    private static func run(
        _ file: String?, _ folder: URL, input: String = ""
    ) async -> (status: ExitCode, stage: SubcommandStage) {
        let stage = SubcommandStage(input: input)
        let path = folder.appending(path: "favourites").path
        let command = FavouriteList(file: file, path: path, console: stage.console)
        return (await command.run(), stage)
    }

    @Test func `what is added is there, once, and what was there stays`() async throws {
        try await SubcommandStage.withFolder { folder in
            let first = await Self.run("-", folder, input: "kraken:btcusd\n[majors]\nokx:ethusd\n")
            #expect(first.status == .success)
            #expect(first.stage.lines.last == "-: 2 added, 0 there already")
            let file = folder.appending(path: "more")
            try "okx:solusd\nnonsense\nkraken:btcusd\n".write(
                to: file, atomically: true, encoding: .utf8)
            let second = await Self.run(file.path, folder)
            #expect(second.stage.lines.first?.contains("more:2: not MARKET:PAIR") == true)
            #expect(second.stage.lines.last?.hasSuffix("1 added, 1 there already") == true)
            let all = await Self.run(nil, folder)
            #expect(all.stage.text == "kraken:btcusd\nokx:solusd\n[majors]\nokx:ethusd\n")
        }
    }

    @Test func `a file that is not there is told, and nothing changes`() async throws {
        try await SubcommandStage.withFolder { folder in
            let missing = await Self.run(folder.appending(path: "none").path, folder)
            #expect(missing.status == .failure)
            #expect(missing.stage.lines.last?.contains("cannot read") == true)
            #expect(await Self.run(nil, folder).stage.text.isEmpty)
        }
    }
}
