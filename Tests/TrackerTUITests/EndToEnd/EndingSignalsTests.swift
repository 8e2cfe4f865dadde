import Glibc
import TestSupport
import Testing

/// Signals that ask for the end, at moments at which they are easily lost.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct EndingSignalsTests {
    static let unseen = [["--headless"], ["--plain"]]

    /// The signal is there before the program is.
    @Test(arguments: unseen, [SIGTERM, SIGINT, SIGHUP])
    func `a signal that comes before the first instruction ends it`(
        mode: [String], signal: Int32
    ) async throws {
        let stage = try ProgramStage()
        let run = try stage.start(
            mode + ["--demo", "--pairs", "10"], blocked: [SIGTERM, SIGINT, SIGHUP])
        run.process.send(signal)
        #expect(try await run.process.ending() == .exit(0), "\(run.errors.text)")
    }

    @Test(arguments: unseen)
    func `a signal ends it while it waits for a file`(mode: [String]) async throws {
        let stage = try ProgramStage()
        let (run, end) = try await Self.waiting(stage, mode, for: "--config")
        defer { close(end) }
        run.process.send(SIGTERM)
        #expect(try await run.process.ending() == .exit(0), "\(run.errors.text)")
    }

    @Test(arguments: [["--demo"], ["export"], ["sources"]])
    func `what has nothing to end is ended by the signal itself`(words: [String]) async throws {
        let stage = try ProgramStage()
        let (run, end) = try await Self.waiting(stage, words, for: "--config")
        defer { close(end) }
        run.process.send(SIGTERM)
        #expect(try await run.process.ending() == .signal(SIGTERM), "\(run.errors.text)")
    }

    @Test func `an import that is ended half-way leaves the store as it was`() async throws {
        let stage = try ProgramStage()
        let pipe = stage.home.file("pipe.csv")
        try #require(unsafe mkfifo(pipe, 0o600) == 0)
        let run = try stage.start(["import", pipe, "--store", stage.store])
        let end = try await Self.writer(of: pipe)
        defer { close(end) }
        run.process.send(SIGTERM)
        #expect(try await run.process.ending() == .signal(SIGTERM), "\(run.errors.text)")
        #expect(!stage.home.names.contains("day.sqlite"))
    }

    /// Where it used to be lost, in one of seven runs: when tasks ran and lines were written, but
    /// nobody waited for a signal yet.
    @Test(arguments: unseen, [SIGTERM, SIGINT])
    func `a signal at the first word is not lost`(mode: [String], signal: Int32) async throws {
        for _ in 0..<6 {
            let stage = try ProgramStage()
            let run = try stage.start(mode + ["--demo", "--pairs", "10"])
            try await eventually("it says nothing") {
                run.errors.bytes.isEmpty && run.output.bytes.isEmpty ? nil : ()
            }
            run.process.send(signal)
            #expect(try await run.process.ending() == .exit(0), "\(run.errors.text)")
        }
    }

    /// Starts the program, with a pipe in the place of the file that an option names.
    ///
    /// - Returns: the run, when it has opened the pipe and waits for bytes, and the other end.
    private static func waiting(
        _ stage: ProgramStage, _ words: [String], for option: String
    ) async throws -> (run: ProgramStage.Run, end: Int32) {
        let pipe = stage.home.file("pipe")
        try #require(unsafe mkfifo(pipe, 0o600) == 0)
        let run = try stage.start(words + [option, pipe])
        return (run, try await writer(of: pipe))
    }

    /// The other end of a pipe, open when somebody reads it.
    private static func writer(of pipe: String) async throws -> Int32 {
        try await eventually("nobody opens \(pipe)") {
            let end = unsafe open(pipe, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
            return end < 0 ? nil : end
        }
    }
}
