import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine
@testable import TrackerTUI

/// Everything that a subcommand needs, kept where a test can look at it.
final class SubcommandStage: Sendable {
    struct StillClock: WallClock {
        let now: Timestamp
        func sleep(until time: Timestamp) async throws { try Task.checkCancellation() }
    }

    static let now = Timestamp(milliseconds: 1_630_168_020_000 + 59_999)
    static let minute = Minute(containing: now)

    let memory = MemoryStore()
    let journal: FailingJournal
    let clock = StillClock(now: now)
    private let input: Mutex<[[UInt8]]>
    private let output = Mutex<(bytes: [UInt8], lines: [String])>(([], []))
    private let busy: Bool
    private let kind: StoreKind
    private let outputFailure: FileError?

    /// `kind`: what the store says of its prices to whoever reads it.
    init(
        input: String = "", busy: Bool = false, outputFailure: FileError? = nil,
        kind: StoreKind = .real
    ) {
        self.input = Mutex(input.isEmpty ? [] : [Array(input.utf8)])
        self.busy = busy
        journal = FailingJournal(MemoryJournal(memory))
        self.kind = kind
        self.outputFailure = outputFailure
    }

    /// What came on standard output.
    var text: String { output.withLock { String(decoding: $0.bytes, as: UTF8.self) } }
    /// What came on standard error.
    var lines: [String] { output.withLock { $0.lines } }

    var store: StoreDoor {
        StoreDoor(
            path: "memory",
            read: { [journal, kind] (first) throws(StoreError) in
                var day = try await journal.load(from: first)
                day.kind = kind
                return day
            },
            open: { [journal, busy] () throws(StoreError) in
                if busy { throw .busy(place: "memory") }
                return journal
            })
    }

    var console: Console { console(isTerminal: false) }

    func console(isTerminal: Bool) -> Console {
        Console(
            read: { () throws(FileError) in
                self.input.withLock { $0.isEmpty ? [] : $0.removeFirst() }
            },
            write: { (bytes) throws(FileError) in
                if let outputFailure = self.outputFailure { throw outputFailure }
                self.output.withLock { $0.bytes += bytes }
            },
            say: { line in self.output.withLock { $0.lines.append(line) } },
            isTerminal: isTerminal)
    }

    func run(_ words: String...) async throws -> ExitCode {
        let options = try Options(parsing: words)
        let subcommand = options.subcommand(store: store, clock: clock, console: console)
        return await (try #require(subcommand)).run()
    }

    /// A row of the file, so many minutes from now.
    static func row(_ offset: Int, _ pair: String, _ price: String, market: String = "kraken")
        -> String
    {
        "\(minute.advanced(by: offset).unixSeconds),\(market),\(pair),\(price)"
    }

    static func file(_ rows: String...) -> String {
        ([DayCSV.header] + rows).map { $0 + "\n" }.joined()
    }

    /// A folder for one test, gone after it.
    static func withFolder<R>(_ body: (URL) async throws -> R) async throws -> R {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("tracker-tui-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}
