import TestSupport
import Testing

@testable import TrackerEngine

/// The journals that there are: each must do the same.
enum JournalKind: CaseIterable, Sendable, CustomTestStringConvertible {
    case sqliteOnDisk, sqliteInMemory, memory

    var testDescription: String { "\(self)" }

    /// The stores that are still there for another journal.
    static let lasting: [JournalKind] = [.sqliteOnDisk, .memory]
}

/// A store of one kind, opened as often as a test likes.
struct JournalStore {
    private let directory: TemporaryDirectory
    private let kind: JournalKind
    private let clock: any WallClock
    private let memory = MemoryStore()

    init(_ kind: JournalKind, clock: any WallClock) throws {
        directory = try TemporaryDirectory()
        self.kind = kind
        self.clock = clock
    }

    private var path: String { directory.file("day.sqlite") }

    /// A journal, as a program that has just started has it.
    func journal() throws -> any MinuteJournal {
        switch kind {
        case .sqliteOnDisk: try SQLiteJournal(path: path, lock: nil, clock: clock)
        case .sqliteInMemory: try SQLiteJournal(path: ":memory:", lock: nil, clock: clock)
        case .memory: MemoryJournal(memory)
        }
    }

    /// What a second program gets while the first one writes.
    func follower() -> any JournalFollower {
        kind == .memory ? memory.follower : SQLiteFollower(path: path, clock: clock)
    }
}

/// Every price of a stored day, as bits, by name and minute.
typealias StoredPrices = [Instrument: [Minute: UInt64]]

extension StoredDay {
    /// The prices of the window that ends at a minute.
    func prices(through last: Minute) -> StoredPrices {
        var day = RollingDay()
        day.restore(self)
        return day.prices(through: last)
    }
}

extension RollingDay {
    func prices(through last: Minute) -> StoredPrices {
        var prices: StoredPrices = [:]
        for instrument in instruments(since: last.windowStart) {
            guard let series = series(of: instrument, through: last) else { continue }
            for (place, amount) in series.amounts.enumerated() where !amount.isNaN {
                let minute = series.start.advanced(by: place)
                prices[instrument, default: [:]][minute] = amount.bitPattern
            }
        }
        return prices
    }
}
