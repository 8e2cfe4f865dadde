import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct CommandChannelTests {
    static func send(
        _ words: [CommandSettings.Word], _ message: AlertMessage = MessageFieldTests.message([]),
        timeLimit: Duration = .seconds(20)
    ) async -> Delivery {
        await CommandChannel(CommandSettings(words: words), timeLimit: timeLimit)
            .send(message).delivery
    }

    static func shell(_ script: String) -> [CommandSettings.Word] {
        ["sh", "-c", script].map { .literal($0) }
    }

    @Test(arguments: [
        ("exit 0", Delivery.accepted("status 0")),
        ("echo busy >&2; exit 75", .later("ended with status 75: busy")),
        ("exit 1", .refused("ended with status 1")),
        ("echo a >&2; echo b >&2; exit 3", .refused("ended with status 3: a b")),
        ("exit 126", .barred("ended with status 126")),
        ("exit 127", .barred("ended with status 127")),
        ("kill -9 $$", .later("was ended by signal 9")),
    ])
    func `the status says what became of it`(script: String, delivery: Delivery) async {
        #expect(await Self.send(Self.shell(script)) == delivery)
    }

    @Test func `the first 200 bytes of its complaint are the reason`() async {
        let script = "printf '%0300d' 0 >&2; printf '\\033[2J' >&2; exit 1"
        let words = await Self.send(Self.shell(script)).words
        #expect(words == "ended with status 1: " + String(repeating: "0", count: 200))
    }

    @Test func `a program that is not there, or not to be run, bars the channel`() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.file("plain")
        try "x".write(toFile: path, atomically: true, encoding: .utf8)
        for program in ["/nowhere/at-all", path, "no-program-of-this-name"] {
            let delivery = await Self.send([.literal(program)])
            guard case .barred = delivery else {
                Issue.record("\(program): \(delivery)")
                continue
            }
        }
    }

    @Test func `one that hangs is ended with all that it has started`() async throws {
        let folder = try TemporaryDirectory()
        let pipe = folder.file("pipe")
        try #require(unsafe mkfifo(pipe, 0o600) == 0)
        let reader = unsafe open(pipe, O_RDONLY | O_NONBLOCK)
        try #require(reader >= 0)
        let script = "(sleep 30; echo late) >\(pipe) & sleep 60"
        let delivery = await Self.send(Self.shell(script), timeLimit: .milliseconds(200))
        #expect(delivery == .later("did not end in time"))
        // The pipe ends with the last program that has it, and is empty if that one was ended.
        _ = fcntl(reader, F_SETFL, 0)
        let rest = try FileHandle(fileDescriptor: reader, closeOnDealloc: true).readToEnd()
        #expect(rest == nil)
    }

    @Test func `a name is one argument, and no shell sees it`() async throws {
        let folder = try TemporaryDirectory()
        let event = try MessageFieldTests.event(MessageFieldTests.hostile)
        let message = MessageFieldTests.message([event], text: "a\u{1B}b\nc")
        let script =
            "printf '%s\\n' \"$#\" \"$@\" >\(folder.file("words")); cat >\(folder.file("in"))"
        let words =
            Self.shell(script) + [
                .literal("sh"), .field(.title), .field(.pair), .field(.price), .field(.text),
                .literal("{title}x"),
            ]
        #expect(await Self.send(words, message) == .accepted("status 0"))
        let said = try String(contentsOfFile: folder.file("words"), encoding: .utf8)
        let hostile = MessageFieldTests.hostile
        #expect(said == "5\nkraken \(hostile) up\n\(hostile)\n68412.1\na?b\nc\n{title}x\n")
        let input = try Data(contentsOf: URL(fileURLWithPath: folder.file("in")))
        #expect(Array(input) == message.json + [0x0A])
    }

    @Test func `a desktop gets title and text, without markup`() async throws {
        let words = CommandSettings.desktop.words
        #expect(
            words.prefix(4).map { $0 }
                == ["notify-send", "-a", "tracker-tui", "--"].map { .literal($0) })
        let delivery = await Self.send(
            Self.shell("test \"$2\" = 'a &amp; &lt;b&gt;' || exit 1") + [
                .literal("sh"), .field(.title), .markup(.text),
            ], MessageFieldTests.message([], text: "a & <b>"))
        #expect(delivery == .accepted("status 0"))
    }
}
