import TestSupport
import Testing

@testable import TrackerEngine

/// The stores of alerts that there are: each must do the same.
enum AlertStoreKind: CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite, memory

    var testDescription: String { "\(self)" }

    /// A store of this kind, in a folder that stays as long as the value.
    func place(clock: any WallClock = StillClock(OutboxTests.start)) throws -> AlertStorePlace {
        try AlertStorePlace(self, clock: clock)
    }
}

/// A store of alerts for a test, and its folder.
struct AlertStorePlace {
    let folder: TemporaryDirectory
    let store: any AlertStore

    init(_ kind: AlertStoreKind, clock: any WallClock) throws {
        folder = try TemporaryDirectory()
        store =
            switch kind {
            case .sqlite: SQLiteAlertStore(besideDay: folder.file("day.sqlite"), clock: clock)
            case .memory: MemoryAlertStore()
            }
    }

    /// The file of a store in SQLite.
    var path: String { folder.file("day.sqlite.alerts") }
}
