import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct ChildProcessTests {
    static func run(
        _ script: String, input: String = "", _ change: (inout ChildProcess) -> Void = { _ in }
    ) async -> ChildProcess.Ending {
        var child = ChildProcess(["sh", "-c", script])
        child.input = Array(input.utf8)
        change(&child)
        return await child.run()
    }

    @Test func `words are arguments as they are, and no shell reads them`() async {
        let end = await ChildProcess(["printf", "%s|", "$HOME; echo x", "a b", "*"]).run()
        #expect(String(decoding: end.output, as: UTF8.self) == "$HOME; echo x|a b|*|")
        #expect(end.fault == nil)
    }

    @Test func `input of any size arrives, and output is kept up to its limit`() async {
        let input = String(repeating: "0123456789\n", count: 30_000)
        let end = await Self.run("wc -c; yes | head -c 200000", input: input) {
            $0.outputLimit = 1000
        }
        #expect(String(decoding: end.output.prefix(7), as: UTF8.self) == "330000\n")
        #expect(end.output.count == 1000 && end.fault == nil)
    }

    @Test func `a program that reads nothing does not end ours`() async {
        let input = String(repeating: "x", count: 1 << 20)
        #expect(await Self.run("exit 0", input: input).reason == .exited(0))
    }

    @Test(arguments: [
        ("exit 0", nil), ("exit 75", "ended with status 75"),
        ("echo no such mail >&2; exit 3", "ended with status 3: no such mail"),
        ("printf 'a\\033[2Jb' >&2; exit 1", "ended with status 1: a?[2Jb"),
        ("kill -9 $$", "was ended by signal 9"),
    ])
    func `an ending is told in words`(script: String, words: String?) async {
        #expect(await Self.run(script).fault == words)
    }

    @Test func `a program that is not there is told`() async {
        let end = await ChildProcess(["/nowhere/at/all"]).run()
        #expect(end.fault == "cannot be started: no such file or directory")
    }

    @Test func `one that takes too long is killed with what it has started`() async throws {
        let folder = try TemporaryDirectory()
        let file = folder.file("number")
        let end = await Self.run("sleep 100 & echo $! >\(file); wait") {
            $0.timeLimit = .milliseconds(300)
        }
        #expect(end.reason == .timedOut)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let number = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        // Killed, and at most waiting for whoever inherits it to look.
        let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
        #expect(status == nil || status?.contains(") Z ") == true || kill(number, 0) != 0)
    }

    @Test func `what a program leaves behind with its output open is not waited for`() async {
        let end = await Self.run("sleep 5 & echo done")
        #expect(String(decoding: end.output, as: UTF8.self) == "done\n")
        #expect(end.reason == .exited(0))
    }

    @Test func `it gets no file of ours but its three`() async {
        let number = unsafe open("/dev/null", O_RDONLY)
        defer { close(number) }
        let end = await Self.run("test -e /proc/self/fd/\(number) && echo open")
        #expect(end.output.isEmpty)
    }

    @Test func `once nobody waits for it, it is killed`() async {
        // Of itself it would end long after the time limit of these tests.
        let task = Task { await Self.run("sleep 9000") { $0.timeLimit = .seconds(5000) } }
        task.cancel()
        #expect(await task.value.reason == .timedOut)
    }
}
