import Foundation
import Testing

@testable import TrackerTUI

private typealias Stage = CommandStage

struct ConsoleTests {
    /// A name as a hostile server may send it: it would clear the screen, set the clipboard, turn
    /// the direction of writing and end the line.
    private static let name = "a\u{1B}[2J\u{1B}]52;c;eA==\u{7}b\u{9B}2J\u{202E}\u{2028}c\u{7F}\rd"
    private static let plain = "a?[2J?]52;c;eA==?b?2J??c??d"

    @Test func `a terminal gets plain lines, a file or a program every byte`() throws {
        let text = "kraken,\(Self.name),1\nkraken,日本,2\n"
        let terminal = Stage()
        try terminal.console(isTerminal: true).write(Array(text.utf8))
        #expect(terminal.text == "kraken,\(Self.plain),1\nkraken,日本,2\n")
        let file = Stage()
        try file.console(isTerminal: false).write(Array(text.utf8))
        #expect(Array(file.text.utf8) == Array(text.utf8))
    }

    @Test func `a message is one plain line, wherever it goes`() {
        for isTerminal in [false, true] {
            let stage = Stage()
            stage.console(isTerminal: isTerminal).say("no price of \(Self.name)\n")
            #expect(stage.lines == ["no price of \(Self.plain)?"])
        }
    }

    @Test func `rows of a canvas keep their colours`() throws {
        let stage = Stage()
        try stage.console(isTerminal: true).draw("\u{1B}[0;31mred\u{1B}[0m\n")
        #expect(stage.text == "\u{1B}[0;31mred\u{1B}[0m\n")
    }

    /// The files that hand text to a standard stream, with the reason why nothing in it is obeyed.
    private static let sinks = [
        "Console.swift": "what it gets is made plain; draw gets rows of a canvas"
    ]

    @Test func `no other file prints`() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources").standardized
        let ways = /standard(Output|Error)\.write|to: STD(OUT|ERR)_FILENO|\bf?puts\(|\n\s*print\(/
        var printing: Set<String> = []
        let files = try #require(
            FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            if text.contains(ways) { printing.insert(file.lastPathComponent) }
        }
        #expect(!printing.isEmpty)
        #expect(printing.subtracting(Self.sinks.keys) == [])
    }
}
