import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct StoreRecoveryTests {
    static let now = RollingDayTests.now
    static let first = now.advanced(by: -1439)
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    enum Harm: Sendable, CustomTestStringConvertible {
        case zeros(Int)
        case cut(Int)
        case text
        case flip(UInt64)

        var testDescription: String { "\(self)" }

        func applied(to bytes: [UInt8]) -> [UInt8] {
            var bytes = bytes
            switch self {
            case .zeros(let count):
                bytes.replaceSubrange(
                    0..<min(count, bytes.count),
                    with: repeatElement(0, count: min(count, bytes.count)))
            case .cut(let count): bytes = Array(bytes.prefix(count))
            case .text: bytes = Array("This is no database.\n".utf8)
            case .flip(let seed):
                var random = SeededGenerator(seed: seed)
                for _ in 0..<20 {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 0x5A
                }
            }
            return bytes
        }
    }

    static let harms: [Harm] =
        [
            .zeros(100), .zeros(8192), .zeros(.max), .cut(5), .cut(100), .cut(8192), .cut(9000),
            .text,
        ]
        + (1...12).map { .flip($0) }

    @Test(arguments: harms)
    func `a damaged store is kept aside and what can be read goes on`(_ harm: Harm) async throws {
        let path = directory.file("day.sqlite")
        try await fill(path)
        let sound = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let harmed = harm.applied(to: sound)
        try Data(harmed).write(to: URL(fileURLWithPath: path))
        let clock = ManualClock(Self.now.start)
        guard let journal = try Self.opened(path, clock) else {
            // The bytes that say whose file it is were hit: it is left alone.
            let now = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            return #expect(now.count == harmed.count)
        }
        let stored = try await journal.load(from: Self.first)
        if let recovery = stored.recovery {
            let kept = [UInt8](try Data(contentsOf: URL(fileURLWithPath: recovery.movedTo)))
            #expect(kept.count == harmed.count)
        }
        #expect(stored.minutes.allSatisfy { $0.minute >= Self.first })
        // It is a store again: what it says it has is there after the next start.
        let instrument = try Samples.instrument(1)
        try await journal.append(
            Batch(minute: Self.now, quotes: [Quote(instrument, try Price(5))]))
        let again = try SQLiteJournal(path: path, lock: nil, clock: clock)
        let next = try await again.load(from: Self.first)
        #expect(next.recovery == nil)
        #expect(next.minutes.contains { $0.minute == Self.now })
        #expect(next.hours.count == stored.hours.count)
    }

    @Test(arguments: harms)
    func `a recovery says how far it is, first of reading and then of writing`(
        _ harm: Harm
    ) async throws {
        let path = directory.file("day.sqlite")
        try await fill(path)
        let sound = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        try Data(harm.applied(to: sound)).write(to: URL(fileURLWithPath: path))
        guard let journal = try Self.opened(path, ManualClock(Self.now.start)) else { return }
        let steps = Mutex<[StoreProgress]>([])
        let stored = try await journal.load(from: Self.first) { step in
            steps.withLock { $0.append(step) }
        }
        let all = steps.withLock { $0 }
        let written = all.filter { $0.stage == .writing }
        #expect(Array(all.suffix(written.count)) == written, "writing comes last")
        for stage in [all.filter { $0.stage == .reading }, written] {
            let shares = stage.compactMap(\.share)
            #expect(shares == shares.sorted() && shares.allSatisfy { (0...1).contains($0) })
            #expect(stage.map(\.rows) == stage.map(\.rows).sorted())
        }
        if stored.recovery != nil, !stored.hours.isEmpty || !stored.rows.isEmpty {
            #expect(written.last?.share == 1 && written.last?.rows == written.last?.all)
        } else {
            #expect(written.isEmpty)
        }
    }

    @Test func `a file that was never a store is left alone`() throws {
        let path = directory.file("notes.txt")
        try Data("My notes.\n".utf8).write(to: URL(fileURLWithPath: path))
        let kind = StoreError.cannotOpen(place: path, reason: "it is a file of another kind")
        #expect(throws: kind) {
            try SQLiteJournal(path: path, lock: nil, clock: ManualClock(Self.now.start))
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "My notes.\n")
        #expect(directory.names == ["notes.txt"])
    }

    @Test func `a hurt hour costs that hour and not the others`() async throws {
        let path = directory.file("day.sqlite")
        try await fill(path)
        do {
            let connection = try Connection(path: path, mode: .readWrite)
            let hurt = try connection.prepare("UPDATE hour SET chunks = ?1 WHERE hour = ?2")
            try hurt.bind([1, 2, 3], at: 1)
            try hurt.bind(Self.now.hour.index - 2, at: 2)
            try hurt.run()
        }
        let journal = try SQLiteJournal(path: path, lock: nil, clock: ManualClock(Self.now.start))
        let shares = Mutex<[Double?]>([])
        let stored = try await journal.load(from: Self.first) { step in
            if step.stage == .reading { shares.withLock { $0.append(step.share) } }
        }
        #expect(shares.withLock { $0.count > 5 && $0.last == 1 })
        #expect(stored.recovery != nil)
        #expect(stored.hours.map(\.hour) == [-3, -1].map { Self.now.hour.advanced(by: $0) })
        #expect(!stored.minutes.isEmpty)
    }

    /// `nil` for a file that does not look like one of ours.
    private static func opened(_ path: String, _ clock: ManualClock) throws -> SQLiteJournal? {
        do {
            return try SQLiteJournal(path: path, lock: nil, clock: clock)
        } catch StoreError.cannotOpen, StoreError.tooNew {
            return nil
        }
    }

    private func fill(_ path: String) async throws {
        var day = RollingDay()
        let instruments = try (0..<40).map { try Samples.instrument($0) }
        var minute = Self.now.hour.advanced(by: -3).start
        while minute < Self.now {
            let quotes = try instruments.enumerated().map { number, instrument in
                Quote(instrument, try Price(Double(minute.index % 1000 * (number + 1)) / 8))
            }
            day.ingest(Batch(minute: minute, quotes: quotes))
            minute = minute.advanced(by: 7)
        }
        _ = day.seal(before: Self.now.hour.start)
        let journal = try SQLiteJournal(path: path, lock: nil, clock: ManualClock(Self.now.start))
        try await journal.write(day.stored())
    }
}
