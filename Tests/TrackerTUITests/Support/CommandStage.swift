import Foundation
import Synchronization
import TestSupport
import Testing
import TrackerScreen

@testable import TrackerEngine
@testable import TrackerTUI

/// A place of work for commands, kept where a test can look at it: no process, no network, and no
/// file but those that the test makes.
final class CommandStage: Sendable {
    struct StillClock: WallClock {
        let now: Timestamp
        /// Until the task is cancelled: no time passes.
        func sleep(until time: Timestamp) async throws {
            while true { try await Task.sleep(for: .seconds(3600)) }
        }
    }

    /// A clock that goes on by the same step each time that somebody looks at it.
    final class SteppingClock: WallClock {
        private let time: Mutex<Timestamp>
        private let step: Duration

        init(_ start: Timestamp, by step: Duration) {
            time = Mutex(start)
            self.step = step
        }

        var now: Timestamp {
            time.withLock { time in
                defer { time = time + step }
                return time
            }
        }

        func sleep(until time: Timestamp) async throws {
            while true { try await Task.sleep(for: .seconds(3600)) }
        }
    }

    static let now = Timestamp(milliseconds: 1_630_168_020_000 + 59_999)
    static let minute = Minute(containing: now)

    let memory = MemoryStore()
    let journal: FailingJournal
    let clock: any WallClock
    private let input: Mutex<[[UInt8]]>
    private let output = Mutex<(bytes: [UInt8], lines: [String])>(([], []))
    private let alerts: any AlertStore
    private let busy: Bool
    private let kind: StoreKind
    private let outputFailure: FileError?
    private let isErrorTerminal: Bool
    private let drawings = Mutex<[String]>([])

    /// A place of work whose store says that its prices are of a kind, and whose clock goes on by
    /// `pace` with each look at it.
    init(
        input: String = "", busy: Bool = false, outputFailure: FileError? = nil,
        kind: StoreKind = .real, isErrorTerminal: Bool = false, pace: Duration? = nil,
        alerts: any AlertStore = MemoryAlertStore()
    ) {
        self.alerts = alerts
        self.isErrorTerminal = isErrorTerminal
        clock =
            pace.map { SteppingClock(Self.minute.start, by: $0) as any WallClock }
            ?? StillClock(now: Self.now)
        self.input = Mutex(input.isEmpty ? [] : [Array(input.utf8)])
        self.busy = busy
        self.kind = kind
        journal = FailingJournal(MemoryJournal(memory))
        self.outputFailure = outputFailure
    }

    /// The text on standard output.
    var text: String { output.withLock { String(decoding: $0.bytes, as: UTF8.self) } }
    /// The lines on standard error.
    var lines: [String] { output.withLock { $0.lines } }

    /// What was drawn of lines on standard error.
    var sketches: [String] { drawings.withLock { $0 } }

    /// Forgets what came on standard output.
    func clear() { output.withLock { $0.bytes = [] } }

    private var stores: Stores {
        Stores(
            read: { [journal, kind] (_, _, first) throws(StoreError) in
                var day = try await journal.load(from: first)
                day.kind = kind
                return day
            },
            readPart: { [journal, kind] (_, first, market, _) throws(StoreError) in
                var day = try await journal.load([market], from: first)
                day.kind = kind
                return day
            },
            names: { [memory] _ in
                let first = DayCSV.window(at: Self.now).lowerBound
                var day = RollingDay()
                day.restore(memory.follower.changes(from: first) ?? StoredDay())
                return Set(day.instruments(since: first))
            },
            open: { [journal, busy] (_, _) throws(StoreError) in
                if busy { throw .busy(place: "memory") }
                return .writer(journal)
            }, alerts: { [alerts] _ in alerts })
    }

    func console(isTerminal: Bool) -> Console {
        let sketch: @Sendable (String) -> Void = { text in
            self.drawings.withLock { $0.append(text) }
        }
        return Console(
            read: { () throws(FileError) in
                self.input.withLock { $0.isEmpty ? [] : $0.removeFirst() }
            },
            write: { (bytes) throws(FileError) in
                if let outputFailure = self.outputFailure { throw outputFailure }
                self.output.withLock { $0.bytes += bytes }
            },
            say: { line in self.output.withLock { $0.lines.append(line) } },
            isTerminal: isTerminal,
            sketch: isErrorTerminal ? sketch : nil)
    }

    /// A place of work in which everything is that of the test.
    ///
    /// `signal`: returns when a signal comes. `open`: opens the terminal.
    func place(
        home: String = "/nowhere", isTerminal: Bool = false, output: OutputKind = OutputKind(),
        signal: @escaping @Sendable () async -> Void = {},
        open: @escaping Workplace.TerminalOpening = { _, _, _ throws(TerminalError) in
            throw .noType
        }
    ) -> Workplace {
        Workplace(
            console: console(isTerminal: isTerminal), environment: { ["HOME": home][$0] },
            clock: clock, localTime: .system, stores: stores,
            signals: SignalAccess(begin: { _ in }, note: {}, first: signal),
            client: { .live($0) }, output: { output }, openTerminal: open)
    }

    /// Runs a command line as the program does.
    func run(_ words: String...) async -> ExitCode { await run(words) }

    func run(_ words: [String]) async -> ExitCode { await Commands.run(words, in: place()) }

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
