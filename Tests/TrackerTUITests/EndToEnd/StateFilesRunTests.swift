import Foundation
import Glibc
import TestSupport
import Testing

/// The built program, with things in the place of its own files.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct StateFilesRunTests {
    @Test(arguments: ["favourites", "views", "screen", "log"])
    func `a pipe in the place of a file holds nothing up, and stays`(name: String) async throws {
        let (stage, feed) = (try ProgramStage(), try SampleFeed())
        let folder = stage.home.file("state/tracker-tui")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try #require(unsafe mkfifo("\(folder)/\(name)", 0o600) == 0)
        let terminal = try PseudoTerminal(columns: 160)
        let run = try stage.start(["--cryptowatch-url", feed.url], on: terminal)
        for words in ["it is not a regular file", "48,801.3"] {
            try await eventually("it does not show \(words): \(terminal.text)") {
                terminal.text.contains(words) ? () : nil
            }
        }
        terminal.type("fq")
        #expect(try await run.ending() == .exit(0))
        var status = stat()
        #expect(unsafe lstat("\(folder)/\(name)", &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFIFO)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.allSatisfy { !$0.hasSuffix(".tmp") && !$0.hasSuffix(".new") })
    }

    @Test(arguments: ["day.sqlite", "config.toml"])
    func `a pipe in the place of the store or the configuration holds nothing up`(
        name: String
    ) async throws {
        let stage = try ProgramStage()
        stage.environment["XDG_CONFIG_HOME"] = stage.home.path
        let folder = stage.home.file("tracker-tui")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let pipe = "\(folder)/\(name)"
        try #require(unsafe mkfifo(pipe, 0o600) == 0)
        if name == "config.toml" {
            let run = try await stage.run("--headless", "--demo")
            #expect(run.status == 2)
            #expect(run.errors == "tracker-tui: cannot read \(pipe): it is not a regular file\n")
            return
        }
        let reading = try await stage.run("export", "--store", pipe)
        #expect(reading.status == 1)
        #expect(
            reading.errors
                == "tracker-tui: cannot read the store \(pipe): it is not a regular file\n")
        let run = try stage.start(["--headless", "--source", "simulated", "--store", pipe])
        try await run.hasSaid("it is not a regular file")
        run.process.send(SIGTERM)
        #expect(try await run.process.ending() == .exit(0))
    }
}
