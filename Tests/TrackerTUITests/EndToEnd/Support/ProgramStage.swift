import Foundation
import TestSupport

/// The built program with a home of its own.
final class ProgramStage {
    let home: TemporaryDirectory
    var environment: [String: String]

    init() throws {
        home = try TemporaryDirectory()
        environment = [
            "HOME": home.path, "XDG_STATE_HOME": home.path + "/state", "TERM": "xterm-256color",
            "LANG": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin",
        ]
    }

    /// Beside the executable of the tests.
    static var path: String {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let path = URL(fileURLWithPath: tests).deletingLastPathComponent().path + "/tracker-tui"
            guard FileManager.default.isExecutableFile(atPath: path) else {
                throw NothingCame(description: "\(path) has not been built")
            }
            return path
        }
    }

    var store: String { home.file("day.sqlite") }

    /// A run without a terminal.
    struct Run {
        let process: ChildProcess
        let output: Drain
        let errors: Drain

        /// The port that it says it serves.
        func port() async throws -> UInt16 {
            let errors = errors
            return try await eventually("no port: \(errors.text)") {
                errors.text.firstMatch(of: #/serving JSON at 127\.0\.0\.1:(\d+)\n/#)
                    .flatMap { UInt16($0.1) }
            }
        }

        /// Waits until it has said this.
        func hasSaid(_ words: String) async throws {
            let errors = errors
            try await eventually("never said \"\(words)\": \(errors.text)") {
                errors.text.contains(words) ? () : nil
            }
        }
    }

    /// Starts it with pipes all around, or with a terminal for the input, the output or both.
    func start(
        _ words: [String], program: String? = nil, input: PseudoTerminal? = nil,
        output: PseudoTerminal? = nil, blocked: [Int32] = []
    ) throws -> Run {
        let (shown, said) = (try Pipe(), try Pipe())
        let nothing = try Pipe()
        let process = try ChildProcess(
            try program ?? Self.path, words, environment: environment,
            streams: [
                input.map { .file($0.name) } ?? .descriptor(nothing.read),
                output.map { .file($0.name) } ?? .descriptor(shown.write),
                .descriptor(said.write),
            ], blocked: blocked)
        for end in [shown.write, said.write, nothing.read, nothing.write] { close(end) }
        return Run(process: process, output: Drain(shown.read), errors: Drain(said.read))
    }

    /// Starts it on a terminal.
    func start(_ words: [String], on terminal: PseudoTerminal) throws -> ChildProcess {
        try ChildProcess(
            try Self.path, words, environment: environment,
            streams: Array(repeating: .file(terminal.name), count: 3))
    }

    /// Runs it to its end.
    func run(_ words: String...) async throws -> (status: Int32, output: String, errors: String) {
        try await run(words)
    }

    func run(_ words: [String]) async throws -> (status: Int32, output: String, errors: String) {
        let run = try start(words)
        guard case .exit(let status) = try await run.process.ending() else {
            throw NothingCame(description: "\(words) crashed: \(run.errors.text)")
        }
        return (status, run.output.text, run.errors.text)
    }

    private struct Pipe {
        let read: Int32
        let write: Int32

        init() throws {
            var ends: [Int32] = [-1, -1]
            guard unsafe pipe(&ends) == 0 else {
                throw NothingCame(description: "no pipe: error \(errno)")
            }
            (read, write) = (ends[0], ends[1])
        }
    }
}
